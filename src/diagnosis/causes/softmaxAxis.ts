import { lastActivation } from "../../python/library/nn/activation";
import { wrapDim } from "../../tensor/shape";
import type { Tensor } from "../../tensor/tensor";
import { allHold, areZerosAndOnes, classDimOf, extremes, isWithin, sumsAlong } from "../arrays";
import { axisAfter, axisBefore } from "../axisAfter";
import { type CallFacts, shapeOf, textAt } from "../callFacts";
import { type ChainStep, keepsItsAxes } from "../originChain";
import { removeActivation } from "../removeActivation";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** A softmax that runs over the samples, or over anything else but the classes. */
export const softmaxAxisRows: readonly CauseRow[] = [{ cause: "softmax-axis", find: softmaxAxis }];

const overClasses: ReadonlySet<string> = new Set(["CrossEntropyLoss", "NLLLoss", "KLDivLoss"]);

export function softmaxAxis(instance: CallCase): Finding | undefined {
  const { facts, meaning } = instance;
  const { call, input } = facts;
  if (!overClasses.has(call.loss)) return undefined;
  const rank = input.shape?.length;
  if (rank !== undefined && rank > 1 && call.loss === "KLDivLoss") return ofDivergence(instance, rank);
  if (rank !== undefined && call.loss === "CrossEntropyLoss") {
    const found = ofClassProbabilities(facts, rank);
    if (found !== undefined) return found;
  }
  if (meaning.by === undefined || meaning.dim === undefined) return byValues(instance);
  if (rank === undefined) return meaning.dim === 0 && call.loss !== "KLDivLoss" ? overBatch(instance) : undefined;
  if (rank < 2 || isClassLast(instance) || meaning.dim === classDimOf(rank)) return undefined;
  return overOtherAxis(instance, meaning.by, classDimOf(rank));
}

/** The axis that an array is normalised along, and how that is known. */
interface Normalised {
  readonly axis: number;
  readonly by: ChainStep | undefined;
}

/** Student and teacher of a divergence are distributions over one axis, which is the last but for images. */
function ofDivergence(instance: CallCase, rank: number): Finding | undefined {
  const { facts, meaning } = instance;
  const own = typeof meaning.dim === "number" ? { axis: meaning.dim, by: meaning.by } : axisByValues(facts.input, true);
  const other = axisOfTarget(facts);
  const last = rank - 1;
  if (own === undefined || other === undefined) return undefined;
  if (own.axis !== other.axis) {
    // Of two distributions over unlike axes the one over the last is right.
    if (own.axis === last) return ofTarget(facts, other, last, other.by === undefined ? 0.93 : 0.95);
    const meant = other.axis === last ? last : undefined;
    if (meant === undefined) return undefined;
    if (own.by !== undefined) return overOtherAxis(instance, own.by, meant);
    return {
      claim: { cause: "softmax-axis", facts: { used: own.axis, meant, at: undefined } },
      weight: 0.95,
      fixes: [],
    };
  }
  return own.axis === 0 && rank < 4 ? overSamples(facts, own, other) : undefined;
}

/** Of three axes both over the middle one: right for channels in front of positions, wrong for steps in front of classes. */
export function overMiddleAxis(facts: CallFacts): boolean {
  if (facts.call.loss !== "KLDivLoss" || facts.input.shape?.length !== 3) return false;
  return axisOfTarget(facts)?.axis === 1;
}

/** Both over the first axis, which is what a mean over the batch divides by. */
function overSamples(facts: CallFacts, own: Normalised, other: Normalised): Finding | undefined {
  const { options, input } = facts;
  const [rows, columns] = input.shape ?? [];
  const meant = (input.shape?.length ?? 2) - 1;
  if (own.by === undefined && other.by === undefined) return undefined;
  const each = [own.by, other.by].flatMap((by) => (by === undefined ? [] : [otherDim(facts, by, 0, meant)]));
  const edits = each.flatMap((fixes) => fixes[0]?.edits ?? []);
  // A table of similarities is read both ways.
  const isSquare = rows === columns;
  const isCertain = options.known.reduction === "batchmean" && !isSquare && columns !== 1;
  return {
    claim: { cause: "softmax-axis", facts: { used: 0, meant, at: own.by?.place, of: "both" } },
    weight: isCertain ? 0.88 : 0.55,
    fixes: edits.length < 2 ? [] : [{ title: { kind: "use", code: `dim=${meant}` }, edits }],
  };
}

/** Class probabilities that were made over the batch. */
function ofClassProbabilities(facts: CallFacts, rank: number): Finding | undefined {
  const { input, target } = facts;
  if (rank < 2 || input.shape?.join() !== target.shape?.join()) return undefined;
  const found = axisOfTarget(facts);
  const meant = classDimOf(rank);
  if (found === undefined || found.axis === meant) return undefined;
  return ofTarget(facts, found, meant, rank > 2 ? 0.6 : found.by === undefined ? 0.96 : 0.97);
}

function ofTarget(facts: CallFacts, { axis, by }: Normalised, meant: number, weight: number): Finding {
  const { target } = facts;
  const isUnmoved = by !== undefined && shapeOf(by.operand.value)?.join() === target.shape?.join();
  return {
    claim: { cause: "softmax-axis", facts: { used: axis, meant, at: by?.place, of: "target" } },
    weight,
    fixes: isUnmoved ? otherDim(facts, by, axis, meant) : [],
  };
}

function axisOfTarget({ target, options }: CallFacts): Normalised | undefined {
  const activation = lastActivation(target.value);
  const isLog = activation?.operation === "log_softmax";
  if (activation === undefined || (!isLog && activation.operation !== "softmax")) {
    return axisByValues(target, options.known.logTarget === true);
  }
  const { dim, since, place } = activation;
  const axis = dim === undefined || dim < 0 ? undefined : axisAfter(dim, since, target.value);
  const by = target.chain.steps.find((step) => step.place.start === place?.start && step.place.end === place.end);
  return typeof axis === "number" ? { axis, by } : undefined;
}

