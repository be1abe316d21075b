import type { Family } from "../text/lexis";
import type { Builtin } from "./functions/arguments";
import { collectionFunctions } from "./functions/collections";
import { juliaFunction, matlabFunction } from "./functions/matrixLanguages";
import { rFunction } from "./functions/r";
import { isPythonFunction, pythonMethod } from "./interpreted/paths";
import { methodNamed as otherMethod } from "./methods";

/** Whether a language's expressions are evaluated as Python's: Python itself, and text that names no language. */
export function isPython(family: Family): boolean {
  switch (family) {
    case "r":
    case "julia":
    case "matlab":
    case "javascript":
    case "kotlin":
    case "scala":
    case "java":
    case "csharp":
    case "rust":
    case "go":
    case "c":
      return false;
    case "python":
    case "json":
    case "yaml":
    case "csv":
    case "markdown":
    case "latex":
    case "text":
      return true;
  }
}

/** The evaluator of a function by its name in a language that is not Python; undefined for what is not on the white list. */
export function builtinNamed(name: string, family: Family): Builtin | undefined {
  switch (family) {
    case "r":
      return rFunction(name);
    case "julia":
      return juliaFunction(name);
    case "matlab":
      return matlabFunction(name);
    case "javascript":
    case "kotlin":
    case "scala":
    case "java":
    case "csharp":
    case "rust":
    case "go":
    case "c":
      return collectionFunctions[family].get(name);
    case "python":
    case "json":
    case "yaml":
    case "csv":
    case "markdown":
    case "latex":
    case "text":
      return undefined;
  }
}

/** Whether a call of this name makes an array of constants: the call belongs to the literal. */
export function functionNamed(name: string, family: Family): boolean {
  if (!isPython(family)) return builtinNamed(name, family) !== undefined;
  // Without a library's name in front these are column by column in some languages and row by row in others.
  if (family !== "python" && /^(?:reshape|repeat|tile)$/.test(name)) return false;
  return isPythonFunction(name);
}

/** A method or attribute of arrays that makes another array. */
export function methodNamed(name: string, family: Family): { readonly property: boolean } | undefined {
  return isPython(family) ? pythonMethod(name) : otherMethod(name);
}
