import type { Loading } from "../source";
import type { FileArray, FileFormat } from "../sources/arrayFile";
import { joined, type PythonSource, python, pythonName, pythonString } from "./writtenText";

/** How a program loads an array of a file, by the path that it has from where the program runs; undefined where a key cannot be written. */
export function fileLoading(
  format: FileFormat,
  file: string,
  { name, pickled, littleEndian }: FileArray,
): Loading | undefined {
  switch (format) {
    case "npy":
      return { kind: "npy", file, bigEndian: !littleEndian };
    case "npz":
      return { kind: "npz", file, array: name, bigEndian: !littleEndian };
    case "safetensors":
      return { kind: "safetensors", file, array: name };
    case "torch":
    case "pickle":
      return pickled && { kind: format, file, bigEndian: !littleEndian, ...pickled };
  }
}

/** How a program gets an array again, as what torch.as_tensor takes: the file it was read from, or the variable that it is. */
export function loadingCode(loading: Loading): PythonSource {
  switch (loading.kind) {
    case "npy":
      return native(python`np.load(${pythonString(loading.file)})`, loading.bigEndian);
    case "npz":
      return native(python`np.load(${pythonString(loading.file)})[${pythonString(loading.array)}]`, loading.bigEndian);
    case "safetensors":
      return python`load_file(${pythonString(loading.file)})[${pythonString(loading.array)}]`;
    case "torch": {
      const { file, keys, of, weightsOnly, bigEndian } = loading;
      const only = weightsOnly ? python`True` : python`False`;
      const code = python`torch.load(${pythonString(file)}, weights_only=${only})${joined(keys.map(subscript))}`;
      return of === "array" ? native(code, bigEndian) : code;
    }
    case "pickle": {
      const { file, keys, of, bigEndian } = loading;
      const code = python`pickle.load(open(${pythonString(file)}, "rb"))${joined(keys.map(subscript))}`;
      return of === "array" ? native(code, bigEndian) : code;
    }
    case "variable":
      return variable(loading.expression);
  }
}

/** The same as what np.asarray takes. */
export function loadingArray(loading: Loading, as: "integer" | "float"): PythonSource {
  const code = loadingCode(loading);
  const isTensor =
    loading.kind === "safetensors" ||
    ((loading.kind === "torch" || loading.kind === "pickle") && loading.of === "tensor") ||
    (loading.kind === "variable" && loading.library === "torch");
  if (!isTensor) return code;
  return as === "integer"
    ? python`${code}.detach().cpu().long().numpy()`
    : python`${code}.detach().cpu().double().numpy()`;
}

/** What a body of a program needs for it. */
export function loadingImports(body: PythonSource, imported: readonly PythonSource[]): readonly PythonSource[] {
  const needed = [
    ...(body.includes("pickle.load(") ? [python`import pickle`] : []),
    ...(body.includes("np.load(") ? [python`import numpy as np`] : []),
    ...(body.includes("torch.load(") ? [python`import torch`] : []),
    ...(body.includes("load_file(") ? [python`from safetensors.torch import load_file`] : []),
  ];
  return needed.filter((each) => !imported.includes(each));
}

/** torch takes the machine's own order of bytes alone. */
function native(code: PythonSource, bigEndian: boolean): PythonSource {
  return bigEndian ? python`(lambda array: array.astype(array.dtype.newbyteorder("=")))(${code})` : code;
}

function subscript(key: string | number): PythonSource {
  return typeof key === "number" ? python`[${key}]` : python`[${pythonString(key)}]`;
}

/** A name, attributes and constant subscripts, each written anew: nothing else of the text comes into a program. */
function variable(expression: string): PythonSource {
  const written: PythonSource[] = [];
  let at = 0;
  while (at < expression.length) {
    if (expression[at] !== "[") {
      const end = endOf(expression, "[", at);
      written.push(...attributes(expression.slice(at, end)));
      at = end;
      continue;
    }
    const quote = expression[at + 1];
    const isText = quote === '"' || quote === "'";
    const end = endOf(expression, isText ? `${quote}]` : "]", at + (isText ? 2 : 1));
    written.push(subscript(isText ? expression.slice(at + 2, end) : Number(expression.slice(at + 1, end))));
    at = end + (isText ? 2 : 1);
  }
  return joined(written);
}

function endOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? text.length : found;
}

/** `self.out`, or `.logits` behind a subscript. */
function attributes(text: string): readonly PythonSource[] {
  return text
    .split(".")
    .flatMap((each, index) => [...(index === 0 ? [] : [python`.`]), ...(each === "" ? [] : [pythonName(each)])]);
}
