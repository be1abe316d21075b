import type { Probe } from "./pythonProbe";

/** Of JavaScript, whose arrays are small: nested arrays of numbers and typed arrays. */
const MOST_ELEMENTS = 5_000_000;

/** Looks at one array of a JavaScript program; its getters and proxies may do what they like, which ends in a refusal. */
const probe = `(look, want, mark) => {
  const encode = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(text);
  };
  const refuse = (refused, facts) => {
    throw { refusal: { refused, ...facts } };
  };
  const types = {
    Float64Array: "float64", Float32Array: "float32", Int8Array: "int8", Uint8Array: "uint8", Uint8ClampedArray: "uint8",
    Int16Array: "int16", Uint16Array: "uint16", Int32Array: "int32", Uint32Array: "uint32",
    BigInt64Array: "int64", BigUint64Array: "uint64",
  };
  const nested = (values) => {
    const numbers = [];
    let [whole, truth] = [true, true];
    const take = (each, depth) => {
      if (Array.isArray(each)) {
        if (depth > 16) refuse("tooDeep");
        let first;
        for (let i = 0; i < each.length; i++) {
          const shape = take(each[i], depth + 1);
          if (first === undefined) first = shape;
          else if (String(first) !== String(shape)) refuse("ragged");
        }
        return [each.length, ...(first ?? [])];
      }
      if (typeof each !== "number" && typeof each !== "boolean") refuse("notArray", { name: "array of " + typeof each });
      if (numbers.length >= ${MOST_ELEMENTS}) refuse("tooLong", { most: ${MOST_ELEMENTS} });
      if (typeof each === "number") truth = false;
      if (!Number.isInteger(Number(each)) || Object.is(each, -0)) whole = false;
      numbers.push(Number(each));
      return [];
    };
    const shape = take(values, 0);
    return { shape, type: "float64", taken: truth && numbers.length > 0 ? "bool" : whole ? "int64" : "float32", data: Float64Array.from(numbers) };
  };
  const read = (value) => {
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
      const kind = Object.getPrototypeOf(Int8Array.prototype);
      const name = Object.getOwnPropertyDescriptor(kind, Symbol.toStringTag).get.call(value);
      if (types[name] === undefined) refuse("elementType", { name });
      return { shape: [value.length], type: types[name], data: value };
    }
    return Array.isArray(value) ? nested(value) : refuse("notArray", { name: typeof value });
  };
  let report;
  let data = new Uint8Array(0);
  try {
    const found = read(look());
    const bytes = new Uint8Array(found.data.buffer, found.data.byteOffset, found.data.byteLength);
    report = { array: true, shape: found.shape, type: found.type, taken: found.taken, bytes: bytes.length };
    if (want.want === "bytes") {
      const size = found.data.BYTES_PER_ELEMENT;
      data = bytes.subarray(want.start * size, (want.start + want.count) * size);
    }
  } catch (error) {
    report = error?.refusal;
    if (report === undefined) {
      report = { refused: "raised", name: "Error", message: "" };
      try {
        report = { refused: "raised", name: String(error.name), message: String(error.message).slice(0, 500) };
      } catch {}
    }
  }
  report.little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  const header = encode(new TextEncoder().encode(JSON.stringify(report)));
  return mark + ":" + header + ":" + encode(data) + ":" + mark;
}`;

/** An expression of JavaScript whose value is the answer, as that of `pythonExpression`. */
export function scriptExpression(value: string, want: Probe, mark: string): string {
  return `(${probe})(() => ${value}, ${JSON.stringify(want)}, ${JSON.stringify(mark)})`;
}
