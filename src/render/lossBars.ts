import * as l10n from "@vscode/l10n";
import type { Samples } from "../engine/samples";
import { type ChartColours, type Picture, picture, shape, textAt } from "./chartInk";
import { barPath, linePath } from "./chartShapes";
import { formatLoss, formatShort } from "./numbers";
import type { SvgText } from "./writtenText";

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
  const bars = shown.flatMap((bar, index) => barMarks(bar, index * (width + gap), width, top, labelled, colours));
  const ends = labelled ? [] : endMarks(all, room, perBar, colours);
  const line = hasLine ? chanceMarks(chance, top, (width + gap) * shown.length, colours) : [];
  const parts = [...bars, ...line, ...ends];
  return picture(WIDTH, BAR_HEIGHT + LABEL_HEIGHT, parts, describe(all, perBar > 1, chance));
}

function barMarks(
  { loss, wrong }: Bar,
  x: number,
  width: number,
  top: number,
  labelled: boolean,
  colours: ChartColours,
): readonly SvgText[] {
  const colour = wrong ? colours.wrong : colours.bar;
  const height = Math.max(1, (top > 0 ? Math.max(0, loss) / top : 0) * (BAR_HEIGHT - 2));
  const path = barPath(loss, { x, width, top: BAR_HEIGHT - height, zero: BAR_HEIGHT });
  // Without an end there is no bar of some height, only its outline.
  const bar = shape(path, Number.isFinite(loss) ? { fill: colour } : { stroke: colour, dash: "3 2" });
  if (!labelled) return [bar];
  const value = Number.isFinite(loss) ? loss.toFixed(3) : formatLoss(loss);
  const text = wrong ? `${value} ${width >= WIDE ? l10n.t("wrong") : "!"}` : value;
  return [bar, textAt(text, x + width / 2, BAR_HEIGHT + 11, "middle", colours)];
}

/** What many bars begin and end with. */
function endMarks(all: readonly Bar[], room: number, perBar: number, colours: ChartColours): readonly SvgText[] {
  const [first, last] = [formatLoss(all[0].loss), formatLoss(all[all.length - 1].loss)];
  const [left, right] =
    perBar > 1 ? [l10n.t("worst {0}", first), l10n.t("best {0}", last)] : ["0", String(all.length - 1)];
  const y = BAR_HEIGHT + 11;
  return [textAt(left, 0, y, "start", colours), textAt(right, room, y, "end", colours)];
}

function chanceMarks(chance: number, top: number, end: number, colours: ChartColours): readonly SvgText[] {
  const y = BAR_HEIGHT - (chance / top) * (BAR_HEIGHT - 2);
  const across = linePath([
    [0, y],
    [end, y],
  ]);
  const words = textAt(l10n.t("chance {0}", formatShort(chance)), end + 4, Math.max(y + 3, 9), "start", colours);
  return [shape(across, { stroke: colours.text, dash: "4 3" }), words];
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
