import { interpret } from "../../../../src/python/interpret/interpret";
import type { Interpretation } from "../../../../src/python/interpretation";
import type { LossCall } from "../../../../src/python/lossCall";
import { dataOf, type Facts, type Value } from "../../../../src/python/value";

const imports = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\nimport numpy as np\n";

export function read(text: string): Interpretation {
  return interpret([{ id: "a.py", version: 1, languageId: "python", text: imports + text, role: "code" }]);
}

/** What a name holds that was assigned last. */
export function named(text: string, name: string): Value {
  const found = read(text).definitions.filter((definition) => definition.name === name);
  const last = found.at(-1);
  if (last === undefined) throw new Error(`${name} is not assigned`);
  return last.value;
}

export function onlyCall(text: string): LossCall {
  const { calls } = read(text);
  if (calls.length !== 1) throw new Error(`${calls.length} calls`);
  return calls[0];
}

/** What is certain of a value. */
export function factsOf(value: Value): Facts {
  if (value.kind === "unknown") return value.facts;
  return value.kind === "tensor" ? { library: value.library, dtype: value.dtype, shape: value.shape } : {};
}

export function shapeOf(text: string, name = "y"): Facts["shape"] {
  return factsOf(named(text, name)).shape;
}

export function numbersOf(value: Value): readonly number[] | undefined {
  const data = value.kind === "tensor" ? dataOf(value) : undefined;
  return data && [...data];
}
