import type { Literal, Unreadable } from "../literal/literal";
import { readSource } from "../readSource";
import type { PlacedSource } from "./textUnits";

/** The array of a source, as it was read when it was found. */
export function readPlaced({ source, array }: Pick<PlacedSource, "source" | "array">): Literal | Unreadable {
  return array === undefined ? readSource(source) : array.read();
}
