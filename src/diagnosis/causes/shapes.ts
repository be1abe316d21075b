import type { Operand, Value } from "../../python/value";
import type { Place } from "../../textUnit";
import { type CallFacts, textAt } from "../callFacts";
import { argumentFix, operandText } from "../edits";
import { renameLoss } from "../lossEdits";
import { isDivision, lastMeaningful, originChain } from "../originChain";
import type { CallCase, CauseRow, Finding } from "../row";

/** Shapes of another loss than the one that is called, and the softened targets of distillation. */
export const shapeRows: readonly CauseRow[] = [
  { cause: "temperature", find: temperature },
  { cause: "temperature", find: dividedAfterwards },
  { cause: "shape", find: columnsForLabels },
];

/** A column a class, and one label a sample, in a loss that takes each output for a yes or no. */
function columnsForLabels({ facts, exception }: CallCase): Finding | undefined {
  const { input, target, call } = facts;
  if (exception === undefined || (call.loss !== "BCELoss" && call.loss !== "BCEWithLogitsLoss")) return undefined;
  const [rows, columns] = input.shape ?? [];
  const isColumn = target.shape?.length === 1 || (target.shape?.length === 2 && target.shape[1] === 1);
  if (input.shape?.length !== 2 || columns === undefined || columns < 2 || !isColumn || target.shape?.[0] !== rows)
    return undefined;
  const { tensor } = target;
  if (tensor?.data.some((value) => !Number.isInteger(value) || value < 0 || value >= columns)) return undefined;
  const claim = { cause: "shape", facts: { outputs: columns } } as const;
  const renamed = call.loss === "BCEWithLogitsLoss" ? renameLoss(facts, "CrossEntropyLoss") : undefined;
  const isLong = tensor?.dtype === "int64" && target.shape.length === 1;
  const [labels] = argumentFix(facts, target, (text) => {
    const own = operandText(text);
    return target.shape?.length === 1 ? `${own}.long()` : `${own}.squeeze(1).long()`;
  });
  if (renamed === undefined || (labels === undefined && !isLong)) return { claim, weight: 0.9, fixes: [] };
  const edits = [...renamed.edits, ...(isLong ? [] : labels.edits)];
  return { claim, weight: 0.9, fixes: [{ title: renamed.title, edits }] };
}

/** Both sides of a distillation are divided by the temperature, or neither. */
function temperature({ facts }: CallCase): Finding | undefined {
  if (facts.call.loss !== "KLDivLoss" && facts.call.loss !== "CrossEntropyLoss") return undefined;
  const [student, teacher] = [divisorIn(facts, "input"), divisorIn(facts, "target")];
  if (
    student === "none" ||
    teacher === "none" ||
    (student?.text === teacher?.text && (student?.times === undefined) === (teacher?.times === undefined))
  )
    return undefined;
  if (student !== undefined && teacher !== undefined && student.value !== undefined && student.value === teacher.value)
    return undefined;
  if (student !== undefined && teacher !== undefined) {
    const turned = timesForDivided(facts, student, teacher);
    if (turned !== undefined) return turned;
    // A teacher is sharpened on purpose.
    if (!isNormalised(facts) && !((teacher.value ?? 0) > (student.value ?? 0))) return undefined;
    return {
      claim: { cause: "temperature", facts: { student: student.value, teacher: teacher.value } },
      weight: 0.6,
      fixes: [],
    };
  }
  const given = student ?? teacher;
  if (given === undefined || given.value === 1) return undefined;
  // A target alone is sharpened on purpose.
  if (student === undefined && given.value !== undefined && given.value < 1) return undefined;
  const other = student === undefined ? "input" : "target";
  // Known probabilities are softened or sharpened through their logarithms, which have no student's counterpart.
  const isOfLogarithms = student === undefined && isLogarithm(facts);
  if (isOfLogarithms && !isNormalised(facts)) return undefined;
  const place = softenedIn(facts, other)?.place;
  const edits =
    place === undefined ? [] : [{ place, text: `${operandText(textAt(facts.units, place))} / ${given.text}` }];
  return {
    claim: { cause: "temperature", facts: { student: student?.value, teacher: teacher?.value } },
    // Cosines are scaled, without a temperature; and scores that the loss normalises may be cosines.
    weight: given.times === undefined && !isOfLogarithms && (student === undefined || isNormalised(facts)) ? 0.93 : 0.6,
    fixes:
      edits.length === 0 || given.times !== undefined || isOfLogarithms
        ? []
        : [{ title: { kind: "use", code: edits[0].text }, edits }],
  };
}

