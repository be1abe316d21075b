import type { Operation } from "../../operation";
import { dictMethods } from "./dicts";
import { functions } from "./functions";
import { listMethods } from "./lists";
import { mathematics } from "./mathematics";
import { moduleFunctions } from "./modules";
import { stringMethods } from "./strings";
import { types } from "./types";
import { writtenValues } from "./written";

/** Python's own functions, the methods of its containers, and what scripts take of its library. */
export const builtinOperations: readonly Operation[] = [
  ...functions,
  ...types,
  ...listMethods,
  ...dictMethods,
  ...stringMethods,
  ...mathematics,
  ...moduleFunctions,
  ...writtenValues,
];
