import type { LossDefinition } from "./shared/definition";
import { overlapLoss } from "./shared/overlap";

/**
 * The Tversky loss by its definition (Salehi et al., https://arxiv.org/abs/1706.05721), which torch does not have: with hits Σ x · t, false
 * positives Σ x · (1 − t) and false negatives Σ (1 − x) · t
 *
 *   l = 1 − (hits + smooth) / (hits + α · false positives + β · false negatives + smooth)
 *
 * of probabilities x and 0/1 labels t of the same shape. With α = β = ½ it is the Dice loss of twice the smoothing.
 */
export const tverskyLoss: LossDefinition = {
  ...overlapLoss(
    { reduction: "mean", alpha: 0.5, beta: 0.5, smooth: 1, batch: false },
    ({ alpha = 0.5, beta = 0.5, smooth = 1 }) => ({
      numerator: 1,
      ofHit: 1 - alpha - beta,
      ofInput: alpha,
      ofTarget: beta,
      smooth,
      inType: (r, hit, x, t) => {
        const missed = r(r(hit + r(r(alpha) * r(x - hit))) + r(r(beta) * r(t - hit)));
        return r(r(hit + smooth) / r(missed + smooth));
      },
    }),
  ),
  mistake: () => ({ kind: "otherLoss", loss: "TverskyLoss" }),
};
