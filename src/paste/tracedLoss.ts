import type { LossName } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import type { TracebackFrame } from "./traceback";

const functionNames = new Map<string, LossName>();
for (const [loss, { signature }] of Object.entries(losses)) {
  if (signature.functional?.from === "torch.nn.functional")
    functionNames.set(signature.functional.name, loss as LossName);
}

/** The longest first: `cross_entropy` is the end of `binary_cross_entropy`, too. What is behind it names a kernel: `nll_loss_out_frame`. */
const aFunction = new RegExp(
  `(?<![A-Za-z0-9_])(?:${[...functionNames.keys()].sort((a, b) => b.length - a.length).join("|")})`,
);
const aClass = new RegExp(`\\b(?:${Object.keys(losses).join("|")})\\b`);

/** torch's class of the loss that raised, by the frames of a traceback and by its words; undefined where none is named. */
export function tracedLoss(frames: readonly TracebackFrame[], message: string): LossName | undefined {
  const texts = [...frames.flatMap(({ name, code }) => [name ?? "", code ?? ""]), message];
  for (const text of texts) {
    const named =
      functionNames.get(aFunction.exec(text)?.[0] ?? "") ?? (aClass.exec(text)?.[0] as LossName | undefined);
    if (named !== undefined) return named;
  }
  return undefined;
}

/** Which of its arrays is the target, counted from 0; undefined of a loss that has none. */
export function targetIndex(loss: LossName | undefined): number | undefined {
  if (loss === undefined) return 1;
  const index = losses[loss].signature.arguments.findIndex(([, role]) => role === "target");
  return index === -1 ? undefined : index;
}
