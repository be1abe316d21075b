import { checkLosses } from "../agents/checkLosses";
import { evaluateArrays } from "../agents/evaluateArrays";
import { explainLoss } from "../agents/explainLoss";

/** What the tools for language models answer with. */
export const toolAnswers = { checkLosses, explainLoss, evaluateArrays } as const;
