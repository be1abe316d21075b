import type { FrameworkLoss } from "./framework";

/**
 * Losses of pytorch-metric-learning take embeddings and the class numbers of their samples, and compare the samples of a batch with one another
 * (or with vectors that they learn): what two arrays give element by element is not asked of them, and nothing is computed.
 */
const names =
  "AngularLoss ArcFaceLoss CentroidTripletLoss CircleLoss ContrastiveLoss CosFaceLoss FastAPLoss GeneralizedLiftedStructureLoss HistogramLoss " +
  "InstanceLoss IntraPairVarianceLoss LiftedStructureLoss ManifoldLoss MarginLoss MultiSimilarityLoss NCALoss NormalizedSoftmaxLoss NPairsLoss " +
  "NTXentLoss P2SGradLoss PNPLoss ProxyAnchorLoss ProxyNCALoss RankedListLoss SignalToNoiseRatioContrastiveLoss SoftTripleLoss " +
  "SphereFaceLoss SubCenterArcFaceLoss SupConLoss ThresholdConsistentMarginLoss TripletMarginLoss TupletMarginLoss";

export const metricLearningLosses: readonly FrameworkLoss[] = names.split(" ").map((name) => ({
  framework: "pytorch-metric-learning",
  name,
  functions: "",
  signature: "",
  form: {
    names: `pytorch_metric_learning.losses.${name}`,
    signature: "*rest, **others",
    call: "embeddings, labels=None, indices_tuple=None, ref_emb=None, ref_labels=None",
  },
  prediction: "embeddings",
  truth: "labels",
  logitsOption: undefined,
  expects: () => undefined,
  compute: () => undefined,
  before: undefined,
}));
