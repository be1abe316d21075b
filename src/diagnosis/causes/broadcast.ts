import { isKnownShape, type Sizes } from "../../python/value";
import { broadcastShapes } from "../../tensor/shape";
import { numel } from "../../tensor/tensor";

import type { CallFacts } from "../callFacts";
import { argumentFix, operandText } from "../edits";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Shapes that torch spreads over each other without a word. */
export const broadcastRows: readonly CauseRow[] = [{ cause: "broadcast", find: broadcast }];

/** Losses that broadcast input and target instead of refusing. */
const spreading: ReadonlySet<string> = new Set([
  "MSELoss",
  "L1Loss",
  "SmoothL1Loss",
  "HuberLoss",
  "KLDivLoss",
  "HingeEmbeddingLoss",
  "PoissonNLLLoss",
  "SoftMarginLoss",
]);

function broadcast({ facts, exception }: CallCase): Finding | undefined {
  const { call, input, target } = facts;
  if (!spreading.has(call.loss) || exception !== undefined) return undefined;
  const [a, b] = [input.shape, target.shape];
  const spread = a && b && spreadOf(a, b);
  if (a === undefined || b === undefined || spread === undefined) return undefined;
  const { common, weight } = spread;
  return { claim: { cause: "broadcast", facts: { input: a, target: b, common } }, weight, fixes: fixesOf(facts, a, b) };
}

/** What two shapes are spread to, and how surely that is not meant. */
function spreadOf(a: Sizes, b: Sizes): { readonly common: Sizes; readonly weight: number } | undefined {
  if (isColumnOf(a, b) || isColumnOf(b, a)) return { common: [undefined, undefined], weight: 0.9 };
  if (!isKnownShape(a) || !isKnownShape(b) || a.join() === b.join()) return undefined;
  const common = broadcastShapes(a, b);
  if (!("shape" in common)) return undefined;
  const [own, other, all] = [a, b, common.shape].map(numel);
  if (own !== 1 && other !== 1 && all !== Math.max(own, other)) return { common: common.shape, weight: 0.97 };
  // One number against all is meant; sizes of 1 in front change nothing.
  return own !== other && own > 1 && other > 1 ? { common: common.shape, weight: 0.6 } : undefined;
}

/** A column beside a row of a batch whose size is not known, as a loader has it: (N, 1) and (N) become N by N whatever N is. */
function isColumnOf(column: Sizes, row: Sizes): boolean {
  return column.length === 2 && row.length === 1 && column[1] === 1 && column[0] === undefined && row[0] === undefined;
}

function fixesOf(facts: CallFacts, a: Sizes, b: Sizes): readonly FixCandidate[] {
  if (isSqueezed(a, b)) return squeezeOrUnsqueeze(facts, facts.input, facts.target);
  if (isSqueezed(b, a)) return squeezeOrUnsqueeze(facts, facts.target, facts.input);
  return isTurned(a, b)
    ? argumentFix(facts, facts.target, (text) => `${operandText(text)}.view_as(${facts.input.text})`)
    : [];
}

function squeezeOrUnsqueeze(
  facts: CallFacts,
  column: CallFacts["input"],
  row: CallFacts["input"],
): readonly FixCandidate[] {
  return [
    ...argumentFix(facts, column, (text) => `${operandText(text)}.squeeze(-1)`),
    ...argumentFix(facts, row, (text) => `${operandText(text)}.unsqueeze(-1)`),
  ];
}

function isSqueezed(shape: Sizes, other: Sizes): boolean {
  return shape.length === other.length + 1 && shape.at(-1) === 1 && shape.slice(0, -1).join() === other.join();
}

/** A column and a row of one length. */
function isTurned(a: Sizes, b: Sizes): boolean {
  return a.length === 2 && b.length === 2 && a.includes(1) && a[0] === b[1] && a[1] === b[0];
}
