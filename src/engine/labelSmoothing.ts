/**
 * Label smoothing as Szegedy's and many a script have it, ε/(C − 1) for each of the other classes and 1 − ε for the target's own, where
 * torch's `label_smoothing` spreads ε/C over all C classes. Both are the same family, with
 *
 *   ε_torch = ε · C / (C − 1).
 */
export function torchSmoothing(epsilon: number, classes: number): number {
  return (epsilon * classes) / (classes - 1);
}
