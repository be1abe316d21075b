import { tasks } from "../engine/tasks";
import type { Evaluation } from "../report";
import type { Tensor } from "../tensor/tensor";
import { type DefinitionContext, type DefinitionLibrary, type Program, type Terms, termsOf } from "./definitionTerms";
import { arrayLine } from "./numpyArrays";
import { identifier } from "./pytorchTensors";

/**
 * The loss by definition as a complete program in NumPy, or in NumPy and SciPy, with the value it prints as a comment. Undefined where SciPy
 * has nothing of its own to say, and for infinite scores and negative probabilities, of which its functions make something else.
 */
export function definitionSnippet(context: DefinitionContext, library: DefinitionLibrary): string | undefined {
  const { input, reference, reading, options } = context;
  const x = identifier(context.inputName, "input", ownNames);
  const { classes } = reference.samples.layout;
  const t = identifier(context.targetName, "target", [...ownNames, x]);
  const program: Program = { ...context, library, classes, x, t };
  const definition = tasks[reading.task].reference;
  if (library === "scipy" && !hasScipy(context)) return undefined;
  const terms = termsOf[definition](program);
  if (library === "scipy" && !`${terms.lines}${terms.losses}`.includes("scipy.")) return undefined;
  return [
    "import numpy as np",
    ...(library === "scipy" ? ["import scipy.special"] : []),
    "",
    arrayLine(program.x, input, "float"),
    arrayLine(program.t, context.target, reading.targetKind === "classIndices" ? "integer" : "float"),
    "",
    ...terms.lines,
    ...reduction(terms, options.reduction ?? "mean", x, reference),
    ...outcome(reference.value),
    "",
  ].join("\n");
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
  x: string,
  reference: DefinitionContext["reference"],
): readonly string[] {
  const { losses } = terms;
  const { shape } = reference.unreduced.values;
  switch (reduce) {
    case "none":
      return [
        ...(losses === "losses" ? [] : [`losses = ${losses}`]),
        `loss = losses.reshape(${shape.join(", ") || "()"})`,
      ];
    case "sum":
      return [`loss = ${reduced(losses, "np.sum")}`];
    case "batchmean":
      return [`loss = ${reduced(losses, "np.sum")} / ${x}.shape[0]`];
    case "mean":
      return [`loss = ${meanOf(terms)}`];
  }
}

/** The mean of the terms as an expression. */
export function meanOf({ losses, denominator }: Terms): string {
  return denominator === undefined ? reduced(losses, "np.mean") : `${reduced(losses, "np.sum")} / ${denominator}`;
}

/** A minus goes in front of the function, and further arguments behind the terms. */
export function reduced(losses: string, fn: string, more = ""): string {
  return losses.startsWith("-") ? `-${fn}(${bare(losses.slice(1))}${more})` : `${fn}(${losses}${more})`;
}

/** Without a pair of parentheses that goes around all of it. */
function bare(expression: string): string {
  let depth = 0;
  for (let i = 0; i < expression.length; i++) {
    if (expression[i] === "(") depth++;
    if (expression[i] === ")") depth--;
    if (depth === 0 && i < expression.length - 1) return expression;
  }
  return expression.slice(1, -1);
}

const LISTED_LOSSES = 20;

function outcome({ data, shape }: Tensor): readonly string[] {
  if (shape.length === 0) return [`print(f"{loss:.8f}")  # ${printed(data[0])}`];
  return ["print(loss)", ...(data.length > LISTED_LOSSES ? [] : [`# [${Array.from(data, printed).join(", ")}]`])];
}

/** As Python prints it with eight decimals. */
function printed(value: number): string {
  return value.toFixed(8).replace("Infinity", "inf").replace("NaN", "nan");
}