/** `F.softmax(t, 1) / T`: no softened distribution, but one that sums to 1 / T. */
function dividedAfterwards({ facts }: CallCase): Finding | undefined {
  if (facts.call.loss !== "KLDivLoss" && facts.call.loss !== "CrossEntropyLoss") return undefined;
  const [division, softmax] = facts.target.chain.steps;
  if (division === undefined || softmax?.operation !== "softmax" || !isDivision(division.operation)) return undefined;
  const [inner, whole] = [softmax.operand.place, division.operand.place];
  const divisor = division.operands[1]?.value;
  const value = divisor?.kind === "number" ? divisor.value : undefined;
  if (value === undefined || value === 1) return undefined;
  const isHere =
    inner !== undefined &&
    whole !== undefined &&
    inner.unit === whole.unit &&
    inner.start >= whole.start &&
    inner.end <= whole.end &&
    whole.start === division.place.start;
  const text = isHere ? textAt(facts.units, { ...division.place, start: whole.end }).replace(/^\)*\s*/, "") : undefined;
  const edits =
    text === undefined || inner === undefined || whole === undefined || !text.startsWith("/")
      ? []
      : [
          { place: inner, text: `${operandText(textAt(facts.units, inner))} ${text}` },
          { place: { ...division.place, start: whole.end }, text: "" },
        ];
  return {
    claim: { cause: "temperature", facts: { student: undefined, teacher: value, after: true } },
    weight: 0.96,
    fixes: edits.length === 0 ? [] : [{ title: { kind: "use", code: edits[0].text }, edits }],
  };
}

/** `s / T` beside `t * T`: one of the two was meant to be divided, too. */
function timesForDivided(facts: CallFacts, student: Divisor, teacher: Divisor): Finding | undefined {
  const product = student.times ?? teacher.times;
  const isTurned = (student.times === undefined) !== (teacher.times === undefined);
  if (product === undefined || !isTurned || student.text !== teacher.text) return undefined;
  const code = textAt(facts.units, product).replace(/\*(?=[^*]*$)/, "/");
  return {
    claim: { cause: "temperature", facts: { student: student.value, teacher: teacher.value } },
    weight: 0.93,
    fixes: [{ title: { kind: "use", code }, edits: [{ place: product, text: code }] }],
  };
}

interface Divisor {
  readonly text: string;
  readonly value: number | undefined;
  /** The product, where it is multiplied by that. */
  readonly times?: Place;
}

/** What the softmax of a side is taken of: the code's own, or the one of the loss. */
function softenedIn(facts: CallFacts, which: "input" | "target"): Operand | undefined {
  const step = facts[which].chain.steps.find(({ operation }) => operation === "softmax" || operation === "log_softmax");
  return step?.operand ?? (which === "input" && !isNormalised(facts) ? facts.input : undefined);
}

function isNormalised({ call }: CallFacts): boolean {
  return call.loss === "KLDivLoss";
}

/** `softmax(torch.log(p) / T)`. */
function isLogarithm(facts: CallFacts): boolean {
  const { steps } = facts.target.chain;
  const softmax = steps.findIndex(({ operation }) => operation === "softmax");
  return softmax !== -1 && steps.slice(softmax + 1).some(({ operation }) => ["log", "log_softmax"].includes(operation));
}

/** Scores of attention and cosines have a scale, and a mean has a count. */
const SCALE = /scale|sqrt|(?:^|[._])(?:n|num|len|count|k|heads|models|teachers|students)(?:_|$)/i;
const TEMPERATURE = /^(?:t|tau|temp|temperature)$/i;

function isSum({ origin }: Value): boolean {
  return origin.kind === "operation" && /^(?:add|sub|sum)_?$/.test(origin.operation);
}

/** What is divided by in front of the softmax, as it is written; undefined for nothing, `none` where there is no softmax. */
function divisorIn(facts: CallFacts, which: "input" | "target"): Divisor | "none" | undefined {
  const operand = softenedIn(facts, which)?.value;
  if (operand === undefined) return "none";
  // Divided in place: by what, its origin does not say.
  if (operand.kind === "tensor" && operand.storage.changed) return "none";
  const before = lastMeaningful(originChain(operand))?.step;
  const isProduct = before?.operation === "mul";
  if (before === undefined || (!isProduct && !isDivision(before.operation))) return undefined;
  const place = before.operand.place;
  const rest = place && textAt(facts.units, { unit: place.unit, start: place.end, end: before.place.end });
  const text = /^\s*(?:\)+\s*)?[*/]\s*([\w.]+)\s*\)*$/.exec(rest ?? "")?.[1];
  if (text === undefined || SCALE.test(text)) return "none";
  // `(t1 + t2) / 2` is the mean of two teachers.
  if (!isProduct && isSum(before.operand.value) && !text.split(/[._]/).some((word) => TEMPERATURE.test(word)))
    return "none";
  const named = facts.definitions.find(({ name }) => name === text)?.value;
  const value = Number.isFinite(Number(text)) ? Number(text) : named?.kind === "number" ? named.value : undefined;
  return isProduct
    ? { text, value: value === undefined ? undefined : 1 / value, times: before.place }
    : { text, value };
}
