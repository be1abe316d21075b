import type { Tensor } from "../../tensor/tensor";
import { distinct } from "../arrays";
import type { CallFacts } from "../callFacts";
import { argumentFix, literalFix, moduleName, operandText } from "../edits";
import { changeOf } from "../evaluateForm";
import { renameLoss } from "../lossEdits";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Label lists of MultiLabelMarginLoss: classes by their numbers, filled up with −1. */
export const labelListRows: readonly CauseRow[] = [
  { cause: "multi-hot-as-list", find: multiHotAsList },
  { cause: "padding-not-ignored", find: zeroPaddedList },
];

function multiHotAsList({ facts }: CallCase): Finding | undefined {
  const { tensor } = facts.target;
  if (facts.call.loss !== "MultiLabelMarginLoss" || tensor === undefined || tensor.data.length < 3) return undefined;
  const values = distinct(tensor.data, 2);
  if (!values?.includes(1) || !values.every((value) => value === 0 || value === 1)) return undefined;
  return {
    claim: { cause: "multi-hot-as-list", facts: { listed: undefined } },
    weight: 0.97,
    fixes: listFixes(facts, tensor),
  };
}

/** The labels as lists, and the loss that takes zeros and ones. */
function listFixes(facts: CallFacts, { data, shape, dtype }: Tensor): readonly FixCandidate[] {
  const classes = shape.at(-1) ?? 1;
  const lists = new Float64Array(data.length).fill(-1);
  for (let start = 0; start < data.length; start += classes) {
    let end = start;
    for (let c = 0; c < classes; c++) if (data[start + c] === 1) lists[end++] = c;
  }
  const literal = literalFix(facts, facts.target, { data: lists, shape, dtype });
  const torch = moduleName(facts, "torch");
  const sorted =
    literal.length > 0 || torch === undefined
      ? []
      : argumentFix(facts, facts.target, (text) => {
          const y = operandText(text);
          const numbered = `${torch}.where(${y} > 0, ${torch}.arange(${y}.size(-1)), -1)`;
          return `${numbered}.sort(-1, descending=True).values`;
        });
  const renamed = facts.call.options.size === 0 ? renameLoss(facts, "MultiLabelSoftMarginLoss") : undefined;
  const float = argumentFix(facts, facts.target, (text) => `${operandText(text)}.float()`).flatMap(
    ({ edits }) => edits,
  );
  const soft = renamed === undefined ? [] : [{ title: renamed.title, edits: [...renamed.edits, ...float] }];
  return [...literal, ...sorted, ...soft];
}

/** Label lists that are filled up with 0, which is a class, instead of −1. */
function zeroPaddedList({ facts }: CallCase): Finding | undefined {
  const { form } = facts;
  if (form?.loss !== "MultiLabelMarginLoss" || form.target.data.includes(-1)) return undefined;
  const { data, shape } = form.target;
  const classes = shape.at(-1) ?? 1;
  const mended = data.slice();
  let padded = 0;
  for (let start = 0; start < data.length; start += classes) {
    let end = start + classes;
    while (end > start && data[end - 1] === 0) end--;
    // A list may end with class 0, but names it once.
    if (start + classes - end < 2 && end !== start) continue;
    padded += start + classes - Math.max(end, start + 1);
    mended.fill(-1, Math.max(end, start + 1), start + classes);
  }
  if (padded === 0 || (distinct(data, 2)?.every((value) => value <= 1) ?? false)) return undefined;
  const after = { ...form, target: { ...form.target, data: mended } };
  const literal = literalFix(facts, facts.target, after.target);
  const everyZero = data.every((value, i) => (value === 0) === (mended[i] === -1));
  const masked = argumentFix(facts, facts.target, (text) => `${operandText(text)}.masked_fill(${text} == 0, -1)`);
  return {
    claim: {
      cause: "padding-not-ignored",
      facts: { value: 0, count: padded, of: data.length, change: changeOf(form, after), inLists: true },
    },
    weight: 0.97,
    fixes: literal.length > 0 ? literal : everyZero ? masked : [],
  };
}
