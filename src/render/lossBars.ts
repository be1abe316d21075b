import * as l10n from "@vscode/l10n";
import type { Samples } from "../engine/samples";
import { formatLoss, formatShort } from "./numbers";

/** Colours of a picture that cannot see the theme's own variables. */
export interface ChartColours {
  readonly bar: string;
  readonly wrong: string;
  readonly text: string;
}

export interface Picture {
  readonly svg: string;
  /** What the picture shows, in words. */
  readonly alternative: string;
}

const WIDTH = 480;
const BAR_HEIGHT = 30;
const LABEL_HEIGHT = 14;
const LABELLED = 10;
const DRAWN = 60;
const GAP = 6;
/** A bar under which a word has room beside the value. */
const WIDE = 72;

interface Bar {
  readonly sample: number;
  readonly loss: number;
  readonly wrong: boolean;
}

/**
 * The loss of every sample as a row of bars; of many the worst, worst first. A wrong prediction has another colour and says so in its
 * label, so that colour is not its only sign. Undefined for less than two samples, which the headline says already.
 */
export function lossBars(samples: Samples, colours: ChartColours): Picture | undefined {
  if (samples.loss.length < 2) return undefined;
  const all = Array.from(samples.loss, (loss, sample): Bar => ({ sample, loss, wrong: isWrong(samples, sample) }));
  const shown = all.length <= DRAWN ? all : all.sort((a, b) => order(b.loss) - order(a.loss)).slice(0, DRAWN);
  const top = shown.reduce((max, { loss }) => (Number.isFinite(loss) && loss > max ? loss : max), 0);
  const labelled = shown.length <= LABELLED;
  const gap = labelled ? GAP : 1;
  const width = Math.min(96, (WIDTH - gap * (shown.length - 1)) / shown.length);
  const height = BAR_HEIGHT + (labelled ? LABEL_HEIGHT : 0);
  const bars = shown.map((bar, index) => barSvg(bar, index * (width + gap), width, top, labelled, colours)).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">${bars}</svg>`;
  return { svg, alternative: describe(shown, all.length) };
}

function barSvg(
  { loss, wrong }: Bar,
  x: number,
  width: number,
  top: number,
  labelled: boolean,
  colours: ChartColours,
): string {
  const share = Number.isFinite(loss) && top > 0 ? Math.max(0, loss) / top : 1;
  const height = Math.max(1, share * (BAR_HEIGHT - 2));
  const fill = wrong ? colours.wrong : colours.bar;
  const bar = `<rect x="${round(x)}" y="${round(BAR_HEIGHT - height)}" width="${round(width)}" height="${round(height)}" rx="1.5" fill="${fill}"/>`;
  if (!labelled) return bar;
  const value = Number.isFinite(loss) ? loss.toFixed(3) : formatLoss(loss);
  const text = wrong ? `${value} ${width >= WIDE ? l10n.t("wrong") : "!"}` : value;
  const place = `x="${round(x + width / 2)}" y="${BAR_HEIGHT + 11}"`;
  return `${bar}<text ${place} text-anchor="middle" font-family="monospace" font-size="10" fill="${colours.text}">${text}</text>`;
}

function isWrong({ predicted, expected }: Samples, sample: number): boolean {
  return (
    predicted !== undefined && expected !== undefined && expected[sample] >= 0 && predicted[sample] !== expected[sample]
  );
}

/** nan counts as the worst of all. */
function order(loss: number): number {
  return Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss;
}

const SPOKEN = 10;

function describe(shown: readonly Bar[], total: number): string {
  const values = shown
    .slice(0, SPOKEN)
    .map(({ loss }) => formatShort(loss))
    .join(", ");
  if (total <= SPOKEN) return l10n.t("Loss of each sample: {0}", values);
  return total <= DRAWN
    ? l10n.t("Loss of each of {0} samples, the first: {1}", total, values)
    : l10n.t("The {0} worst of {1} samples: {2}", shown.length, total, values);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
