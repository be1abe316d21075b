import type { Literal } from "./literal/literal";
import { madeElements } from "./madeElements";
import type { Pickled } from "./sources/arrayFile";
import { sameShape } from "./tensor/shape";
import type { Tensor } from "./tensor/tensor";

interface Written {
  readonly text: string;
  /** VS Code's language id, which decides the syntax. */
  readonly languageId: string;
  /** The name it goes by where it came from. */
  readonly name: string | undefined;
}

/** A text that holds one array literal. */
export interface TextSource extends Written {
  readonly kind: "text";
  /** The constants above it that its sizes name, as `definitionsAbove` tells them. */
  readonly above?: string;
}

/**
 * An array whose values are known already: what an expression gives, a column of a table. Its text is where it comes from, empty where no
 * text is: `arrayWithoutText`.
 */
export interface ArraySource extends Written {
  readonly kind: "array";
  readonly tensor: Tensor;
  /** Where each element is written in the text; undefined where the text as a whole stands for all of them. */
  readonly cells: SourceCells | undefined;
  /** Names of the columns, where they have some. */
  readonly columnNames: readonly string[] | undefined;
  /** What was taken for what: empty cells for nan. */
  readonly diagnostics?: Literal["diagnostics"];
  /** Whose tensor it is, where the program has made one: its type is then as the program has it. */
  readonly library?: Literal["library"];
  /** How a program gets it again, where it stands in no text. */
  readonly loading?: Loading;
}

/** The file that an array was read from, by its path, or the variable of a running program that it is. */
export type Loading =
  | { readonly kind: "npy"; readonly file: string; readonly bigEndian: boolean }
  | { readonly kind: "npz"; readonly file: string; readonly array: string; readonly bigEndian: boolean }
  | { readonly kind: "safetensors"; readonly file: string; readonly array: string }
  | ({ readonly kind: "torch" | "pickle"; readonly file: string; readonly bigEndian: boolean } & Pickled)
  | { readonly kind: "variable"; readonly expression: string; readonly library: Literal["library"] };

/** Of a text nothing: it has its values. */
export function loadingOf(source: Source | undefined): Loading | undefined {
  return source?.kind === "array" ? source.loading : undefined;
}

export interface SourceCells {
  readonly offsets: Uint32Array;
  readonly lengths: Uint32Array;
}

export type Source = TextSource | ArraySource;

/** An array of a file, or of a running program: there is nothing to write back to. */
export function arrayWithoutText(name: string | undefined, tensor: Tensor, loading?: Loading): ArraySource {
  const common = { text: "", languageId: "plaintext", cells: undefined, columnNames: undefined };
  return { kind: "array", name, tensor, ...common, ...(loading && { loading }) };
}

/** The measure of the work with a source: its characters, or as many as its values would have, were they written. */
export function sourceLength(source: Source): number {
  const elements = source.kind === "text" ? madeElements(source.text) : source.tensor.data.length;
  return Math.max(source.text.length, elements * CHARACTERS_PER_VALUE);
}

const CHARACTERS_PER_VALUE = 8;

export function sameSource(a: Source | undefined, b: Source | undefined): boolean {
  if (a === undefined || b === undefined || a.text !== b.text || a.kind !== b.kind) return a === b;
  if (a.kind === "text" || b.kind === "text") return true;
  const [first, second] = [a.tensor, b.tensor];
  return (
    first.dtype === second.dtype &&
    sameShape(first.shape, second.shape) &&
    first.data.every((value, index) => Object.is(value, second.data[index]))
  );
}

/** A source as it survives JSON, which knows neither typed arrays nor nan. */
export type StoredSource =
  | TextSource
  | (Omit<ArraySource, "tensor" | "cells"> & {
      readonly tensor: Omit<Tensor, "data"> & { readonly data: readonly (number | string)[] };
      readonly cells: { readonly offsets: readonly number[]; readonly lengths: readonly number[] } | undefined;
    });

export function storedSource(source: Source): StoredSource {
  if (source.kind === "text") return source;
  const { tensor, cells } = source;
  const data = Array.from(tensor.data, (value) =>
    Number.isFinite(value) && !Object.is(value, -0) ? value : word(value),
  );
  const stored = cells && { offsets: Array.from(cells.offsets), lengths: Array.from(cells.lengths) };
  return { ...source, tensor: { ...tensor, data }, cells: stored };
}

export function restoredSource(stored: StoredSource): Source {
  if (stored.kind !== "array") return stored;
  const { tensor, cells } = stored;
  return {
    ...stored,
    columnNames: stored.columnNames ?? undefined,
    tensor: { ...tensor, data: Float64Array.from(tensor.data, Number) },
    cells: cells && { offsets: Uint32Array.from(cells.offsets), lengths: Uint32Array.from(cells.lengths) },
  };
}

function word(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
