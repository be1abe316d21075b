import type { LossName, LossOptions } from "../loss";
import { logSigmoidIn, sigmoidIn } from "./activationsIn";
import type { Rounding } from "./rounding";

/** The loss of one element x with its target t, every operation rounded as torch's composition of kernels rounds it. */
export type ElementLoss = (x: number, t: number, options: ElementOptions) => number;

export interface ElementOptions extends Pick<LossOptions, "margin" | "alpha" | "gamma" | "logTarget"> {
  /** This element's pos_weight, if there is one. */
  readonly p: number | undefined;
}

/** The losses that have one value per element, before their weights. */
export function elementLosses(r: Rounding): Readonly<Partial<Record<LossName, ElementLoss>>> {
  const logSigma = (x: number) => logSigmoidIn(r, x);

  const withLogits: ElementLoss = (x, t, { p }) => {
    const logProbability = p === undefined ? logSigma(x) : r(logSigma(x) * r(r(r(p - 1) * t) + 1));
    return r(r(r(1 - t) * x) - logProbability);
  };

  const focal: ElementLoss = (x, t, options) => {
    const { alpha = 0.25, gamma = 2 } = options;
    const p = sigmoidIn(r, x);
    const probabilityOfTarget = r(r(p * t) + r(r(1 - p) * r(1 - t)));
    const loss = r(withLogits(x, t, options) * r(r(1 - probabilityOfTarget) ** gamma));
    return alpha >= 0 ? r(r(r(alpha * t) + r((1 - alpha) * r(1 - t))) * loss) : loss;
  };

  return {
    BCELoss: (x, t) => {
      const ofOne = Math.max(r(Math.log(x)), -100);
      const ofZero = Math.max(r(Math.log1p(-x)), -100);
      return r(r(r(t - 1) * ofZero) - r(t * ofOne));
    },
    BCEWithLogitsLoss: withLogits,
    KLDivLoss: (x, t, { logTarget }) =>
      logTarget ? r(r(Math.exp(t)) * r(t - x)) : r((t === 0 ? 0 : r(t * r(Math.log(t)))) - r(t * x)),
    SoftMarginLoss: (x, t) => r(Math.log1p(r(Math.exp(r(-x * t))))),
    HingeEmbeddingLoss: (x, t, { margin = 1 }) => {
      const apart = t !== 1 ? Math.max(r(r(margin) - x), 0) : 0;
      return r(apart + (t !== -1 ? x : 0));
    },
    SigmoidFocalLoss: focal,
    MultiLabelSoftMarginLoss: (x, t) => -r(r(t * logSigma(x)) + r(r(1 - t) * logSigma(-x))),
  };
}
