import type { Family } from "../text/lexis";
import type { Builtin } from "./functions/arguments";
import { collectionFunctions } from "./functions/collections";
import { juliaFunction, matlabFunction } from "./functions/matrixLanguages";
import { pythonFunction } from "./functions/python";
import { rFunction } from "./functions/r";

/** The white list: the evaluator of a function by its name in a language; undefined for all others. */
export function functionNamed(name: string, family: Family): Builtin | undefined {
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
    case "text":
    case "markdown":
      // Without a library's name in front these are column by column in some languages and row by row in others.
      return /^(?:reshape|repeat|tile)$/.test(name) ? undefined : pythonFunction(name);
    default:
      return pythonFunction(name);
  }
}
