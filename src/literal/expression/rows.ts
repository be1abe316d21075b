import { numel } from "../../tensor/tensor";
import { Elements } from "../text/elements";
import type { Node } from "./syntax";
import { type ArrayValue, part, type ScalarValue } from "./value";

/** Arrays and lists taken apart along their first dimension. */

/** The rows of an array, or the numbers of a 1-D one. */
export function rows(array: ArrayValue): (ScalarValue | ArrayValue)[] {
  const [size, ...shape] = array.shape;
  if (size === undefined) return [];
  const inner = numel(shape);
  return Array.from({ length: size }, (_, i) => {
    if (shape.length > 0 || array.library) return part(array, i * inner, shape);
    const start = array.offsets[i];
    return {
      kind: "scalar",
      value: array.data[i],
      written: array.written,
      dtype: array.dtype,
      start,
      end: start + array.lengths[i],
    };
  });
}

/** The items of a list as they are written. */
export function itemNodes(node: Node): readonly Node[] {
  if (node.kind === "list") return node.items;
  if (node.kind === "typed") return itemNodes(node.value);
  if (node.kind !== "nested") return [node];
  const { elements, shape } = node.nested;
  if (shape.length !== 1) return rowNodes(node);
  return Array.from({ length: elements.count }, (_, i) => {
    const start = elements.offsets[i];
    return {
      kind: "number",
      value: elements.data[i],
      written: elements.kind,
      dtype: elements.dtype,
      start,
      end: start + elements.lengths[i],
    };
  });
}

/** The rows of plain nested lists as nodes of their own. */
function rowNodes(node: Extract<Node, { kind: "nested" }>): readonly Node[] {
  const { elements, shape } = node.nested;
  const inner = numel(shape.slice(1));
  return Array.from({ length: shape[0] ?? 0 }, (_, i) => {
    const row = new Elements();
    for (let k = i * inner; k < (i + 1) * inner; k++) {
      row.push(elements.data[k], elements.kind, elements.dtype, elements.offsets[k], elements.lengths[k]);
    }
    return {
      kind: "nested",
      nested: { elements: row, shape: shape.slice(1), end: node.end },
      start: node.start,
      end: node.end,
    };
  });
}
