import { argmax } from "./argmax";
import { div } from "./div";
import { exp } from "./exp";
import { log } from "./log";
import { logSigmoid } from "./logSigmoid";
import { logSoftmax } from "./logSoftmax";
import { movedim } from "./movedim";
import { oneHot } from "./oneHot";
import type { TensorOperation } from "./operation";
import { sigmoid } from "./sigmoid";
import { softmax } from "./softmax";
import { squeeze } from "./squeeze";
import type { OpName, TensorOp } from "./tensorOp";
import { to } from "./to";
import { unsqueeze } from "./unsqueeze";

/** Every operation. A new one is a line in `OpArguments` and one here: what it forgot does not compile. */
export const operations: { readonly [Name in OpName]: (op: TensorOp<Name>) => TensorOperation } = {
  softmax,
  logSoftmax,
  sigmoid,
  logSigmoid,
  log,
  exp,
  div,
  to,
  squeeze,
  unsqueeze,
  argmax,
  movedim,
  oneHot,
};

/** What is known of an operation with these arguments. */
export function operationOf<Name extends OpName>(op: TensorOp<Name>): TensorOperation {
  const known: (op: TensorOp<Name>) => TensorOperation = operations[op.op];
  return known(op);
}
