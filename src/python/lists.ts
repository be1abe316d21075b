import type { ListObject, NumbersDisplay } from "./things";
import type { Origin, Value } from "./value";

/**
 * The items of a list, made of its numbers where it is a display of plain numbers that nobody has looked into yet; undefined where
 * they are not known. Not to be written to.
 */
export function itemsOf(list: ListObject): readonly Value[] | undefined {
  if (list.items === undefined && !list.changed && list.numbers !== undefined)
    list.items = made(list.numbers, list.region);
  return list.items;
}

/**
 * The numbers of a list that is a display of plain numbers as it was written: no row of it has been looked into, so that none can
 * have been changed.
 */
export function plainNumbers(list: ListObject): NumbersDisplay | undefined {
  if (list.changed || list.numbers === undefined) return undefined;
  return list.items === undefined || list.numbers.shape.length === 1 ? list.numbers : undefined;
}

function made({ data, shape, type, cells }: NumbersDisplay, region: number): Value[] {
  const [length, ...rest] = shape;
  const items: Value[] = new Array(length);
  const size = rest.reduce((product, each) => product * each, 1);
  for (let i = 0; i < length; i++) {
    const start = i * size;
    const origin: Origin = {
      kind: "literal",
      place: { unit: cells.unit, start: cells.offsets[start] ?? 0, end: endOf(cells, start, size) },
    };
    if (rest.length === 0) {
      items[i] = {
        kind: "number",
        type: writtenAs(type, data[start], cells.lengths[start]),
        value: data[start],
        origin,
      };
      continue;
    }
    const numbers: NumbersDisplay = {
      data: data.subarray(start, start + size),
      shape: rest,
      type,
      cells: {
        unit: cells.unit,
        offsets: cells.offsets.subarray(start, start + size),
        lengths: cells.lengths.subarray(start, start + size),
      },
    };
    items[i] = { kind: "list", form: "list", list: { items: undefined, region, changed: false, numbers }, origin };
  }
  return items;
}

/** Among floats there may be ints: those that are written with their digits alone. */
function writtenAs(type: "int" | "float", value: number, length: number): "int" | "float" {
  return type === "float" && Number.isInteger(value) && String(value).length === length ? "int" : type;
}

function endOf({ offsets, lengths }: NumbersDisplay["cells"], start: number, size: number): number {
  const last = start + size - 1;
  return size === 0 ? (offsets[start] ?? 0) : offsets[last] + lengths[last];
}
