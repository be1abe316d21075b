import { everyTask, inputKinds, type ReadingChoice, targetKinds } from "./engine/reading";
import {
  among,
  either,
  type Fits,
  fieldsOf,
  isFlag,
  isIndex,
  isReal,
  isText,
  isWhole,
  listOf,
  maybe,
  oneOf,
  toldBy,
} from "./fits";
import type {
  ArgumentName,
  CallTab,
  ClassList,
  CodeFix,
  CodeUse,
  PanelSettings,
  Snapshot,
  SourcePlace,
  StoredSnapshot,
  ToPanel,
} from "./protocol";
import type { ShownType } from "./render/numbers";
import type { Request, RequestOptions } from "./report";
import type { ArraySource, Loading, Source, StoredSource, TextSource } from "./source";
import { scalarTypeName } from "./tensor/dtype";
import { type DType, numel, type Tensor } from "./tensor/tensor";

/** What the host and the panel keep and send each other, checked where it arrives: what does not fit is dropped. */
export const isChoice: Fits<ReadingChoice> = fieldsOf<ReadingChoice>({
  inputKind: maybe(among(inputKinds)),
  task: maybe(among(everyTask)),
  targetKind: maybe(among(targetKinds)),
  classDim: maybe(isIndex),
  temperature: maybe((value): value is number => isReal(value) && value > 0),
});

export const isOptions: Fits<RequestOptions> = fieldsOf<RequestOptions>({
  reduction: oneOf({ none: true, mean: true, sum: true, batchmean: true }),
  ignoreIndex: maybe(isWhole),
  labelSmoothing: maybe(isReal),
  weight: maybe(isText),
  posWeight: maybe(isText),
  classNames: maybe(isText),
});

const hasDType = among(Object.keys(scalarTypeName) as DType[]);
/** A number, or the word for one that JSON has not. */
const isElement = either(isReal, oneOf({ NaN: true, Infinity: true, "-Infinity": true, "-0": true }));
const isLibrary = maybe(oneOf({ numpy: true, torch: true, tensorflow: true, jax: true }));

const pickled = {
  file: isText,
  bigEndian: isFlag,
  keys: listOf(either(isText, isWhole)),
  of: oneOf({ tensor: true, array: true }),
  weightsOnly: isFlag,
};
const isLoading = toldBy<"kind", Loading>("kind", {
  npy: fieldsOf({ file: isText, bigEndian: isFlag }),
  npz: fieldsOf({ file: isText, array: isText, bigEndian: isFlag }),
  safetensors: fieldsOf({ file: isText, array: isText }),
  torch: fieldsOf(pickled),
  pickle: fieldsOf(pickled),
  variable: fieldsOf({ expression: isText, library: isLibrary }),
});

const written = { text: isText, languageId: isText, name: maybe(isText) };
const isTextSource = fieldsOf<TextSource>({ ...written, kind: oneOf({ text: true }), above: maybe(isText) });
const ofArray = {
  ...written,
  kind: oneOf({ array: true }),
  columnNames: orNull(listOf(isText)),
  library: isLibrary,
  loading: maybe(isLoading),
};
type StoredArray = Extract<StoredSource, { kind: "array" }>;
type Diagnosed = NonNullable<ArraySource["diagnostics"]>[number];
const isDiagnostic = fieldsOf<Pick<Diagnosed, "message" | "offset" | "length">>({
  message: isText,
  offset: isIndex,
  length: isIndex,
}) as Fits<Diagnosed>;

const isStoredArray: Fits<StoredArray> = (value): value is StoredArray =>
  hasStoredFields(value) && agree(value.tensor, value.cells);
const hasStoredFields = fieldsOf<StoredArray>({
  ...ofArray,
  diagnostics: maybe(listOf(isDiagnostic)),
  tensor: fieldsOf<StoredArray["tensor"]>({ data: listOf(isElement), shape: listOf(isIndex), dtype: hasDType }),
  cells: maybe(fieldsOf({ offsets: listOf(isIndex), lengths: listOf(isIndex) })),
});
const isArraySource: Fits<ArraySource> = (value): value is ArraySource =>
  hasArrayFields(value) && agree(value.tensor, value.cells);
