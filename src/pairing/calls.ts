import { pipelinesFor } from "../engine/pipelines";
import type { ReadingChoice } from "../engine/reading";
import { isForeign } from "../frameworks/framework";
import { frameworkLoss } from "../frameworks/frameworkLosses";
import type { LossArgument, LossCall } from "../python/lossCall";
import type { Value } from "../python/value";
import type { RequestOptions } from "../report";
import type { Place } from "../textUnit";
import { contains, type FoundArray, inOrder, literalOf, tensorOf } from "./foundArray";
import { otherCalls } from "./otherCalls";
import { beforeActivations, type Provenance, provenance } from "./provenance";
import type { Sheet } from "./sheet";
import { writtenOptions } from "./writtenOptions";

/** A call of a loss in the code, with the two arrays that it is about. Places are of the units. */
export interface CallPair {
  /** As the interpreter met it, activations and all; undefined for other libraries' losses, of which only the arguments are read. */
  readonly call: LossCall | undefined;
  readonly place: Place;
  /** In front of the activations at its end: what is given for logits or probabilities. */
  readonly input: FoundArray;
  readonly target: FoundArray;
  /** As the code writes them; undefined where some of them are not known. */
  readonly options: RequestOptions | undefined;
  /** What the call takes its input and target for. */
  readonly choice: ReadingChoice;
  /** The literals that the arguments come from. */
  readonly literals: readonly Place[];
}

/** A call that the program comes by with different arrays is a pair each time. */
export function callPairs(sheet: Sheet): readonly CallPair[] {
  const own = (sheet.interpretation?.calls ?? [])
    .filter(isPaired)
    .flatMap((call) => call.visits?.each ?? [call])
    .flatMap((call) => pairOf(sheet, call) ?? []);
  return [...own, ...otherCalls(sheet)].sort((a, b) => inOrder(a.place, b.place));
}

/** Labels in words are read by their places among the words that the file writes. */
export function isPaired({ foreign }: LossCall): boolean {
  return foreign?.isWorded !== true;
}

function pairOf(sheet: Sheet, call: LossCall): CallPair | undefined {
  const [first, second] = call.arguments;
  if (first === undefined || second === undefined) return undefined;
  const input = argumentArray(sheet, first, call.place, true);
  const target = argumentArray(sheet, second, call.place, false);
  if (input === undefined || target === undefined) return undefined;
  return {
    call,
    place: sheet.home(call.place),
    input: input.array,
    target: target.array,
    options: writtenOptions(call),
    choice: choiceOf(call, input.array),
    literals: [...input.from.literals, ...target.from.literals].map((place) => sheet.home(place)),
  };
}

interface ArgumentArray {
  readonly array: FoundArray;
  readonly from: Provenance;
}

function argumentArray(
  sheet: Sheet,
  { value, place }: LossArgument,
  call: Place,
  isInput: boolean,
): ArgumentArray | undefined {
  const base = isInput ? beforeActivations(value, place) : { value, place };
  const at = base.place ?? place ?? call;
  const array = sheet.arrayOfValue(base.value, expressionName(sheet, base.place), at);
  const from = provenance(value);
  if (array !== undefined) return { array, from };
  const other = place && (printedValue(sheet, place, value) ?? writtenValue(sheet, place, value));
  return other && { array: other, from: { ...from, literals: other.place === undefined ? [] : [other.place] } };
}

const LONGEST_NAME = 60;

/** What an argument is called: the expression, where it can be read at a glance and is no display of numbers. */
export function expressionName(sheet: Sheet, place: Place | undefined): string | undefined {
  if (place === undefined) return undefined;
  const text = sheet.textOf(sheet.home(place)).replace(/\s+/g, " ");
  return text.length > LONGEST_NAME || /^[[(\d-]|^[\w.]*(?:tensor|Tensor|array|constant)\(/.test(text)
    ? undefined
    : text;
}

/** What the outputs in front of a call show of a name whose value the code does not tell; of the outputs behind it, where none is in front. */
export function printedValue(sheet: Sheet, place: Place, value: Value): FoundArray | undefined {
  if (value.kind !== "unknown" && value.kind !== "tensor") return undefined;
  const { origin } = value;
  const home = sheet.home(place);
  const name = sheet.textOf(home);
  if (!/^[A-Za-z_][\w.]*$/.test(name)) return undefined;
  // What nothing in the code made has the place where it is used.
  const isMade =
    origin.kind !== "join" && !(origin.kind === "unread" && origin.reason === "undefined" && origin.name === name);
  const made = isMade && origin.place !== undefined ? sheet.home(origin.place) : undefined;
  const shown = sheet.printedNamed(name).filter((array) => tensorOf(array)?.shape.length);
  const since =
    made === undefined ? shown : shown.filter(({ place: at }) => at !== undefined && inOrder(made, at) <= 0);
  return since.findLast(({ place: at }) => at !== undefined && inOrder(at, home) < 0) ?? since[0];
}

/** The literal of a name that is assigned once, where only the reader of literals knows the function that makes it. */
export function writtenValue(sheet: Sheet, place: Place, value: Value): FoundArray | undefined {
  const name = sheet.textOf(sheet.home(place));
  const assigned = sheet.interpretation?.definitions.filter((definition) => definition.name === name) ?? [];
  if (value.kind !== "unknown" || assigned.length !== 1) return undefined;
  const at = sheet.home(assigned[0].place);
  const written = sheet.named.filter((array) => array.name === name && array.place?.unit === at.unit);
  return written.length === 1 && literalOf(written[0]) !== undefined ? written[0] : undefined;
}

/** The losses that are tried on values to be predicted. */
const errorLosses: readonly string[] = pipelinesFor(
  { task: "regression", targetKind: "values", classDim: undefined },
  0,
).map(({ loss }) => loss);

/** The task that a loss is for; those of classes take them along torch's own dimension, and nothing else. */
function choiceOf({ loss, framework, foreign }: LossCall, input: FoundArray): ReadingChoice {
  const rank = tensorOf(input)?.shape.length ?? 0;
  if (isForeign(framework)) {
    const kin = foreign && frameworkLoss(framework, loss)?.expects(foreign.options, foreign.prediction.shape)?.kin;
    // The others take the last axis.
    return rank > 1 && (kin === "CrossEntropyLoss" || kin === "NLLLoss")
      ? { task: "multiclass", classDim: rank - 1 }
      : {};
  }
  if (loss === "KLDivLoss") return { task: "distribution" };
  if (errorLosses.includes(loss)) return { task: "regression" };
  if (rank === 0 || (loss !== "CrossEntropyLoss" && loss !== "NLLLoss")) return {};
  return { task: "multiclass", classDim: rank === 1 ? 0 : 1 };
}

/** The calls that a place stands in, the innermost first. */
export function callsAround(calls: readonly CallPair[], place: Place): readonly CallPair[] {
  return calls
    .filter((call) => contains(call.place, place))
    .sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start));
}

/** The calls that literals of these places go into, in the order of the text. */
export function callsOn(calls: readonly CallPair[], literals: readonly Place[]): readonly CallPair[] {
  return calls.filter((call) => call.literals.some((own) => literals.some((each) => contains(each, own))));
}
