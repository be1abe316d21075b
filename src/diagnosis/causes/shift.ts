import { cutsIn } from "../around";
import { classDimOf, columnsOf } from "../arrays";
import { type CallFacts, type Form, shapeOf, tensorOf, textAt } from "../callFacts";
import { unknownChange } from "../claim";
import { operandText } from "../edits";
import { accuracyOf } from "../evaluateForm";
import { explainedBy, weightOf } from "../explains";
import { type ChainStep, keepsItsAxes } from "../originChain";
import { type CallCase, type CauseRow, CERTAIN, type Finding, type FixCandidate } from "../row";
import { ownStep } from "./ownStep";
import { sequenceShape } from "./padding";

/** Predictions of the next step that stand against another step. */
export const shiftRows: readonly CauseRow[] = [
  { cause: "shifted-by-one", find: shiftedByOne },
  { cause: "shifted-by-one", find: shiftedBack },
  { cause: "shifted-by-one", find: wrapped },
  { cause: "shifted-by-one", find: ownStep },
  { cause: "shape", find: uncutScores },
];

const sequential = /token|ids?$|seq|char|word|text|sentence|next|stream/i;

/** Predictions of the next step against the step itself. */
function shiftedByOne({ facts }: CallCase): Finding | undefined {
  const { form } = facts;
  if (form === undefined || (form.loss !== "CrossEntropyLoss" && form.loss !== "NLLLoss")) return undefined;
  const flattened = sequenceShape(facts);
  const rank = form.input.shape.length;
  const isSequence = rank === 2 || rank === 3;
  if (!isSequence || form.input.shape.join() === form.target.shape.join()) return undefined;
  const named = isNamedSequence(facts);
  for (const by of [1, -1] as const) {
    const after = shifted(form, flattened, by);
    const explained = after && explainedBy(form, after, 2);
    if (explained === undefined) continue;
    const weight = upsideDown(form) && !named ? upsideDownWeight(form) : weightOf(explained, named);
    return {
      claim: { cause: "shifted-by-one", facts: { by, change: explained.change } },
      weight,
      // Tags and classes in a row look a step apart by chance.
      fixes:
        weight < CERTAIN && !named ? [] : cutFixes(facts, rank, flattened, by === 1 ? [":-1", "1:"] : ["1:", ":-1"]),
    };
  }
  return undefined;
}

/** `logits[:, 1:]` against `tokens[:, :-1]`: the step before instead of the next one. */
function shiftedBack({ facts }: CallCase): Finding | undefined {
  const { call, form } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const [later, earlier] = [cutIn(facts, "input", "1:"), cutIn(facts, "target", ":-1")];
  if (later === undefined || earlier === undefined) return undefined;
  const named = isNamedSequence(facts);
  const [scores, tokens] = [tensorOf(later.operand.value), tensorOf(earlier.operand.value)];
  const whole = form && scores && tokens && uncut(form, scores, tokens);
  const after = whole && shifted(whole, tokens.shape.length === 2 ? tokens.shape : undefined, 1);
  const explained = form && after && explainedBy(form, after);
  // Who reads backwards wants it so, and the predictions say it.
  const own = form && accuracyOf(form);
  if (own !== undefined && own.correct * 2 >= own.of) return undefined;
  const isLikely = named || form === undefined;
  const weight = Math.max(explained === undefined ? 0 : weightOf(explained, named), isLikely ? 0.55 : 0);
  if (weight === 0) return undefined;
  const change = explained?.change ?? unknownChange;
  return {
    claim: { cause: "shifted-by-one", facts: { by: 1, change, where: "back" } },
    weight,
    fixes: exchangedCuts(facts, later, earlier),
  };
}

/** The same arrays with all of their steps, as rows of scores and a label for each. */
function uncut(form: Form, scores: Form["input"], tokens: Form["target"]): Form | undefined {
  const count = tokens.data.length;
  const size = count === 0 ? 0 : scores.data.length / count;
  if (!Number.isInteger(size) || scores.shape.at(-1) !== size) return undefined;
  return { ...form, input: { ...scores, shape: [count, size] }, target: { ...tokens, shape: [count] } };
}

function cutIn(facts: CallFacts, which: "input" | "target", cut: "1:" | ":-1"): ChainStep | undefined {
  return cutsIn(facts, which, cut).at(0);
}

function exchangedCuts({ units }: CallFacts, later: ChainStep, earlier: ChainStep): readonly FixCandidate[] {
  const edits = [
    { step: later, from: /1(\s*):/, to: "$1:-1" },
    { step: earlier, from: /:\s*-\s*1/, to: "1:" },
  ].flatMap(({ step, from, to }) => {
    const { place, operand } = step;
    if (operand.place === undefined) return [];
    const index = textAt(units, { ...place, start: operand.place.end });
    const text = `${textAt(units, operand.place)}${index.replace(from, to)}`;
    return [{ place, text }];
  });
  return [{ title: { kind: "use", code: edits.map(({ text }) => text).join(", ") }, edits }];
}

