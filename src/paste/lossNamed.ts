/** What a text says that its loss is, as far as it bears on which values the loss may have. */
export type LossNamed =
  /** Log-likelihoods of densities and counts: GaussianNLLLoss, flows, `-dist.log_prob(x)`. */
  | "density"
  /** A similarity with a minus sign in front: SimSiam, BYOL. */
  | "similarity"
  /** Dice, IoU and the like. */
  | "overlap"
  | "elbo"
  | "policy"
  | "critic"
  /** Another score with a minus sign in front, or a loss of the person's own that has one. */
  | "score"
  | "crossEntropy"
  | "ctc"
  | "divergence"
  | "squares"
  | "distance";

/** Those that are negative by nature. */
export type SignedLoss = Exclude<LossNamed, "crossEntropy" | "ctc" | "divergence" | "squares" | "distance">;

const LONGEST = 100_000;

const word = (words: string) => new RegExp(`(?<![a-z])(?:${words})(?![a-z])`, "i");

/** In this order: what may be negative is never taken for something that cannot. */
const rows: readonly (readonly [LossNamed, RegExp])[] = [
  ["policy", word("policy|actor|reinforce|ppo|a2c|a3c|ddpg|sac|trpo|rewards?|reinforcement")],
  ["elbo", word("n?elbo|vaes?|variational|evidence lower bound|free[ -]energy")],
  [
    "density",
    /(?:gaussian|poisson|laplace)_?-? ?nll|(?:gaussian|poisson) ?(?:negative|log)|log_prob|normali[sz]ing[ -_]flow|realnvp|mixture[ -_]density|log[ -_]density/i,
  ],
  ["density", word("mdn|gmm|heteroscedastic")],
  ["similarity", /simsiam|byol|cos(?:ine)?[ _-]?sim|cosine(?![ _-]?(?:anneal|sched|decay|lr|warm|embedding|with))/i],
  ["similarity", word("cos_loss|similarity")],
  ["overlap", /dice|tversky|jaccard/i],
  ["overlap", word("[gdc]?iou|miou")],
  ["critic", /wasserstein|wgan|critic|discriminator/i],
  ["critic", word("gans?|[dg][ _-]?loss|loss[ _-]?[dg]|(?:generator|gen|disc)[ _-]loss")],
  ["score", /correlation|pearson|mutual[ -_]information|si[ -_]?s[dn]r|ssim|psnr|ascent|maximi[sz]/i],
  ["score", word("ncc|snr|sdr")],
  ["score", /loss\w{0,20}\s{0,3}=\s{0,3}-\s?[A-Za-z(]|return\s{1,3}-\s?[A-Za-z(]/i],
  ["ctc", /(?<![a-z])ctc/i],
  [
    "crossEntropy",
    /cross[ _-]?entropy|кросс-?энтропи|перекр[её]стн\S{1,6} энтропи|交叉熵|nll_?loss|\bbce|logloss|log_loss|softmax|sigmoid/i,
  ],
  ["divergence", /kl_?div|kl[ -]divergence|kullback/i],
  ["squares", /(?<!r)mse[ _-]?loss|mean[ _-]squared[ _-]error|\bMSE\b(?!["']?\s?[:=])/i],
  [
    "distance",
    /(?:\bl1|huber|margin|ranking|rmse|commitment|commit|codebook|perceptual)[ _-]?loss|hinge|triplet|mean[ _-]absolute[ _-]error|\bMAE\b(?!["']?\s?[:=])/i,
  ],
];

/** The loss that a text names; undefined where it names none. */
export function lossNamed(text: string): LossNamed | undefined {
  const head = text.slice(0, LONGEST);
  return rows.find(([, pattern]) => pattern.test(head))?.[0];
}

export function isSigned(loss: LossNamed | undefined): loss is SignedLoss {
  switch (loss) {
    case "density":
    case "similarity":
    case "overlap":
    case "elbo":
    case "policy":
    case "critic":
    case "score":
      return true;
    case "crossEntropy":
    case "ctc":
    case "divergence":
    case "squares":
    case "distance":
    case undefined:
      return false;
  }
}

/** Whether ln of the number of classes, the floor of a double softmax and a clamp mean something to it. */
export function isLogarithmOfClasses(loss: LossNamed | undefined): boolean {
  switch (loss) {
    case "density":
    case "similarity":
    case "overlap":
    case "policy":
    case "ctc":
    case "squares":
    case "distance":
      return false;
    case "elbo":
    case "critic":
    case "score":
    case "crossEntropy":
    case "divergence":
    case undefined:
      return true;
  }
}
