import * as l10n from "@vscode/l10n";
import type { Samples } from "../engine/samples";
import { formatLoss, formatShort } from "./numbers";
import { round, textSvg } from "./svg";
import { escapeXml, joined, type SvgText, svg } from "./writtenText";

/** Colours of a picture that cannot see the theme's own variables. */
export interface ChartColours {
  readonly bar: string;
  readonly wrong: string;
  readonly text: string;
}

export interface Picture {
  readonly svg: SvgText;
  /** What the picture shows, in words. */
  readonly alternative: string;
}

const WIDTH = 480;
/** Right of the bars, for the word beside the line of chance. */
const SIDE = 86;
const BAR_HEIGHT = 34;
const LABEL_HEIGHT = 14;
const LABELLED = 8;
const DRAWN = 60;
const GAP = 6;
const WIDEST = 84;
/** A bar under which a word has room beside the value. */
const WIDE = 72;

interface Bar {
  /** The worst of those it stands for. */
  readonly loss: number;
  readonly wrong: boolean;
}

/**
 * The loss of every sample as a row of bars, in the order of the input; of many from the worst to the best, each bar the worst of
 * several. A wrong prediction has another colour, and where there is room its label says so. A line shows what a guess without
 * knowledge costs, where that is no more than twice the worst. Undefined for less than two samples, which the headline says already.
 */
export function lossBars(samples: Samples, chance: number, colours: ChartColours): Picture | undefined {
  const { loss } = samples;
  if (loss.length < 2) return undefined;
  const order = loss.length <= DRAWN ? loss.keys() : worstFirst(loss);
  const all = Array.from(order, (sample): Bar => ({ loss: loss[sample], wrong: isWrong(samples, sample) }));
  const perBar = Math.ceil(all.length / DRAWN);
  const shown = all.filter((_, index) => index % perBar === 0);
  const worst = shown.reduce((max, bar) => (Number.isFinite(bar.loss) && bar.loss > max ? bar.loss : max), 0);
  const hasLine = worst === 0 || chance <= worst * 2;
  const top = hasLine ? Math.max(worst, chance) : worst;
  const labelled = shown.length <= LABELLED;
  const gap = labelled ? GAP : 1;
  const room = WIDTH - SIDE;
  const width = Math.min(WIDEST, (room - gap * (shown.length - 1)) / shown.length);
  const bars = joined(shown.map((bar, index) => barSvg(bar, index * (width + gap), width, top, labelled, colours)));
  const height = BAR_HEIGHT + LABEL_HEIGHT;
  const ends = labelled ? svg`` : endsSvg(all, room, perBar, colours);
  const line = hasLine ? chanceSvg(chance, top, (width + gap) * shown.length, colours) : svg``;
  const picture = svg`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}">${bars}${line}${ends}</svg>`;
  return { svg: picture, alternative: describe(all, perBar > 1, chance) };
}

function barSvg(
  { loss, wrong }: Bar,
  x: number,
  width: number,
  top: number,
  labelled: boolean,
  colours: ChartColours,
): SvgText {
  const height = Number.isFinite(loss)
    ? Math.max(1, (top > 0 ? Math.max(0, loss) / top : 0) * (BAR_HEIGHT - 2))
    : BAR_HEIGHT - 2;
  const colour = escapeXml(wrong ? colours.wrong : colours.bar);
  // Without an end there is no bar of some height, only its outline.
  const paint = Number.isFinite(loss)
    ? svg`fill="${colour}"`
    : svg`fill="none" stroke="${colour}" stroke-dasharray="3 2"`;
  const bar = svg`<rect x="${round(x)}" y="${round(BAR_HEIGHT - height)}" width="${round(width)}" height="${round(height)}" rx="1.5" ${paint}/>`;
  if (!labelled) return bar;
  const value = Number.isFinite(loss) ? loss.toFixed(3) : formatLoss(loss);
  const text = wrong ? `${value} ${width >= WIDE ? l10n.t("wrong") : "!"}` : value;
  return svg`${bar}${textSvg(text, x + width / 2, BAR_HEIGHT + 11, "middle", colours)}`;
}

/** What many bars begin and end with. */
function endsSvg(all: readonly Bar[], room: number, perBar: number, colours: ChartColours): SvgText {
  const [first, last] = [formatLoss(all[0].loss), formatLoss(all[all.length - 1].loss)];
  const [left, right] =
    perBar > 1 ? [l10n.t("worst {0}", first), l10n.t("best {0}", last)] : ["0", String(all.length - 1)];
  const y = BAR_HEIGHT + 11;
  return joined([textSvg(left, 0, y, "start", colours), textSvg(right, room, y, "end", colours)]);
}

function chanceSvg(chance: number, top: number, end: number, colours: ChartColours): SvgText {
  const y = round(BAR_HEIGHT - (chance / top) * (BAR_HEIGHT - 2));
  const line = svg`<path d="M0 ${y}H${round(end)}" stroke="${escapeXml(colours.text)}" stroke-dasharray="4 3"/>`;
  const words = textSvg(l10n.t("chance {0}", formatShort(chance)), end + 4, Math.max(y + 3, 9), "start", colours);
  return joined([line, words]);
}

function isWrong({ predicted, expected }: Samples, sample: number): boolean {
  return (
    predicted !== undefined && expected !== undefined && expected[sample] >= 0 && predicted[sample] !== expected[sample]
  );
}

/** nan counts as the worst of all. */
function worstFirst(loss: Float64Array): Uint32Array {
  const key = (sample: number) => (Number.isNaN(loss[sample]) ? Number.POSITIVE_INFINITY : loss[sample]);
  return Uint32Array.from(loss.keys()).sort((a, b) => (key(a) === key(b) ? a - b : key(b) > key(a) ? 1 : -1));
}

const SPOKEN = 10;

function describe(all: readonly Bar[], sorted: boolean, chance: number): string {
  const values = all
    .slice(0, SPOKEN)
    .map(({ loss }) => formatShort(loss))
    .join(", ");
  const guess = l10n.t("A guess costs {0}.", formatShort(chance));
  if (all.length <= SPOKEN) return `${l10n.t("Loss of each sample: {0}.", values)} ${guess}`;
  return sorted
    ? `${l10n.t("Losses of {0} samples from the worst to the best: {1} …", all.length, values)} ${guess}`
    : `${l10n.t("Loss of each of {0} samples, the first: {1} …", all.length, values)} ${guess}`;
}
