import type { Tensor } from "../tensor/tensor";
import { losses } from "./losses/losses";
import type { Mistake, Pipeline, PipelineVerdict } from "./verdict";

/**
 * Compares what a pipeline gave with the reference. `mistake` says whether the two are the same in general; where they are and the
 * numbers still part, the way of computing lost them.
 */
export function judge(
  pipeline: Pipeline,
  value: Tensor,
  reference: Tensor,
  mistake: Mistake | undefined,
  normalisesAgain: boolean,
): PipelineVerdict {
  const equal = allClose(value, reference);
  if (mistake !== undefined) return { kind: equal ? "coincides" : "differs", mistake };
  return equal
    ? { kind: "matches" }
    : { kind: "differs", mistake: lostBy(pipeline, value, reference, normalisesAgain) };
}

function lostBy({ loss }: Pipeline, value: Tensor, reference: Tensor, normalisesAgain: boolean): Mistake {
  if (value.data.some(Number.isNaN) && !reference.data.some(Number.isNaN)) return { kind: "zeroTimesInfinity" };
  const clamps =
    losses[loss].clampsAt !== undefined &&
    reference.data.some((entry) => entry === Number.POSITIVE_INFINITY || entry > 1);
  if (clamps) return { kind: "clamped" };
  return { kind: normalisesAgain && value.data.every(Number.isFinite) ? "normalisedAgain" : "precision" };
}

/** Agreement to what eight printed digits show; the stable and the naive form of a loss part far below that. */
const RELATIVE = 1e-9;
const ABSOLUTE = 1e-12;

/** Same shape up to axes of size 1, and every pair of elements close; nan equals nan, an infinity only itself. */
export function allClose(a: Tensor, b: Tensor): boolean {
  if (a.data.length !== b.data.length) return false;
  return a.data.every((value, element) => {
    const other = b.data[element];
    if (!Number.isFinite(value) || !Number.isFinite(other)) return Object.is(value, other);
    return Math.abs(value - other) <= ABSOLUTE + RELATIVE * Math.abs(other);
  });
}
