/** Losses side by side: one bar a sample, or where there are too many the worst of several. */
export interface LossBar {
  /** The worst sample of the bar. */
  readonly sample: number;
  readonly loss: number;
}

export interface LossBins {
  readonly bars: readonly LossBar[];
  /** Samples a bar; the last may have fewer. */
  readonly perBar: number;
}

/** nan counts as the worst. */
export function lossBins(loss: Float64Array, most: number): LossBins {
  const perBar = Math.max(1, Math.ceil(loss.length / Math.max(1, most)));
  const bars = Array.from({ length: Math.ceil(loss.length / perBar) }, (_, bar) => {
    let sample = bar * perBar;
    for (let other = sample + 1; other < Math.min((bar + 1) * perBar, loss.length); other++) {
      if (loss[other] > loss[sample] || (Number.isNaN(loss[other]) && !Number.isNaN(loss[sample]))) sample = other;
    }
    return { sample, loss: loss[sample] };
  });
  return { bars, perBar };
}
