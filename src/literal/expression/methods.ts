import { permute } from "./arrays";
import { type Apply, type Method, placed } from "./method";

const same: Apply = (_, array, __, place) => placed(array, place);

/** Methods that give the array itself. */
export function unchanged(names: string): [string, Method][] {
  return names.split(" ").map((name) => [name, { property: false, apply: same }]);
}

const reversedAxes: Apply = (_, array, __, place) =>
  placed(permute(array, array.shape.map((_size, d) => d).reverse()), place);

/** Transposition, which some languages write with an apostrophe. */
export const transposition: ReadonlyMap<string, Method> = new Map([["T", { property: true, apply: reversedAxes }]]);
