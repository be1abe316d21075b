import type { ReadingChoice } from "../../../src/engine/reading";
import { evaluateArrays } from "../../../src/evaluate";
import { type FoundArray, tensorOf } from "../../../src/pairing/foundArray";
import { type NoPair, type Pair, type PairingContext, pairAt } from "../../../src/pairing/pairAt";
import { Reader } from "../../../src/pairing/reader";
import type { Sheet } from "../../../src/pairing/sheet";
import { interpretInParts } from "../../../src/python/interpret/interpret";
import type { RequestOptions } from "../../../src/report";
import type { Place, TextUnit } from "../../../src/textUnit";

export function unit(text: string, languageId = "python", role: TextUnit["role"] = "code", id = "file"): TextUnit {
  return { id, version: 1, languageId, text, role };
}

export function sheetOf(...units: readonly TextUnit[]): Sheet {
  return new Reader(interpretInParts).read(units);
}

const unpinned: PairingContext = { pinned: undefined, largest: 200_000 };

/** Selections of a text: a cursor at `|`, what stands between `«` and `»`; `¦` is a bar of the text. */
export function selectionsOf(marked: string): { readonly text: string; readonly places: readonly Place[] } {
  const places: Place[] = [];
  let text = "";
  let start: number | undefined;
  for (const c of marked) {
    if (c === "|") places.push({ unit: 0, start: text.length, end: text.length });
    else if (c === "«") start = text.length;
    else if (c === "»") places.push({ unit: 0, start: start ?? 0, end: text.length });
    else text += c === "¦" ? "|" : c;
  }
  return { text, places };
}

export function pairIn(marked: string, languageId = "python", more: Partial<PairingContext> = {}): Pair | NoPair {
  const { text, places } = selectionsOf(marked);
  return pairAt(sheetOf(unit(text, languageId)), places, { ...unpinned, ...more });
}

/** `logits 2×3`, the reason in front of the target: `logits 2×3 call labels 2`. */
export function described(pair: Pair | NoPair): string {
  if (pair.kind !== "pair") return pair.kind === "changed" ? `changed ${pair.name}` : pair.kind;
  const { input, target, reason } = pair;
  return target === undefined ? arrayText(input) : `${arrayText(input)} ${reason} ${arrayText(target)}`;
}

export function arrayText(array: FoundArray): string {
  const tensor = tensorOf(array);
  return `${array.name ?? "?"} ${tensor === undefined ? "unread" : tensor.shape.join("×")}`;
}

/** The loss by definition of two arrays, as the code's options and the call's meaning have it. */
export function lossOf(
  input: FoundArray,
  target: FoundArray | undefined,
  choice: ReadingChoice,
  options: RequestOptions | undefined,
): number | string {
  const [inputLiteral, targetLiteral] = [input.read(), target?.read()];
  if (inputLiteral.kind !== "literal" || targetLiteral?.kind !== "literal") return "unread";
  const arrays = { kind: "arrays", inputLiteral, targetLiteral, inputName: input.name } as const;
  const report = evaluateArrays(arrays, choice, options ?? { reduction: "mean" });
  if (report.kind !== "evaluation") return report.kind;
  return report.reference.kind === "reference" ? report.reference.value.data[0] : report.reference.kind;
}
