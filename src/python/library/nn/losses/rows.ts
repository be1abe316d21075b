import type { Framework } from "../../../../frameworks/framework";
import type { LossArgument, LossOption } from "../../../lossCall";
import type { Operation, OperationCall } from "../../../operation";
import type { Value } from "../../../value";
import { parseSignature } from "../../signature";
import { borrowed } from "./borrowed";
import { resolveReduction } from "./legacy";
import { misfit, parameterNames, positionalCount } from "./parameters";
import { isTensor } from "./pythonType";
import { frameworkOf, record } from "./record";
import type { CalledLoss, LossRow } from "./row";
import { lossTable } from "./table";

/** The functions of all losses. What is left out shows as an ellipsis, so that what Python raises then is known too. */
export const lossOperations: readonly Operation[] = [
  ...(Object.keys(lossTable) as CalledLoss[]).map((loss) => functionOf(loss, frameworkOf(loss), lossTable[loss])),
  ...borrowed.map(({ loss, framework, ...row }) => functionOf(loss, framework, { ...lossTable[loss], ...row })),
];

function functionOf(loss: CalledLoss, framework: Framework, row: LossRow): Operation {
  const { functionNames, functionOptions, arguments: arrays, checks } = row;
  const own = parseSignature(lossTable[loss].functionOptions).byName;
  const options = parameterNames(functionOptions);
  const defaults = parseSignature(functionOptions).byName;
  const names = [...arrays, ...options];
  const most = arrays.length + positionalCount(functionOptions);
  const pythonName = functionNames.slice(functionNames.lastIndexOf(".") + 1);
  return {
    names: functionNames,
    signature: [...names.map((name) => `${name}=...`), "*rest", "**others"].join(", "),
    apply: (call) => {
      const given = (name: string): Value | undefined => {
        const value = call.arg(name);
        return value?.kind === "ellipsis" ? undefined : value;
      };
      const written = new Map<string, LossOption>();
      const settings = new Map<string, Value>();
      for (const name of options) {
        const value = given(name);
        if (value !== undefined) written.set(name, { value, place: call.placeOf(name) });
        const held = value ?? defaults.get(name)?.fallback;
        if (held !== undefined) settings.set(name, held);
        // What another library leaves out is not what torch's would be.
        const usual = own.get(name)?.fallback;
        if (value === undefined && held !== undefined && usual !== undefined && !isSame(held, usual)) {
          written.set(name, { value: held, place: undefined });
        }
      }
      const raises = misfit(
        pythonName,
        [...call.others("others").keys()][0],
        arrays.filter((name) => given(name) === undefined),
        { least: arrays.length, most, given: most + call.rest("rest").length },
      );
      // kl_div goes on to divide by the batch where the reduction says batchmean.
      const isBatchmean = isText(settings.get("reduction"), "batchmean");
      const resolved = resolveReduction(settings, written, call.machine);
      const isKnown = resolved === "resolved" && !(isBatchmean && !isText(settings.get("reduction"), "batchmean"));
      // Where the sizes are asked for first, what has none is refused first.
      const isFirst = checks[0]?.kind !== "method" || arrays.every((name) => isTensor(given(name) ?? call.unknown()));
      return record(call, {
        loss,
        framework,
        checks,
        functional: true,
        named: call.named,
        construction: undefined,
        arguments: argumentsOf(call, arrays),
        options: written,
        settings: isKnown ? settings : undefined,
        raises: raises ?? (typeof resolved === "object" && isFirst ? resolved : undefined),
      });
    },
  };
}

/** The arrays that were given. */
export function argumentsOf(call: OperationCall, names: readonly string[]): readonly LossArgument[] {
  return names.flatMap((name) => {
    const value = call.arg(name);
    return value === undefined || value.kind === "ellipsis" ? [] : [{ name, value, place: call.placeOf(name) }];
  });
}

function isText(value: Value | undefined, text: string): boolean {
  return value?.kind === "string" && value.value === text;
}

/** Whether two options are the same plain value. */
export function isSame(value: Value, other: Value): boolean {
  if (value.kind === "none") return other.kind === "none";
  if (value.kind === "string") return other.kind === "string" && value.value === other.value;
  return value.kind === "number" && other.kind === "number" && value.value === other.value;
}
