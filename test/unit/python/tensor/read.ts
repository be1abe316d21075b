import { interpret } from "../../../../src/python/interpret/interpret";
import { dataOf, type Value } from "../../../../src/python/value";
import { isFloatingPoint } from "../../../../src/tensor/tensor";

/** The value of the last of some statements, separated by `; `, as `torch float32 [2] 0.5 1`; `unknown` where it is none. */
export function read(line: string): string {
  return shown(valueIn(line));
}

export function valueIn(line: string): Value {
  const statements = line.split("; ");
  const last = statements.pop();
  const text = [
    "import torch",
    "import numpy as np",
    "import torch.nn.functional as F",
    ...statements,
    `result = ${last}`,
    "",
  ].join("\n");
  const { definitions } = interpret([{ id: "test.py", version: 1, languageId: "python", role: "code", text }]);
  const found = definitions.findLast(({ name }) => name === "result");
  if (found === undefined) throw new Error(`no result: ${line}`);
  return found.value;
}

function shown(value: Value): string {
  if (value.kind === "tensor") {
    const data = dataOf(value);
    const values =
      data === undefined ? "unknown" : [...data].map((x) => digits(x, isFloatingPoint(value.dtype))).join(" ");
    return `${value.library} ${value.dtype} [${value.shape.join(", ")}] ${values}`.trim();
  }
  if (value.kind === "number") return `${value.type} ${digits(value.value, value.type === "float")}`;
  if (value.kind === "tuple") return value.items.map(shown).join(" | ");
  if (value.kind === "list") return value.list.items?.map(shown).join(" | ") ?? "unknown";
  return value.kind;
}

/** As C prints `%.6g`: the digits in which float32 and the digits as written agree. */
function digits(x: number, isFloat: boolean): string {
  if (Number.isNaN(x)) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  return isFloat ? String(Number(x.toPrecision(6)) + 0) : String(x);
}