const hasArrayFields = fieldsOf<ArraySource>({
  ...ofArray,
  diagnostics: maybe(listOf(isDiagnostic)),
  tensor: fieldsOf<Tensor>({ data: typed("Float64Array"), shape: listOf(isIndex), dtype: hasDType }),
  cells: maybe(fieldsOf({ offsets: typed<Uint32Array>("Uint32Array"), lengths: typed<Uint32Array>("Uint32Array") })),
});

/** Whether there are as many elements as the shape says, and as many places. */
function agree(
  { data, shape }: { readonly data: ArrayLike<unknown>; readonly shape: readonly number[] },
  cells: { readonly offsets: ArrayLike<number>; readonly lengths: ArrayLike<number> } | undefined,
): boolean {
  const has = (list: ArrayLike<unknown>) => list.length === data.length;
  return numel(shape) === data.length && (cells === undefined || (has(cells.offsets) && has(cells.lengths)));
}

/** By its tag: messages come from other realms. */
function typed<T extends Float64Array | Uint32Array>(name: "Float64Array" | "Uint32Array"): Fits<T> {
  return (value): value is T => Object.prototype.toString.call(value) === `[object ${name}]`;
}

function orNull<T>(fits: Fits<T>): Fits<T | undefined> {
  return (value): value is T | undefined => value === null || value === undefined || fits(value);
}

export const isStoredSource: Fits<StoredSource> = either(isTextSource, isStoredArray);

export const isPlace: Fits<SourcePlace> = fieldsOf<SourcePlace>({
  label: isText,
  anchor: maybe(fieldsOf({ uri: isText, offset: isIndex })),
  line: maybe(isIndex),
});

const isFix = fieldsOf<CodeFix>({ title: isText, value: maybe(isText) });
const isUse = fieldsOf<CodeUse>({
  place: isText,
  verdict: oneOf({ right: true, wrong: true, raises: true, unsure: true }),
  call: isText,
  value: maybe(isText),
  // JSON has null in the place of nan.
  loss: orNull((value): value is number => typeof value === "number"),
  message: isText,
  fixes: listOf(isFix),
  written: maybe(fieldsOf({ options: isOptions, choice: isChoice })),
});
export const isShownType: Fits<ShownType> = oneOf({ asWritten: true, float64: true });

const aroundRequest = {
  id: isIndex,
  inputPlace: isPlace,
  targetPlace: maybe(isPlace),
  link: maybe(isText),
  targetOrigin: maybe(isText),
  canSwap: maybe(isFlag),
  optionsFrom: maybe(isText),
  codeUses: listOf(isUse),
  callTabs: listOf(fieldsOf<CallTab>({ use: isIndex, label: isText })),
  asked: isIndex,
  classLists: listOf(fieldsOf<ClassList>({ name: isText, place: isText, names: listOf(isText) })),
  settings: fieldsOf<PanelSettings>({ decimals: isIndex, type: isShownType }),
  runsPython: maybe(isFlag),
};
const decided = { choice: isChoice, options: isOptions };
const isSource: Fits<Source> = either(isTextSource, isArraySource);

export const isStoredSnapshot: Fits<StoredSnapshot> = fieldsOf<StoredSnapshot>({
  ...aroundRequest,
  request: fieldsOf<StoredSnapshot["request"]>({ ...decided, input: isStoredSource, target: maybe(isStoredSource) }),
});
const isSnapshot = fieldsOf<Snapshot>({
  ...aroundRequest,
  request: fieldsOf<Request>({ ...decided, input: isSource, target: maybe(isSource) }),
});

export const isArgument = oneOf<ArgumentName>({ input: true, target: true });
const ofMessage = fieldsOf({ message: isText });
/** What the host says, in the panel. */
export const isToPanel: Fits<ToPanel> = toldBy<"type", ToPanel>("type", {
  snapshot: fieldsOf({ snapshot: isSnapshot }),
  cursor: fieldsOf({ snapshot: isIndex, argument: isArgument, offset: isIndex }),
  locked: fieldsOf({ locked: isFlag }),
  copied: fieldsOf({ what: isText }),
  problem: ofMessage,
  unread: ofMessage,
});
