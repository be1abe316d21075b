import type { Tensor } from "../tensor/tensor";
import { guessInputKinds, type KindGuess } from "./inputKinds";
import { rowSums } from "./rowSums";
import { sampleLayout } from "./sampleLayout";
import { type ValueFacts, valueFacts } from "./valueFacts";

/** What can be said of the input before any target is known. */
export interface InputDescription {
  /** Likeliest first, confidences add up to 1. */
  readonly kinds: readonly KindGuess[];
  readonly facts: ValueFacts;
  /** Smallest and largest sum along the class dim, undefined for a scalar or no elements. */
  readonly rowSums: { readonly min: number; readonly max: number } | undefined;
}

/** Takes the last axis for the classes where there are two axes or more. */
export function describeInput(input: Tensor, name: string | undefined): InputDescription {
  const facts = valueFacts(input);
  const rank = input.shape.length;
  const layout = sampleLayout(input.shape, { task: "multiclass", classDim: rank >= 2 ? rank - 1 : undefined });
  const rowLayout = sampleLayout(input.shape, { task: "multiclass", classDim: rank === 0 ? undefined : rank - 1 });
  const sums = rank === 0 || facts.count === 0 ? undefined : rowSums(input, rowLayout);
  return {
    kinds: guessInputKinds(input, facts, layout, name).kinds,
    facts,
    rowSums: sums && { min: sums.min, max: sums.max },
  };
}
