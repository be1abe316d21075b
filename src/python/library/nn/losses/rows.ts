import type { Framework } from "../../../../frameworks/framework";
import type { LossArgument, LossOption } from "../../../lossCall";
import type { Operation, OperationCall } from "../../../operation";
import type { Value } from "../../../value";
import { parseSignature } from "../../signature";
import { type BorrowedLoss, borrowed, isFollowed, ownArguments, ownOption } from "./borrowed";
import type { Check } from "./check";
import { resolveReduction } from "./legacy";
import { misfit, parameterNames, positionalCount } from "./parameters";
import { isTensor } from "./pythonType";
import { frameworkOf, record } from "./record";
import type { CalledLoss } from "./row";
import { lossTable } from "./table";

/** The functions of all losses. What is left out shows as an ellipsis, so that what Python raises then is known too. */
export const lossOperations: readonly Operation[] = [
  ...(Object.keys(lossTable) as CalledLoss[]).flatMap((loss) => {
    const { functionNames: names, functionOptions: options, arguments: arrays, checks } = lossTable[loss];
    if (names === "") return [];
    return functionOf({ loss, framework: frameworkOf(loss), names, options, arrays, checks, borrowed: undefined });
  }),
  ...borrowed.flatMap((row) => {
    const { loss, framework, function: declared, arguments: arrays, checks } = row;
    return declared === undefined ? [] : [functionOf({ loss, framework, ...declared, arrays, checks, borrowed: row })];
  }),
];

interface DeclaredFunction {
  readonly loss: CalledLoss;
  readonly framework: Framework;
  readonly names: string;
  readonly options: string;
  readonly arrays: readonly string[];
  readonly checks: readonly Check[];
  /** Where it is of a library that has the loss by other names. */
  readonly borrowed: BorrowedLoss | undefined;
}

function functionOf(declared: DeclaredFunction): Operation {
  const { loss, framework, arrays, checks, borrowed } = declared;
  const own = parseSignature(lossTable[loss].functionOptions).byName;
  const options = parameterNames(declared.options);
  const defaults = parseSignature(declared.options).byName;
  const names = [...arrays, ...options];
  const most = arrays.length + positionalCount(declared.options);
  const pythonName = declared.names.slice(declared.names.lastIndexOf(".") + 1);
  return {
    names: declared.names,
    signature: [...names.map((name) => `${name}=...`), "*rest", "**others"].join(", "),
    apply: (call) => {
      const given = (name: string): Value | undefined => {
        const value = call.arg(name);
        return value?.kind === "ellipsis" ? undefined : value;
      };
      const setting = (name: string): Value | undefined => given(name) ?? defaults.get(name)?.fallback;
      if (borrowed !== undefined && !isFollowed(borrowed, setting)) return call.unknown();
      const written = new Map<string, LossOption>();
      const settings = new Map<string, Value>();
      for (const name of options) {
        if (borrowed !== undefined && !own.has(name)) continue;
        const plain = setting(name);
        const held = plain && borrowed ? ownOption(borrowed, name, plain) : plain;
        if (held === undefined) continue;
        settings.set(name, held);
        const isGiven = given(name) !== undefined;
        // What another library leaves out is not what torch's would be.
        const usual = own.get(name)?.fallback;
        const differs = usual !== undefined && !isSame(held, usual);
        if (isGiven) written.set(name, { value: held, place: call.placeOf(name) });
        else if (differs) written.set(name, { value: held, place: undefined });
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
        arguments: ownArguments(arrays, argumentsOf(call, arrays), lossTable[loss].arguments),
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
