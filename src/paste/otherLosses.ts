/** Words that `loss` stands in where nothing is trained: of packets, of heat, of money. */
const before =
  "packets?|frames?|heat|thermal|stop|blood|hair|hearing|vision|weight|memory|data|power|energy|path|return|insertion|transmission|" +
  "propagation|coupling|signal|pressure|head|friction|water|mass|moisture|ignition|bone|muscle|fat|crop|yield|profit|capital|trading|net|" +
  "gross|operating|tax|insurance|insured|job|life|habitat|forest|copper|core|iron|conversion|switching";
const after =
  "ratio|calculation|calc|computation|adjust\\w*|prevention|aversion|given default|time|took|leader|carried|carryforward";
const another = new RegExp(
  `(?<![a-z])(?:${before})[ _-]loss(?:es)?(?![a-z])|loss(?:es)?[ _-](?:${after})(?![a-z])|loss(?:less|y)(?![a-z])`,
  "i",
);

/** What is measured in units is no loss of a model, which has none. */
const unit =
  /^ ?(?:[kmgt]i?b|[munµ]?s|secs?|seconds?|mins?|minutes?|h|hours?|days?|[km]?wh?|[km]?g|lbs?|[ckm]?m(?:\^?[23]|[²³])?|m?l|liters?|litres?|db[im]?|[km]?j|°c?|usd|eur|dollars?|euros?|[$€£])(?![\w(=:])/i;

/** Words of a training beside `loss` in its name. */
const trained = new Set(
  (
    "loss losses log logloss mlogloss train training trained val valid validation test testing eval evaluation dev avg average mean running " +
    "epoch step iter iteration batch total final initial init start current cur new best last first min max sum ema smooth smoothed the my " +
    "our is of on a in at set per token sample cls class classification ce bce xent cross entropy crossentropy nll likelihood softmax sigmoid " +
    "binary categorical sparse focal ctc kl kld div divergence mse mae rmse l1 l2 huber hinge triplet margin contrastive infonce nce clip dice " +
    "iou giou box bbox obj objectness rpn mask seg segmentation reg regression aux auxiliary main lm mlm nsp masked policy value actor critic " +
    "recon reconstruction vae elbo objective commitment codebook perceptual distill distillation student teacher supervised domain adv " +
    "adversarial g d gen disc generator discriminator fake real model criterion target output out head with logits smoothing label fn tr te v t"
  ).split(" "),
);

const training =
  /(?<![a-z])(?:epochs?|ep|steps?|iters?|iterations?|batch(?:es)?|train\w*|val|valid\w*|acc|accuracy|lr|learning|learns?|models?|networks?|torch|pytorch|keras|tensorflow|logits?|softmax|sigmoid|bce|mse|entropy|class(?:es|ifier|ification)?|gradients?|optimi[sz]er|ppl|perplexity|grad_norm|cifar-?10|mnist|imagenet)(?![a-z])/i;

const foreignTraining =
  /функци\S{1,3} потерь|обуча|обучен|эпох|нейросет|нейронн|классификат|модель не|模型|训练|准确率|神经网络|分类|学習|モデル|학습|모델|\bred\b|neuronal|[eé]poca|entren|trein|aprend|réseau|entraîn|epoche|trainier/i;

/** Whether a text speaks of a training. */
export function speaksOfTraining(texts: readonly string[]): boolean {
  return texts.some((text) => training.test(text.slice(0, LONGEST)) || foreignTraining.test(text.slice(0, LONGEST)));
}

const LONGEST = 2000;

/** Whether words name a loss that no model has; or, behind its number, give it a unit. */
export function isAnotherLoss(words: string, behind: string): boolean {
  return another.test(words) || unit.test(behind);
}

/** Whether a name of a number, words joined by `_`, says that it is a model's loss without help from the text around it. */
export function isNamedAfterTraining(name: string): boolean {
  return name.split("_").every((word) => trained.has(word) || /^(?:\w{0,12}loss\w{0,3}|\d+)$/.test(word));
}
