import type { FileArray } from "../../src/sources/arrayFile";
import { type ByteSource, bytesInMemory } from "../../src/sources/byteSource";
import { openArrays } from "../../src/sources/openArrays";
import { readElements } from "../../src/sources/readElements";

/** A file that a real writer wrote, and what its library reads back. */
export interface Written {
  readonly name: string;
  readonly bytes: string;
  readonly arrays: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly type: string; readonly values: readonly string[] }>
  >;
  /** Tensors that are refused alone, with the kind of the problem or of the tensor. */
  readonly refused?: Readonly<Record<string, string>>;
}

/** What is read otherwise than the library does; empty where all is the same. */
export function differences(
  { name, bytes, arrays, refused = {} }: Written,
  held = (data: Buffer): Uint8Array => Uint8Array.from(data),
): readonly string[] {
  const source = bytesInMemory(held(Buffer.from(bytes, "base64")));
  const file = openArrays(source, name);
  if (file.kind === "notOpened") return [JSON.stringify(file.problem)];
  const names = Object.keys(arrays);
  const found = file.arrays.map(({ name }) => name);
  if ([...found].sort().join() !== [...names].sort().join()) {
    return [`found ${found}, expected ${names}`, JSON.stringify(file.refused)];
  }
  const kinds = file.refused.map(({ name, problem }) => [name, problem.kind === "tensor" ? problem.of : problem.kind]);
  if (JSON.stringify(Object.fromEntries(kinds)) !== JSON.stringify(refused)) return [JSON.stringify(file.refused)];
  return file.arrays.flatMap((array) => differencesOf(array, valuesOf(source, array), arrays[array.name]));
}

function valuesOf(source: ByteSource, array: FileArray): Float64Array | string {
  const steps = readElements(source, array);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value.kind === "read" ? step.value.tensor.data : JSON.stringify(step.value.problem);
}

function differencesOf(
  { name, shape, type }: FileArray,
  values: Float64Array | string,
  expected: Written["arrays"][string],
): readonly string[] {
  if (typeof values === "string") return [`${name}: ${values}`];
  if (shape.join() !== expected.shape.join() || type !== expected.type) {
    return [`${name}: ${type} [${shape}], expected ${expected.type} [${expected.shape}]`];
  }
  if (values.length !== expected.values.length) return [`${name}: ${values.length} values`];
  const numbers = expected.values.map((value) => Number(value.replace("inf", "Infinity")));
  const at = numbers.findIndex((value, index) => !Object.is(value, values[index]));
  return at === -1 ? [] : [`${name}[${at}]: ${values[at]}, expected ${expected.values[at]}`];
}