/** `torch.roll(tokens, -1)`: the first token comes behind the last, and counts there as a target. */
function wrapped({ facts }: CallCase): Finding | undefined {
  const { call, target, input, options, units } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const { steps } = target.chain;
  const at = steps.findIndex(({ operation }) => operation === "roll");
  const roll = steps[at];
  if (roll === undefined || !/(?:,|roll\()\s*(?:shifts?\s*=\s*)?\(?-\s*1\b/.test(textAt(units, roll.place)))
    return undefined;
  // What is cut off afterwards, or set, is not looked at any more.
  const isWhole = steps
    .slice(0, at)
    .every(({ operation }) => keepsItsAxes(operation) || /^(view|reshape|flatten|ravel|long)$/.test(operation));
  if (!isWhole) return undefined;
  const rolled = tensorOf(roll.operand.value);
  const length = rolled?.shape.at(-1);
  if (rolled === undefined || length === undefined || length < 3) return undefined;
  const ignored = options.known.ignoreIndex ?? -100;
  if (options.unknown.includes("ignore_index") || rolled.data.some((value, i) => i % length === 0 && value === ignored))
    return undefined;
  const named = isNamedSequence(facts);
  // What goes round in circles is predicted right there, too.
  const own = facts.form && accuracyOf(facts.form);
  const isCircle = own !== undefined && own.correct === own.of;
  if (isCircle && !named) return undefined;
  const change = unknownChange;
  return {
    claim: { cause: "shifted-by-one", facts: { by: 1, change, where: "wrapped" } },
    weight: named && !isCircle ? 0.87 : 0.6,
    fixes: cutFixes(facts, input.shape?.length ?? 0, sequenceShape(facts), [":-1", ":-1"]),
  };
}

/** `tokens[:, 1:]` against the scores of all steps. */
function uncutScores({ facts, exception }: CallCase): Finding | undefined {
  const { call } = facts;
  if (!/batch_size/.test(exception?.message ?? "") || (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss"))
    return undefined;
  const [first, last] = [cutIn(facts, "target", "1:"), cutIn(facts, "target", ":-1")];
  const step = first ?? last;
  const [rows, steps] = step === undefined ? [] : (shapeOf(step.operand.value) ?? []);
  const scores = flattening(facts, "input");
  if (rows === undefined || steps === undefined || facts.input.shape?.[0] !== rows * steps || scores === undefined)
    return undefined;
  const cut = first === undefined ? "[:, 1:]" : "[:, :-1]";
  const code = `${operandText(scores.operand)}${cut}.reshape${scores.rest}`;
  return {
    claim: { cause: "shape", facts: { cut } },
    weight: 0.95,
    fixes: [{ title: { kind: "use", code }, edits: [{ place: scores.place, text: code }] }],
  };
}

function isNamedSequence({ target, input }: CallFacts): boolean {
  return [...target.names, target.text ?? "", ...input.names].some((name) => sequential.test(name));
}

/** Of two classes, the other one every time: where they take turns, a step apart looks the same. */
function upsideDown(form: Form): boolean {
  return form.input.shape.length === 2 && form.input.shape[1] === 2 && accuracyOf(form)?.correct === 0;
}

/** A doubt beside that of swapped columns; of four samples or fewer a bad model may well get none right. */
function upsideDownWeight({ target }: Form): number {
  return 0.5 ** target.data.length < 0.05 ? 0.52 : 0;
}

/** Step t of the input against step t + `by` of the targets. */
function shifted(form: Form, flattened: readonly number[] | undefined, by: 1 | -1): Form | undefined {
  const { input, target } = form;
  const classDim = classDimOf(input.shape.length);
  const { count, size, at } = columnsOf(input.shape, classDim);
  if (count !== target.data.length) return undefined;
  const length = input.shape.length === 3 ? input.shape[2] : (flattened?.[1] ?? count);
  const kept: number[] = [];
  for (let sample = 0; sample < count; sample++) {
    const step = (sample % length) + by;
    if (step >= 0 && step < length) kept.push(sample);
  }
  if (kept.length < 2) return undefined;
  const data = new Float64Array(kept.length * size);
  kept.forEach((sample, row) => {
    for (let column = 0; column < size; column++) data[row * size + column] = input.data[at(sample, column)];
  });
  return {
    ...form,
    input: { data, shape: [kept.length, size], dtype: input.dtype },
    target: {
      data: Float64Array.from(kept, (sample) => target.data[sample + by]),
      shape: [kept.length],
      dtype: target.dtype,
    },
  };
}

/** Both arrays without a step: `logits[:, :-1]`, `tokens[:, 1:]`. */
function cutFixes(
  facts: CallFacts,
  rank: number,
  flattened: readonly number[] | undefined,
  [front, back]: readonly [front: string, back: string],
): readonly FixCandidate[] {
  const { input, target, units } = facts;
  if (input.place === undefined || target.place === undefined) return [];
  if (flattened !== undefined && rank === 2) {
    const [x, y] = [flattening(facts, "input"), flattening(facts, "target")];
    if (x === undefined || y === undefined) return [];
    const edits = [
      { place: x.place, text: `${operandText(x.operand)}[:, ${front}].reshape${x.rest}` },
      { place: y.place, text: `${operandText(y.operand)}[:, ${back}].reshape${y.rest}` },
    ];
    return [{ title: { kind: "use", code: edits.map(({ text }) => text).join(", ") }, edits }];
  }
  const inFront = rank === 3 ? ":, :, " : "";
  const ofTarget = rank === 3 ? ":, " : "";
  const edits = [
    { place: input.place, text: `${operandText(textAt(units, input.place))}[${inFront}${front}]` },
    { place: target.place, text: `${operandText(textAt(units, target.place))}[${ofTarget}${back}]` },
  ];
  return [{ title: { kind: "use", code: edits.map(({ text }) => text).join(", ") }, edits }];
}

/** `logits.view(-1, C)`: what is flattened, and how. */
function flattening(facts: CallFacts, which: "input" | "target") {
  const step = facts[which].chain.steps.find(({ operation }) => /^(view|reshape)$/.test(operation));
  const operand = step?.operand.place;
  if (step === undefined || operand === undefined || operand.unit !== step.place.unit) return undefined;
  const rest = /^\.(?:view|reshape)(\(.*\))$/s.exec(
    textAt(facts.units, { unit: step.place.unit, start: operand.end, end: step.place.end }),
  )?.[1];
  return rest === undefined ? undefined : { place: step.place, operand: textAt(facts.units, operand), rest };
}
