import type { Interpretation } from "../python/interpretation";
import type { LossCall } from "../python/lossCall";
import { textAt } from "./callFacts";
import { renamed } from "./lossEdits";
import type { Finding, FixCandidate } from "./row";

/** What is wrong where a loss is made, or called with too few arrays. */
export function constructionFinding(call: LossCall, { units }: Interpretation): Finding | undefined {
  const message = call.raises?.message;
  if (message === undefined) return undefined;
  const unknown = /unexpected keyword argument '(\w+)'/.exec(message)?.[1];
  if (unknown !== undefined) {
    const isSmoothing = unknown === "label_smoothing" && call.loss === "NLLLoss";
    const fix = isSmoothing ? renamed(call, units, "CrossEntropyLoss") : undefined;
    const facts = { option: unknown, ignored: false, isUnknown: true };
    return { claim: { cause: "option-invalid", facts }, weight: 1, fixes: fix === undefined ? [] : [fix] };
  }
  const option = /reduction|weight|margin|\bp\b/.exec(message)?.[0];
  if (option !== undefined || /p ==|buffer|keyword/.test(message)) {
    return {
      claim: { cause: "option-invalid", facts: { option: option ?? "", ignored: false } },
      weight: 1,
      fixes: [],
    };
  }
  const constructed = /Boolean value of Tensor/.test(message);
  return {
    claim: { cause: "not-a-tensor", facts: constructed ? { constructed } : {} },
    weight: 1,
    fixes: constructed ? calledFixes(call, textAt(units, call.place)) : [],
  };
}

/** `nn.CrossEntropyLoss()(outputs, labels)`, where the arrays were given to the constructor. */
function calledFixes({ place, named }: LossCall, text: string): readonly FixCandidate[] {
  const isWhole = named.unit === place.unit && named.start === place.start && named.end < place.end;
  if (!isWhole || text.length > 1000) return [];
  const code = `${text.slice(0, named.end - place.start)}()${text.slice(named.end - place.start)}`;
  return [
    {
      title: { kind: "use", code },
      edits: [{ place: { unit: named.unit, start: named.end, end: named.end }, text: "()" }],
    },
  ];
}
