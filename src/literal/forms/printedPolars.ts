import type { DType } from "../../tensor/tensor";
import { text as prose } from "../languages/text";
import { readExpression } from "./expressionForm";
import type { PrintedForm } from "./printedForm";

const polarsHead = /^\s*shape: \([\d_]+,\)\s*\n\s*Series: '([^'\n]*)' \[(\w+)[^\n]*\n/;
const polarsTypes: { readonly [name: string]: DType } = {
  f64: "float64",
  f32: "float32",
  i64: "int64",
  i32: "int32",
  i16: "int16",
  i8: "int8",
  u8: "uint8",
  bool: "bool",
};

/** A column of polars: `shape: (3,)`, `Series: 'loss' [f64]`, and the values in brackets, one to a line. */
export const polars: PrintedForm = {
  matches: (text) => polarsHead.test(text),
  read: (text) => {
    const head = polarsHead.exec(text);
    const body = head?.[0].length ?? 0;
    const values = text.slice(body).replace(/^(\s*)null$/gm, "$1 nan");
    const result = readExpression(" ".repeat(body) + values, prose);
    if (result.kind === "unreadable") return result;
    const dtype = polarsTypes[head?.[2] ?? ""] ?? result.tensor.dtype;
    return { ...result, name: head?.[1] || undefined, tensor: { ...result.tensor, dtype } };
  },
};
