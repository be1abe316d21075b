import { lossesByHand } from "./byHand";
import type { FrameworkLoss } from "./framework";
import { kerasLosses } from "./keras/losses";
import { metricLearningLosses } from "./metricLearning";
import { optaxLosses } from "./optax";
import { scikitLearnLosses } from "./scikitLearn";
import { tensorflowLosses } from "./tensorflow";
import { timmLosses } from "./timm";
import { torchLibraryLosses } from "./torchLibraries";
import { transformersLosses } from "./transformers";

/** All losses of frameworks other than torch that are known by their calls. */
export const frameworkLosses: readonly FrameworkLoss[] = [
  ...kerasLosses,
  ...tensorflowLosses,
  ...optaxLosses,
  ...scikitLearnLosses,
  ...transformersLosses,
  ...torchLibraryLosses,
  ...timmLosses,
  ...metricLearningLosses,
  ...lossesByHand,
];

export function frameworkLoss(framework: string, name: string): FrameworkLoss | undefined {
  return frameworkLosses.find((loss) => loss.framework === framework && loss.name === name);
}
