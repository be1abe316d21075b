import type { SampleAxis, Slice } from "../../samples/sampleAxes";
import type { SampleTable } from "../../samples/sampleTable";

/** One image of the input, pixel by pixel: of a larger one a cell stands for a block of pixels, and shows the worst of them. */
export interface ImageField {
  readonly rows: number;
  readonly columns: number;
  /** Pixels that a cell is wide and tall. */
  readonly block: number;
  /** The axes that an image is chosen along, with the index of the one in view. */
  readonly held: readonly (SampleAxis & { readonly axis: number; readonly index: number })[];
  /** The sample that a cell shows. */
  readonly sampleAt: (row: number, column: number) => number;
}

/** Cells along a side: so many can be told apart, and drawn at once. */
const MOST = 64;

/** Undefined where the samples are no pixels: an image has two axes of them, behind at least one more. */
export function imageField(table: SampleTable, slice: Slice): ImageField | undefined {
  const { axes, expected, predicted, loss } = table;
  if (axes.length < 3 || expected === undefined || predicted === undefined) return undefined;
  const [tall, wide] = axes.slice(-2).map(({ size }) => size);
  if (tall < 2 || wide < 2 || loss.length === 0) return undefined;
  const held = axes.slice(0, -2).map((each, axis) => {
    return { ...each, axis, index: Math.min(slice[axis] ?? 0, each.size - 1) };
  });
  const first = held.reduce((at, { size, index }) => at * size + index, 0) * tall * wide;
  const block = Math.ceil(Math.max(tall, wide) / MOST);
  const [rows, columns] = [Math.ceil(tall / block), Math.ceil(wide / block)];
  const shown = new Uint32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      let worst = first + row * block * wide + column * block;
      for (let y = row * block; y < Math.min((row + 1) * block, tall); y++) {
        for (let x = column * block; x < Math.min((column + 1) * block, wide); x++) {
          const sample = first + y * wide + x;
          if (isWorse(table, sample, worst)) worst = sample;
        }
      }
      shown[row * columns + column] = worst;
    }
  }
  return { rows, columns, block, held, sampleAt: (row, column) => shown[row * columns + column] };
}

/** What is ignored has no loss; nan is the worst. */
function isWorse({ loss, expected }: SampleTable, sample: number, than: number): boolean {
  const [own, other] = [sample, than].map((each) => {
    if ((expected?.[each] ?? 0) < 0) return -2;
    return Number.isNaN(loss[each]) ? 2 : Math.atan(loss[each]);
  });
  return own > other;
}
