import type { Cells } from "../../../python/value";
import { type CallNode, dottedName, type Node } from "../syntax";

/** Where the elements stand that a constructor was given one by one, some of them as expressions; undefined where that is not so. */
export function placesOf(node: Node, count: number): Pick<Cells, "offsets" | "lengths"> | undefined {
  const list = listIn(node);
  if (list === undefined) return undefined;
  const offsets: number[] = [];
  const lengths: number[] = [];
  gather(list, offsets, lengths, count);
  if (offsets.length !== count) return undefined;
  return { offsets: Uint32Array.from(offsets), lengths: Uint32Array.from(lengths) };
}

/** The list that a call of a constructor, with casts behind it, is made of. */
function listIn(node: Node): Node | undefined {
  let current: Node | undefined = node;
  while (current?.kind === "call") current = argumentOf(current);
  return current?.kind === "list" ? current : undefined;
}

function argumentOf({ callee, args }: CallNode): Node | undefined {
  if (callee.kind === "attribute" && callee.object.kind === "call") {
    const isKept = /^(?:float|double|half|bfloat16|cuda|cpu|to|detach|requires_grad_)$/.test(callee.name);
    return isKept ? callee.object : undefined;
  }
  const isMaker = /(?:tensor|array|constant|Parameter)$/i.test(dottedName(callee) ?? "");
  const given = args.filter(({ name }) => name === undefined);
  return isMaker && given.length === 1 ? given[0].value : undefined;
}

function gather(node: Node, offsets: number[], lengths: number[], count: number): void {
  if (offsets.length > count) return;
  if (node.kind === "list") {
    for (const item of node.items) gather(item, offsets, lengths, count);
  } else if (node.kind === "nested") {
    const { elements } = node.nested;
    for (let i = 0; i < elements.count; i++) {
      offsets.push(elements.offsets[i]);
      lengths.push(elements.lengths[i]);
    }
  } else {
    offsets.push(node.start);
    lengths.push(node.end - node.start);
  }
}
