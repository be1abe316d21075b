import type { LossDefinition } from "./shared/definition";
import { overlapLoss } from "./shared/overlap";

/**
 * The Dice loss by its definition (Milletari et al., https://arxiv.org/abs/1606.04797, without the squares), which torch does not have:
 *
 *   l = 1 − (2 · Σ x · t + smooth) / (Σ x + Σ t + smooth)
 *
 * of probabilities x and 0/1 labels t of the same shape.
 */
export const diceLoss: LossDefinition = {
  ...overlapLoss({ reduction: "mean", smooth: 1, batch: false }, ({ smooth = 1 }) => ({
    numerator: 2,
    ofHit: 0,
    ofInput: 1,
    ofTarget: 1,
    smooth,
    inType: (r, hit, x, t) => r(r(r(2 * hit) + smooth) / r(r(x + t) + smooth)),
  })),
  mistake: () => ({ kind: "otherLoss", loss: "DiceLoss" }),
};
