/** Pixels of one look. */
export interface Paint {
  readonly name: string;
  /** Of the style sheet. */
  readonly look: string;
  readonly opacity?: string;
}

interface PixelsProps {
  readonly rows: number;
  readonly columns: number;
  /** The side of a pixel. */
  readonly cell: number;
  /** Undefined leaves the place empty. */
  readonly paintOf: (row: number, column: number) => Paint | undefined;
}

/** An image: neighbours of one look are one stroke, and all strokes of one look one path, however many pixels there are. */
export function Pixels({ rows, columns, cell, paintOf }: PixelsProps) {
  const paths = new Map<string, { readonly paint: Paint; d: string }>();
  const add = (paint: Paint, row: number, from: number, to: number) => {
    const [x, y, width] = [from, row, to - from].map((each) => (each * cell).toFixed(2));
    const stroke = `M${x} ${y}h${width}v${cell.toFixed(2)}h-${width}z`;
    const known = paths.get(paint.name);
    if (known === undefined) paths.set(paint.name, { paint, d: stroke });
    else known.d += stroke;
  };
  for (let row = 0; row < rows; row++) {
    let from = 0;
    for (let column = 0; column <= columns; column++) {
      const before = paintOf(row, from);
      if (column < columns && paintOf(row, column)?.name === before?.name) continue;
      if (before !== undefined) add(before, row, from, column);
      from = column;
    }
  }
  return (
    <g class="pixels">
      {[...paths.values()].map(({ paint: { name, look, opacity }, d }) => (
        <path key={name} class={`pixel ${look}`} {...(opacity !== undefined && { "fill-opacity": opacity })} d={d} />
      ))}
      <rect class="image-frame" x="0" y="0" width={columns * cell} height={rows * cell} />
    </g>
  );
}
