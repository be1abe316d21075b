import type { OperationCall } from "../../../operation";
import type { Operand, Value } from "../../../value";

/**
 * What another function of the library gives, as if the program had called it at this place on these operands; undefined where it is not
 * modelled, or says nothing.
 */
export function delegated(
  call: OperationCall,
  path: string,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  operands: readonly Operand[],
): Value | undefined {
  const result = call.machine.call({ kind: "library", path, origin: args[0].origin }, args, keywords, call.place);
  const { origin } = result;
  if (origin.kind !== "operation") return result.kind === "unknown" ? undefined : result;
  // The function was handed values; where they are written, the layer's call knows.
  return { ...result, origin: { ...origin, operands } };
}
