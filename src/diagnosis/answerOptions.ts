import { lossByHand } from "../frameworks/byHand";
import { frameworkLoss } from "../frameworks/frameworkLosses";
import type { LossCall } from "../python/lossCall";
import type { Value } from "../python/value";
import type { Answer, AnswerOption } from "./answer";
import { tensorOf } from "./callFacts";

/** What holds where nothing is written, of what changes the number most. */
function defaultsOf(loss: string): Record<string, AnswerOption> {
  const reduction = loss === "SigmoidFocalLoss" ? "none" : "mean";
  return loss === "CrossEntropyLoss" || loss === "NLLLoss" ? { reduction, ignoreIndex: -100 } : { reduction };
}

export function optionsOf({ options, loss, framework }: LossCall): Answer["options"] {
  const result: Record<string, AnswerOption> =
    lossByHand(loss) !== undefined || frameworkLoss(framework, loss) !== undefined ? {} : defaultsOf(loss);
  for (const [name, { value }] of options) {
    const option = optionOf(value);
    const key = name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (option === undefined) delete result[key];
    else result[key] = option;
  }
  return result;
}

function optionOf(value: Value): AnswerOption | undefined {
  if (value.kind === "number") return value.type === "bool" ? value.value !== 0 : value.value;
  if (value.kind === "string") return value.value;
  const tensor = tensorOf(value);
  if (tensor === undefined || tensor.data.length > 1000) return undefined;
  return nested([...tensor.data], tensor.shape);
}

function nested(data: readonly number[], shape: readonly number[]): AnswerOption {
  if (shape.length === 0) return data[0];
  const size = data.length / (shape[0] || 1);
  return Array.from({ length: shape[0] }, (_, i) => nested(data.slice(i * size, (i + 1) * size), shape.slice(1)));
}
