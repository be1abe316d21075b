import type { Framework } from "../../../../frameworks/framework";
import type { CalledLoss, LossRow } from "./row";

/** A function of another library that computes one of these losses, with defaults and checks of its own. */
export type BorrowedLoss = Pick<LossRow, "functionNames" | "functionOptions" | "checks"> & {
  readonly loss: CalledLoss;
  readonly framework: Framework;
};

export const borrowed: readonly BorrowedLoss[] = [
  {
    loss: "SigmoidFocalLoss",
    framework: "fvcore",
    functionNames:
      "fvcore.nn.sigmoid_focal_loss fvcore.nn.sigmoid_focal_loss_jit fvcore.nn.focal_loss.sigmoid_focal_loss fvcore.nn.focal_loss.sigmoid_focal_loss_jit",
    functionOptions: "alpha=-1, gamma=2, reduction='none'",
    checks: [
      { kind: "needs", type: "number", of: ["alpha", "gamma"] },
      // Later versions make float32 of all else; a reduction that they do not know is none to them.
      { kind: "needs", type: "single", of: ["inputs", "targets"] },
      { kind: "needs", type: "reduction", of: ["reduction"] },
    ],
  },
];
