import type * as z from "zod";
import { checkLosses } from "../agents/checkLosses";
import { evaluateArrays } from "../agents/evaluateArrays";
import { explainLoss } from "../agents/explainLoss";
import { problem, type ToolAnswer } from "../agents/toolAnswer";
import {
  checkLossesInput,
  checkLossesOutput,
  evaluateArraysInput,
  evaluateArraysOutput,
  explainLossInput,
  explainLossOutput,
} from "./schemas";

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodType;
  readonly output: z.ZodType;
  /** Checks what it is given, which may be anything, and answers. */
  readonly call: (given: unknown) => ToolAnswer<object>;
}

function tool<Input>(
  about: Omit<Tool, "input" | "call">,
  input: z.ZodType<Input>,
  answer: (given: Input) => ToolAnswer<object>,
): Tool {
  const call = (given: unknown) => {
    const read = input.safeParse(given);
    return read.success ? answer(read.data) : problem(inOneLine(read.error));
  };
  return { ...about, input, call };
}

export const tools: readonly Tool[] = [
  tool(
    {
      name: "check_losses",
      title: "Check loss calls",
      description:
        "Reads Python (PyTorch, Keras, TensorFlow, optax, scikit-learn) and says of every loss call whether it is right: its value, why it is " +
        "wrong or what it raises, and edits that mend it, each carried out and judged before. Nothing is executed; arrays have to be in the code or the notebook's outputs.",
      output: checkLossesOutput,
    },
    checkLossesInput,
    checkLosses,
  ),
  tool(
    {
      name: "explain_loss",
      title: "Explain a loss or an error",
      description:
        "Explains anything a person would paste into a forum about a loss: code with what it printed, a traceback, lines of a training log, a bare " +
        "number. With a line, what is said of the loss call there.",
      output: explainLossOutput,
    },
    explainLossInput,
    explainLoss,
  ),
  tool(
    {
      name: "evaluate_arrays",
      title: "Evaluate the loss of two arrays",
      description:
        "Computes the loss of an input and its targets exactly as PyTorch does: how the arrays are read, the loss by definition, and what every " +
        "usual pipeline gives or raises. With a loss of torch.nn, whether that call is right on them.",
      output: evaluateArraysOutput,
    },
    evaluateArraysInput,
    evaluateArrays,
  ),
];

const LONGEST = 500;

/** The first thing that does not fit, with its place: `options.reduction: …`. */
export function inOneLine({ issues: [first, ...others] }: z.ZodError): string {
  const place = first.path.length === 0 ? "" : `${first.path.join(".")}: `;
  const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
  return `Input not understood: ${place}${first.message}${more}`.replaceAll(/\s+/g, " ").slice(0, LONGEST);
}
