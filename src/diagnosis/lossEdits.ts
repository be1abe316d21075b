import { ignoreOptions } from "../frameworks/framework";
import type { LossCall } from "../python/lossCall";
import type { TextUnit } from "../textUnit";
import { type CallFacts, textAt } from "./callFacts";
import { importedName } from "./imports";
import type { FixCandidate } from "./row";

const functionNames: Readonly<Record<string, string>> = {
  CrossEntropyLoss: "cross_entropy",
  NLLLoss: "nll_loss",
  BCELoss: "binary_cross_entropy",
  BCEWithLogitsLoss: "binary_cross_entropy_with_logits",
  MultiLabelSoftMarginLoss: "multilabel_soft_margin_loss",
};

/** Another loss in the same place. */
export function renameLoss({ call, units, calls }: CallFacts, loss: string): FixCandidate | undefined {
  const { construction, place, options } = call;
  const isShared = calls.some(
    (other) =>
      construction !== undefined &&
      other.construction?.unit === construction.unit &&
      other.construction.start === construction.start &&
      other.place.start !== place.start &&
      other.arguments.length > 0,
  );
  const fix = renamed(call, units, loss);
  if (!isShared || fix === undefined) return fix;
  // Other calls need the loss as it is: this one gets its own.
  const callee = /^[\w.]+(?=\()/.exec(textAt(units, place))?.[0];
  const [{ text }] = fix.edits;
  if (callee === undefined || options.size > 0) return fix;
  const edit = { place: { ...place, end: place.start + callee.length }, text: `${text}()` };
  return { title: { kind: "use", code: edit.text }, edits: [edit] };
}

export function renamed(
  { named, functional }: LossCall,
  units: readonly TextUnit[],
  loss: string,
): FixCandidate | undefined {
  const written = textAt(units, named);
  const name = functional ? functionNames[loss] : loss;
  if (name === undefined) return undefined;
  const prefix = /^([\w.]+\.)\w+$/.exec(written)?.[1];
  const module = importedName(units, functional ? "torch.nn.functional" : "torch.nn");
  const code = prefix !== undefined ? `${prefix}${name}` : module === undefined ? undefined : `${module}.${name}`;
  if (code === undefined || !/^[\w.]+$/.test(written)) return undefined;
  return { title: { kind: "use", code }, edits: [{ place: named, text: code }] };
}

/** An option added where the loss takes its options, or another value for one that is there. */
export function setOption(facts: CallFacts, name: string, code: string): FixCandidate | undefined {
  const { call, units } = facts;
  const given = call.options.get(name);
  if (given !== undefined) {
    const used = { kind: "use", code: `${name}=${code}` } as const;
    return given.place && { title: used, edits: [{ place: given.place, text: code }] };
  }
  const title = { kind: "add", code: `${name}=${code}` } as const;
  const place = call.functional ? call.place : call.construction;
  if (place === undefined) return undefined;
  const text = textAt(units, place);
  if (!text.endsWith(")")) return undefined;
  const inside = text.slice(0, -1).trimEnd();
  const separator = inside.endsWith("(") ? "" : inside.endsWith(",") ? " " : ", ";
  const at = place.start + inside.length;
  return { title, edits: [{ place: { unit: place.unit, start: at, end: at }, text: `${separator}${name}=${code}` }] };
}

/** Targets of that value left out, where the loss has an option for it. */
export function ignoreOption(facts: CallFacts, value: number): FixCandidate | undefined {
  const name = ignoreOptions[facts.call.framework];
  return name === undefined ? undefined : setOption(facts, name, String(value));
}
