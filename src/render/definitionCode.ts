import { tasks } from "../engine/tasks";
import type { Evaluation } from "../report";
import type { Tensor } from "../tensor/tensor";
import {
  type DefinitionContext,
  type DefinitionLibrary,
  type DefinitionProgram,
  type Terms,
  termsOf,
} from "./definitionTerms";
import { loadingImports } from "./loadingCode";
import { arrayLine } from "./numpyArrays";
import { identifier } from "./pytorchTensors";
import { joined, type PythonSource, python, pythonComment, pythonNumbers, sliced } from "./writtenText";

/**
 * The loss by definition as a complete program in NumPy, or in NumPy and SciPy, with the value it prints as a comment. Undefined where SciPy
 * has nothing of its own to say, and for infinite scores and negative probabilities, of which its functions make something else.
 */
export function definitionSnippet(context: DefinitionContext, library: DefinitionLibrary): PythonSource | undefined {
  const { input, reference, reading, options } = context;
  const x = identifier(context.inputName, "input", ownNames);
  const { classes } = reference.samples.layout;
  const t = identifier(context.targetName, "target", [...ownNames, x]);
  const program: DefinitionProgram = { ...context, library, classes, x, t };
  const definition = tasks[reading.task].reference;
  if (library === "scipy" && !hasScipy(context)) return undefined;
  const terms = termsOf[definition](program);
  if (library === "scipy" && ![...terms.lines, terms.losses].join().includes("scipy.")) return undefined;
  const imports = [python`import numpy as np`, ...(library === "scipy" ? [python`import scipy.special`] : [])];
  const arrays = [
    arrayLine(program.x, input, "float", context.inputLoading),
    arrayLine(
      program.t,
      context.target,
      reading.targetKind === "classIndices" ? "integer" : "float",
      context.targetLoading,
    ),
  ];
  const all = [
    ...imports,
    ...loadingImports(joined(arrays, "\n"), imports),
    python``,
    ...arrays,
    python``,
    ...terms.lines,
    ...reduction(terms, options.reduction ?? "mean", x, reference),
    ...outcome(reference.value),
    python``,
  ];
  return joined(all, "\n");
}

function hasScipy({ input: { data }, reading }: DefinitionContext): boolean {
  const { reference } = tasks[reading.task];
  // `rel_entr` calls infinite what no logarithm has.
  const isOutside = reference === "divergence" && reading.inputKind === "probabilities" && data.some((q) => q < 0);
  return reference !== "squaredError" && data.every(Number.isFinite) && !isOutside;
}

/** The program's own names. */
export const ownNames =
  "np scipy rows shifted log_q log_not_q p log_p kept index weight pos_weight losses yes found end len zip range".split(
    " ",
  );

function reduction(
  terms: Terms,
  reduce: NonNullable<Evaluation["options"]["reduction"]>,
  x: PythonSource,
  reference: DefinitionContext["reference"],
): readonly PythonSource[] {
  const { losses } = terms;
  const { shape } = reference.unreduced.values;
  switch (reduce) {
    case "none":
      return [
        ...(losses === "losses" ? [] : [python`losses = ${losses}`]),
        python`loss = losses.reshape(${shape.length === 0 ? python`()` : pythonNumbers(shape)})`,
      ];
    case "sum":
      return [python`loss = ${reduced(losses, python`np.sum`)}`];
    case "batchmean":
      return [python`loss = ${reduced(losses, python`np.sum`)} / ${x}.shape[0]`];
    case "mean":
      return [python`loss = ${meanOf(terms)}`];
  }
}

/** The mean of the terms as an expression. */
export function meanOf({ losses, denominator }: Terms): PythonSource {
  return denominator === undefined
    ? reduced(losses, python`np.mean`)
    : python`${reduced(losses, python`np.sum`)} / ${denominator}`;
}

/** A minus goes in front of the function, and further arguments behind the terms. */
export function reduced(losses: PythonSource, fn: PythonSource, more = python``): PythonSource {
  return losses.startsWith("-") ? python`-${fn}(${bare(sliced(losses, 1))}${more})` : python`${fn}(${losses}${more})`;
}

/** Without a pair of parentheses that goes around all of it. */
function bare(expression: PythonSource): PythonSource {
  let depth = 0;
  for (let i = 0; i < expression.length; i++) {
    if (expression[i] === "(") depth++;
    if (expression[i] === ")") depth--;
    if (depth === 0 && i < expression.length - 1) return expression;
  }
  return sliced(expression, 1, -1);
}

const LISTED_LOSSES = 20;

function outcome({ data, shape }: Tensor): readonly PythonSource[] {
  if (shape.length === 0) return [python`print(f"{loss:.8f}")  ${pythonComment(printed(data[0]))}`];
  return [
    python`print(loss)`,
    ...(data.length > LISTED_LOSSES ? [] : [pythonComment(`[${Array.from(data, printed).join(", ")}]`)]),
  ];
}

/** As Python prints it with eight decimals. */
function printed(value: number): string {
  return value.toFixed(8).replace("Infinity", "inf").replace("NaN", "nan");
}
