import { byChance } from "../../engine/metrics/byChance";
import { numel, type Tensor } from "../../tensor/tensor";
import { distinct, isOneHot } from "../arrays";
import { type CallFacts, type Form, textAt } from "../callFacts";
import { argumentFix, operandText } from "../edits";
import { accuracyOf, changeOf, meanOf } from "../evaluateForm";
import { explainedBy } from "../explains";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Classes in each other's place. */
export const columnRows: readonly CauseRow[] = [{ cause: "swapped-columns", find: swappedColumns }];

/** Two classes' columns in the wrong order. */
function swappedColumns(instance: CallCase): Finding | undefined {
  const { facts } = instance;
  const form = withIndices(facts.form);
  if (form?.loss === "BCELoss" || form?.loss === "BCEWithLogitsLoss") return otherColumn(instance, form);
  if (form === undefined || form.input.shape.length !== 2) return undefined;
  if (form.loss !== "CrossEntropyLoss" && form.loss !== "NLLLoss") return undefined;
  if (form.input.shape.join() === form.target.shape.join()) return undefined;
  const classes = form.input.shape[1];
  if (classes < 2 || classes > 12 || numel(form.input.shape) > 20_000) return undefined;
  const tries = (classes * (classes - 1)) / 2;
  let best: Finding | undefined;
  for (let a = 0; a < classes; a++) {
    for (let b = a + 1; b < classes; b++) {
      const after = { ...form, input: withSwapped(form.input, a, b) };
      const explained = explainedBy(form, after, tries);
      const weight = explained === undefined ? 0 : columnWeight(form, after, tries);
      if (explained !== undefined && weight > (best?.weight ?? 0)) {
        best = {
          claim: { cause: "swapped-columns", facts: { a, b, change: explained.change } },
          weight,
          fixes: columnFixes(facts, classes, a, b),
        };
      }
    }
  }
  return best;
}

/** Rows of one 1 as the numbers of their classes. */
function withIndices(form: Form | undefined): Form | undefined {
  if (form?.loss !== "CrossEntropyLoss" || form.input.shape.join() !== form.target.shape.join()) return form;
  const { target } = form;
  if (target.shape.length !== 2 || !isOneHot(target, 1)) return form;
  const [rows, classes] = target.shape;
  const data = Float64Array.from({ length: rows }, (_, row) => target.data.indexOf(1, row * classes) - row * classes);
  return { ...form, target: { data, shape: [rows], dtype: "int64" } };
}

/** Predictions may simply be bad; that they are sure of themselves and wrong, and right once swapped, takes more than a few samples. */
function columnWeight(before: Form, after: Form, tries: number): number {
  const [accuracy, loss, mended] = [accuracyOf(after), meanOf(before), meanOf(after)];
  const classes = after.input.shape[1];
  const chance = Math.log(classes);
  if (accuracy === undefined || loss === undefined || mended === undefined || accuracy.of < 3) return 0;
  if (!(loss > 1.2 * chance && mended < 0.8 * chance)) return 0;
  const accident = byChance(accuracy, 1 / classes) * tries;
  if (accuracy.of < 6) return accident < 0.05 || (accident < 0.1 && loss > 2 * chance) ? 0.55 : 0;
  return accident < 0.002 ? 0.95 : accident < 0.02 ? 0.87 : 0.55;
}

function withSwapped({ data, shape, dtype }: Tensor, a: number, b: number): Tensor {
  const result = data.slice();
  for (let row = 0; row < shape[0]; row++) {
    result[row * shape[1] + a] = data[row * shape[1] + b];
    result[row * shape[1] + b] = data[row * shape[1] + a];
  }
  return { data: result, shape, dtype };
}

/** The probability of the other one of two classes: every answer is upside down. */
function otherColumn({ facts }: CallCase, form: Form): Finding | undefined {
  const { input, loss } = form;
  const upsideDown = (value: number) => (loss === "BCELoss" ? 1 - value : -value);
  const after = { ...form, input: { ...input, data: input.data.map(upsideDown) } };
  const [own, accuracy, before, mended] = [accuracyOf(form), accuracyOf(after), meanOf(form), meanOf(after)];
  if (own === undefined || accuracy === undefined || before === undefined || mended === undefined) return undefined;
  if (own.correct > 0 || accuracy.correct < accuracy.of || !(before > 1.2 * Math.LN2 && mended < 0.8 * Math.LN2))
    return undefined;
  const step = facts.input.chain.steps.find(({ operation }) => operation === "getitem" || operation === "select");
  const picked = step && /^(.*\[\s*(?:\.\.\.|:)\s*,\s*)0(\s*\])$/s.exec(textAt(facts.units, step.place));
  if (accuracy.of < 4 || distinct(form.target.data, 2)?.length !== 2) return undefined;
  // Features that are to deceive a discriminator are trained on its wrong answers.
  if (!picked && accuracy.of < 8 && /adversar|fool|confus|revers/i.test(facts.units[facts.call.place.unit].text))
    return undefined;
  const edits = step && picked ? [{ place: step.place, text: `${picked[1]}1${picked[2]}` }] : [];
  return {
    claim: { cause: "swapped-columns", facts: { a: 0, b: 1, change: changeOf(form, after) } },
    weight: picked ? 0.93 : accuracy.of >= 8 ? 0.88 : 0.55,
    fixes: edits.length === 0 ? [] : [{ title: { kind: "use", code: edits[0].text }, edits }],
  };
}

function columnFixes(facts: CallFacts, classes: number, a: number, b: number): readonly FixCandidate[] {
  const order = Array.from({ length: classes }, (_, column) => (column === a ? b : column === b ? a : column));
  return argumentFix(facts, facts.input, (text) => `${operandText(text)}[:, [${order.join(", ")}]]`);
}
