import { roundsTo } from "../../engine/seenLoss";
import type { DType, Tensor } from "../../tensor/tensor";
import type { SeenNumber } from "../answer";
import type { CallFacts } from "../callFacts";
import type { Claim } from "../claim";
import { chanceOf, stuckAt } from "./chance";
import type { NumberNear } from "./numbersNear";
import { type Possibility, possibilities } from "./possibilities";

/** The numbers near a call with what gives them, and the claim that follows from the likeliest that is another form. */
export interface ExplainedNumbers {
  readonly seen: readonly SeenNumber[];
  readonly claim: Claim | undefined;
}

export function explainNumbers(
  near: readonly NumberNear[],
  facts: CallFacts,
  value: Tensor | undefined,
  others?: readonly Possibility[],
): ExplainedNumbers {
  if (near.length === 0) return { seen: [], claim: undefined };
  const { form } = facts;
  const all =
    others ?? (form === undefined ? ownValue(value) : [...possibilities(form)].sort((a, b) => a.cost - b.cost));
  const own = all.find(({ cost }) => cost === 0)?.value;
  const guess = chanceOf(facts);
  const precise = precisions[facts.input.tensor?.dtype ?? "float32"] ?? 1e-6;
  let claim: Claim | undefined = guess && stuckAt(guess, near, own);
  const seen = near.flatMap((number): readonly SeenNumber[] => {
    const found =
      all.find((possibility) => gives(possibility, number, precise) && !isAccident(possibility, number, all)) ??
      (guess && gives(guess, number, precise) ? guess : undefined);
    claim ??= found && claimOf(found, number, own);
    const { text, place } = number;
    if (found === undefined) return number.percent ? [] : [{ text, place, by: undefined }];
    const kind = found.kind === "same" && digitsOf(text) > 9 && precise === 1e-6 ? ("float32" as const) : found.kind;
    const code = kind === "float32" ? `${found.code} in float32, as .item() shows it` : found.code;
    return [{ text, place, by: { code, kind, value: found.value } }];
  });
  return { seen, claim };
}

function ownValue(value: Tensor | undefined): readonly Possibility[] {
  if (value?.data.length !== 1) return [];
  return [{ code: "this loss", kind: "same", value: value.data[0], cost: 0, cause: undefined }];
}

/** How far off a loss may be that is computed in few digits. */
const precisions: Readonly<Partial<Record<DType, number>>> = { float16: 1e-3, bfloat16: 8e-3 };

/** Whether a possibility reads like the number, in the digits that are there or as a float32 in all its digits. */
function gives({ value, kind, cost }: Possibility, { seen, text, percent }: NumberNear, precision: number): boolean {
  if (percent) return kind === "percent" && decimalsOf(text) >= 2 && roundsTo(value, seen);
  // Three digits fit too much by accident to be explained by anything far.
  if (digitsOf(text) < 4 && decimalsOf(text) < 4 && cost > 1.2 && Number.isFinite(seen.value)) return false;
  // Nearly all is nan where something is.
  if (!Number.isFinite(seen.value) && cost > 0) return false;
  // A loss in few bits is shown with few digits, all of which are its own.
  if (digitsOf(text) > 8 || (cost === 0 && precision > 1e-5 && digitsOf(text) > 3))
    return kind !== "percent" && Math.abs(value - seen.value) <= precision * Math.max(Math.abs(value), 0.1);
  // float32 may print the neighbour of a last digit that is a tie.
  return roundsTo(value, { ...seen, halfUnit: seen.halfUnit + 2e-7 * Math.max(1, Math.abs(value)) });
}

/** Where many forms give nearly the same, one of them hits any number; only the near ones say something then. */
function isAccident({ cost }: Possibility, { seen }: NumberNear, all: readonly Possibility[]): boolean {
  if (cost <= 1.2 || !Number.isFinite(seen.value) || seen.halfUnit === 0) return false;
  const width = Math.max(0.01 * Math.abs(seen.value), 40 * seen.halfUnit);
  const around = new Set(all.filter(({ value }) => Math.abs(value - seen.value) <= width).map(({ value }) => value));
  return (around.size * seen.halfUnit) / width > 0.03;
}

function digitsOf(text: string): number {
  return text.replace(/e.*$/i, "").replaceAll(/\D/g, "").replace(/^0+/, "").length;
}

function decimalsOf(text: string): number {
  return /\.(\d*)/.exec(text)?.[1].length ?? 0;
}

function claimOf({ cause, value }: Possibility, { text }: NumberNear, own: number | undefined): Claim | undefined {
  switch (cause) {
    case "weighted-mean":
      return { cause, facts: { seen: text, torch: own ?? value, ignored: false } };
    case "sum-per-sample":
    case "in-bits":
    case "perplexity":
      return { cause, facts: { seen: text } };
    case "smoothing-differs":
      return { cause, facts: { how: "spread", written: value, torch: own ?? value } };
    default:
      return undefined;
  }
}
