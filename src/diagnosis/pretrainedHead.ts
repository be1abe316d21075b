import type { Definition } from "../python/interpretation";
import type { UnknownValue, Value } from "../python/value";
import type { Place, TextUnit } from "../textUnit";
import type { ChainStep } from "./originChain";

/** Where networks come from whose last layer people exchange, and what that is called in them. */
const sources = /^(?:torchvision\.models\.|torch\.hub\.load$|timm\.)/;
const heads = /\.(?:fc|_fc|classifier|heads?|last_linear)(?:\[[-\w]+\]|\.\w+)*\s*=(?!=)\s*/y;

const layers: Readonly<Record<string, string>> = { Softmax: "softmax", LogSoftmax: "log_softmax", Sigmoid: "sigmoid" };

/**
 * The activation at the end of the layers that a pretrained network was given for its last one: `model.fc = nn.Sequential(…, nn.Softmax(1))`.
 * The network itself is not read, but gives what its last layer gives.
 */
export function activationOfHead(
  value: Value,
  units: readonly TextUnit[],
  definitions: readonly Definition[],
): ChainStep | undefined {
  if (value.kind !== "unknown" || value.origin.kind !== "unread" || value.origin.reason !== "call") return undefined;
  const { name } = value.origin;
  if (name === undefined || !/^[\w.]{1,60}$/.test(name)) return undefined;
  const network = definitions.find((each) => each.name === name)?.value.origin;
  if (network?.kind !== "unread" || !sources.test(network.name ?? "")) return undefined;
  for (const [unit, { text, role }] of units.entries()) {
    if (role !== "code") continue;
    for (let at = text.indexOf(`${name}.`); at !== -1; at = text.indexOf(`${name}.`, at + 1)) {
      if (/[\w.]/.test(text[at - 1] ?? "")) continue;
      heads.lastIndex = at + name.length;
      if (!heads.test(text)) continue;
      return lastLayer(value, { unit, start: heads.lastIndex, end: text.length }, text);
    }
  }
  return undefined;
}

const LONGEST = 3000;

/** The last argument of the `nn.Sequential(` that begins at a place, where that is an activation. */
function lastLayer(value: UnknownValue, { unit, start }: Place, text: string): ChainStep | undefined {
  const open = /^(?:\w+\.)*Sequential\(/.exec(text.slice(start, start + 60));
  if (open === null) return undefined;
  let [depth, from, last] = [1, start + open[0].length, undefined as Place | undefined];
  const end = Math.min(text.length, start + LONGEST);
  for (let at = from; at < end && depth > 0; at++) {
    if (/[([{]/.test(text[at])) depth++;
    else if (/[)\]}]/.test(text[at])) depth--;
    if (depth > 0 && (depth > 1 || text[at] !== ",")) continue;
    const layer = text.slice(from, at);
    const inFront = layer.length - layer.trimStart().length;
    if (layer.trim() !== "") last = { unit, start: from + inFront, end: from + layer.trimEnd().length };
    from = at + 1;
  }
  if (last === undefined || depth > 0) return undefined;
  const match = /^(?:\w+\.)*(Softmax|LogSoftmax|Sigmoid)\((?:dim\s*=\s*)?(-?\d+)?\s*\)$/.exec(
    text.slice(last.start, last.end),
  );
  if (match === null) return undefined;
  const operand = { value, place: undefined };
  const settings = match[2] === undefined ? {} : { dim: Number(match[2]) };
  return { operation: layers[match[1]], settings, place: last, operand, operands: [operand] };
}