/** The only axis along which the values sum to 1; one-hot rows sum to 1 along more than one by nature. */
function axisByValues({ tensor }: { readonly tensor: Tensor | undefined }, isLog: boolean): Normalised | undefined {
  if (tensor === undefined || tensor.shape.length < 2) return undefined;
  if (isLog ? extremes(tensor.data).max > 0 : !isWithin(tensor, 0, 1)) return undefined;
  if (areZerosAndOnes(tensor.data)) return undefined;
  const axes = tensor.shape
    .map((_, axis) => axis)
    .filter((axis) => {
      const size = tensor.shape[axis];
      return size > 1 && tensor.data.length > size && allHold(sumsAlong(tensor, axis, isLog ? "exp" : "none"));
    });
  return axes.length === 1 ? { axis: axes[0], by: undefined } : undefined;
}

/** An axis other than the classes', both counted where the softmax is. */
function overOtherAxis({ facts, meaning }: CallCase, by: ChainStep, meant: number): Finding | undefined {
  const { value } = by.operand;
  const rank = shapeOf(value)?.length;
  const used = typeof by.settings.dim === "number" ? by.settings.dim : undefined;
  const before = rank === undefined ? undefined : axisBefore(meant, rank, meaning.since, facts.input.value);
  const own = used !== undefined && rank !== undefined ? wrapDim(used, rank) : used;
  if (own === undefined || before === undefined || before === own) return undefined;
  return {
    claim: { cause: "softmax-axis", facts: { used: own, meant: before, at: by.place } },
    weight: facts.call.loss === "KLDivLoss" ? 0.97 : 1,
    fixes: facts.call.loss === "CrossEntropyLoss" ? removeActivation(facts, meaning) : otherDim(facts, by, own, before),
  };
}

/** Batches of a loader have the samples first; a single sample has its classes there. */
function overBatch({ facts, meaning }: CallCase): Finding {
  const text = facts.units[facts.call.place.unit]?.text ?? "";
  const batched = /\bDataLoader\(|\bin\s+(?:enumerate\(|tqdm\()*[\w.]*(?:loader|batches|dl)\b/i.test(text);
  return {
    claim: { cause: "softmax-axis", facts: { used: 0, meant: 1, at: meaning.by?.place } },
    weight: batched ? 0.9 : 0.6,
    fixes: otherDim(facts, meaning.by, 0, 1),
  };
}

/** A softmax over the last of three axes or more, and indices for all the others: the classes are last, unless the sizes say that they are second. */
export function isClassLast({ facts, meaning }: CallCase): boolean {
  const [shape, indices] = [facts.input.shape ?? [], facts.target.shape];
  const rank = shape.length;
  const { loss } = facts.call;
  const takesIndices = (loss === "NLLLoss" || loss === "CrossEntropyLoss") && indices?.length === rank - 1;
  const isWithout = (axis: number) =>
    indices?.join() === shape.filter((_, each) => each !== axis).join() && !shape.includes(undefined);
  if (isWithout(1) && !isWithout(rank - 1)) return false;
  return (
    takesIndices && rank > 2 && meaning.dim === rank - 1 && meaning.since.every((each) => keepsItsAxes(each.operation))
  );
}

/** Arrays that sum to 1 along another axis than the classes'. */
function byValues({ facts }: CallCase): Finding | undefined {
  const { tensor } = facts.input;
  if (tensor === undefined || tensor.shape.length < 2 || facts.call.loss === "KLDivLoss") return undefined;
  const meant = classDimOf(tensor.shape.length);
  const transform = isWithin(tensor, 0, 1) ? "none" : extremes(tensor.data).max <= 0 ? "exp" : undefined;
  if (transform === undefined || allHold(sumsAlong(tensor, meant, transform))) return undefined;
  if (areZerosAndOnes(tensor.data)) return undefined;
  const used = tensor.shape.findIndex(
    (size, axis) =>
      axis !== meant && size > 1 && tensor.data.length / size >= 2 && allHold(sumsAlong(tensor, axis, transform)),
  );
  if (used === -1) return undefined;
  return { claim: { cause: "softmax-axis", facts: { used, meant, at: undefined } }, weight: 0.95, fixes: [] };
}

/** The same softmax along another axis: `dim=0` becomes `dim=1`. */
function otherDim(
  { units }: CallFacts,
  by: CallCase["meaning"]["by"],
  used: number,
  meant: number,
): readonly FixCandidate[] {
  if (by === undefined) return [];
  const operand = by.operand.place;
  const isLayer = /^[\w.]*Softmax\(/.test(textAt(units, by.place));
  if (!isLayer && operand?.unit !== by.place.unit) return [];
  const dim = Number(by.settings.dim ?? used);
  const rank = shapeOf(by.operand.value)?.length ?? 0;
  const written = [dim, dim < 0 ? dim + rank : dim - rank].join("|").replace("-", "-\\s*");
  const start = isLayer || operand === undefined ? by.place.start : operand.end;
  const rest = textAt(units, { unit: by.place.unit, start, end: by.place.end });
  const match = new RegExp(`(dim\\s*=\\s*|axis\\s*=\\s*|,\\s*|[sS]oftmax\\(\\s*)(${written})(?=\\s*[,)])`).exec(rest);
  if (match === null) return [];
  const at = start + match.index + match[1].length;
  const edits = [{ place: { unit: by.place.unit, start: at, end: at + match[2].length }, text: String(meant) }];
  return [{ title: { kind: "use", code: `dim=${meant}` }, edits }];
}
