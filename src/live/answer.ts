import { isStoredType, type StoredType } from "../sources/elementTypes";
import type { DType } from "../tensor/tensor";
import { parseFloatOf } from "./pythonNumbers";

/** Why a variable is not an array here, in the words of the program that looked. Text of it is in `name` and `message`. */
export type LiveRefusal =
  | { readonly kind: "notArray"; readonly name: string }
  | { readonly kind: "elementType"; readonly name: string }
  | { readonly kind: "raised"; readonly name: string; readonly message: string }
  | { readonly kind: "tooLong"; readonly most: number }
  | { readonly kind: PlainRefusal };

const plainRefusals = [
  "objects",
  "fields",
  "masked",
  "sparse",
  "meta",
  "ragged",
  "tooDeep",
  "largeIntegers",
  "lazy",
  "unknownShape",
] as const;
type PlainRefusal = (typeof plainRefusals)[number];

export interface LiveStatistics {
  readonly count: number;
  readonly nan: number;
  readonly finite: number;
  readonly least: number;
  readonly most: number;
  readonly mean: number;
}

/** What is said of an array before any of its values is taken. */
export interface LiveArray {
  readonly shape: readonly number[];
  readonly type: StoredType;
  /** The type that the values stand for, where it is not that of their bytes: numbers of a list. */
  readonly taken: DType | undefined;
  readonly library: "numpy" | "torch" | "tensorflow" | "jax" | undefined;
  readonly columns: readonly string[] | undefined;
  readonly bytes: number;
  /** It is not computed, or its parts lie in several places. */
  readonly lazy: "dask" | "dtensor" | undefined;
  readonly device: string | undefined;
  readonly statistics: LiveStatistics | undefined;
}

export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: string;
}

export interface LiveLoss {
  readonly value: number;
  readonly type: string;
  readonly torch: string;
  readonly by: "dask" | "dtensor" | undefined;
}

export type LiveAnswer =
  | { readonly kind: "refused"; readonly refusal: LiveRefusal }
  | {
      readonly kind: "array";
      readonly array: LiveArray;
      readonly data: Uint8Array;
      readonly littleEndian: boolean;
      /** Bytes that went to a file. */
      readonly written: number | undefined;
    }
  | { readonly kind: "names"; readonly names: readonly NamedArray[] }
  | { readonly kind: "loss"; readonly loss: LiveLoss };

const LONGEST = 500;
const MOST_DIMENSIONS = 64;

/** The answer among whatever else was printed or quoted around it; undefined where there is none, or none of ours. Total. */
export function readAnswer(text: string, mark: string): LiveAnswer | undefined {
  const start = text.indexOf(`${mark}:`);
  const end = start === -1 ? -1 : text.indexOf(`:${mark}`, start + mark.length);
  if (end === -1) return undefined;
  const [header, data, ...more] = text.slice(start + mark.length + 1, end).split(":");
  const bytes = data === undefined || more.length > 0 ? undefined : fromBase64(data);
  const json = fromBase64(header);
  if (bytes === undefined || json === undefined) return undefined;
  let report: unknown;
  try {
    report = JSON.parse(new TextDecoder().decode(json));
  } catch {
    return undefined;
  }
  return typeof report === "object" && report !== null ? answerOf(report as Fields, bytes) : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function answerOf(report: Fields, data: Uint8Array): LiveAnswer | undefined {
  const refused = string(report.refused);
  if (refused !== undefined) {
    const refusal = refusalOf(refused, report);
    return refusal && { kind: "refused", refusal };
  }
  if (Array.isArray(report.names)) return { kind: "names", names: report.names.flatMap(named) };
  const [value, type, torch] = [string(report.loss), string(report.type), string(report.torch)];
  if (value !== undefined && type !== undefined && torch !== undefined) {
    const loss = parseFloatOf(value);
    return loss === undefined ? undefined : { kind: "loss", loss: { value: loss, type, torch, by: lazyOf(report.by) } };
  }
  if (report.array !== true || type === undefined) return undefined;
  const shape = shapeOf(report.shape);
  if (shape === undefined) return undefined;
  if (!isStoredType(type)) return { kind: "refused", refusal: { kind: "elementType", name: type } };
  const array: LiveArray = {
    ...{ shape, type, taken: takenOf(report.taken), library: libraryOf(report.library) },
    ...{ columns: strings(report.columns), bytes: size(report.bytes) ?? data.length, lazy: lazyOf(report.lazy) },
    ...{ device: string(report.device), statistics: statisticsOf(report.statistics) },
  };
  return { kind: "array", array, data, littleEndian: report.little !== false, written: size(report.written) };
}

function refusalOf(kind: string, { name, message, most }: Fields): LiveRefusal | undefined {
  const plain = plainRefusals.find((each) => each === kind);
  if (plain !== undefined) return { kind: plain };
  const called = string(name) ?? "";
  if (kind === "notArray" || kind === "elementType") return { kind, name: called };
  if (kind === "raised") return { kind, name: called, message: string(message) ?? "" };
  return kind === "tooLong" ? { kind, most: size(most) ?? 0 } : undefined;
}

function named(value: unknown): readonly NamedArray[] {
  const { name, shape, type } = (typeof value === "object" && value !== null ? value : {}) as Fields;
  const [called, sizes, dtype] = [string(name), shapeOf(shape), string(type)];
  return called === undefined || sizes === undefined || dtype === undefined || !isStoredType(dtype)
    ? []
    : [{ name: called, shape: sizes, type: dtype }];
}

function statisticsOf(value: unknown): LiveStatistics | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { count, nan, finite, least, most, mean } = value as Fields;
  const counts = [count, nan, finite].map(size);
  const numbers = [least, most, mean].map((each) => (typeof each === "string" ? parseFloatOf(each) : undefined));
  if ([...counts, ...numbers].includes(undefined)) return undefined;
  const [all, nans, some] = counts as number[];
  const [low, high, middle] = numbers as number[];
  return { count: all, nan: nans, finite: some, least: low, most: high, mean: middle };
}

function shapeOf(value: unknown): readonly number[] | undefined {
  if (!Array.isArray(value) || value.length > MOST_DIMENSIONS) return undefined;
  const sizes = value.map(size);
  if (sizes.includes(undefined)) return undefined;
  const shape = sizes as readonly number[];
  return Number.isSafeInteger(shape.reduce((count, each) => count * each, 1)) ? shape : undefined;
}

function size(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, LONGEST) : undefined;
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.every((each) => typeof each === "string") ? value : undefined;
}

function takenOf(value: unknown): DType | undefined {
  return value === "float32" || value === "int64" || value === "bool" ? value : undefined;
}

function libraryOf(value: unknown): LiveArray["library"] {
  return value === "numpy" || value === "torch" || value === "tensorflow" || value === "jax" ? value : undefined;
}

function lazyOf(value: unknown): LiveArray["lazy"] {
  return value === "dask" || value === "dtensor" ? value : undefined;
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
