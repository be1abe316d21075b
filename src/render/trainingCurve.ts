import * as l10n from "@vscode/l10n";
import type { Metric, Series } from "../paste/series";
import { type ChartColours, type Picture, picture, shape, textAt } from "./chartInk";
import { type Axis, niceTicks, placeOn } from "./chartScale";
import { crossPath, linePath, type Point } from "./chartShapes";
import { formatShort } from "./numbers";
import { joined, type SvgText } from "./writtenText";

const WIDTH = 560;
const HEIGHT = 190;
const LEFT = 48;
/** Beside the plot the names of the lines, where they cover nothing: so much for a letter, and around them. */
const LETTER = 6.2;
const AROUND = 16;
const TOP = 24;
const BOTTOM = 34;
const LEAST_POINTS = 3;
const MOST_LINES = 3;
/** Points that are drawn of a line; of more, every so manyth and the last. */
const MOST_POINTS = 600;
const NAME = 18;
const LINE_HEIGHT = 13;
const dashes = ["", "6 3", "2 3"];

/** The losses of a log by its epochs or in its order, a line a name; undefined where none has enough numbers. */
export function trainingCurve(
  series: readonly Series[],
  colours: ChartColours,
  epochs?: readonly number[],
): Picture | undefined {
  const lines = series
    .filter(({ points }) => points.filter(({ value }) => Number.isFinite(value)).length >= LEAST_POINTS)
    .slice(0, MOST_LINES);
  if (lines.length === 0) return undefined;
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value)).filter(Number.isFinite);
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [0, 0]);
  const up = axisOf(least, most > least ? most * 1.05 : least + 1, 4);
  const longest = Math.max(...lines.map(({ points }) => points.length));
  const across = epochs === undefined ? axisOf(1, longest, 6) : axisOf(epochs[0], epochs[epochs.length - 1], 6);
  const right = WIDTH - AROUND - LETTER * Math.max(...lines.map(({ name }) => shownName(name).length));
  const at = (value: number) => LEFT + placeOn(across, value) * (right - LEFT);
  const x = (index: number) => at(epochs?.[index] ?? index + 1);
  const y = (value: number) => TOP + (1 - placeOn(up, value)) * (HEIGHT - TOP - BOTTOM);
  const parts = [
    ...axisMarks({ up, across, title: epochs ? l10n.t("epoch") : l10n.t("number in the log"), right }, at, y, colours),
    ...lines.flatMap(({ points }, index) => lineMarks(points, x, y, colours, dashes[index])),
    ...nameMarks(lines, right, y, colours),
  ];
  return picture(WIDTH, HEIGHT, parts, lines.map(lineWords).join(" "));
}

function axisOf(from: number, to: number, count: number): Axis {
  return { from, to, scale: "linear", ticks: niceTicks(from, to, count) };
}

type Place = (value: number) => number;

interface Axes {
  readonly up: Axis;
  readonly across: Axis;
  /** Of the one across. */
  readonly title: string;
  /** Where the plot ends. */
  readonly right: number;
}

function axisMarks({ up, across, title, right }: Axes, at: Place, y: Place, colours: ChartColours): readonly SvgText[] {
  const bottom = HEIGHT - BOTTOM;
  const grid = up.ticks.flatMap((tick) => {
    const through: readonly Point[] = [
      [LEFT, y(tick)],
      [right, y(tick)],
    ];
    return [
      shape(linePath(through), { stroke: colours.text, opacity: 0.25 }),
      textAt(formatShort(tick), LEFT - 6, y(tick) + 3, "end", colours),
    ];
  });
  return [
    ...grid,
    ...across.ticks
      .filter(Number.isInteger)
      .map((tick) => textAt(formatShort(tick), at(tick), bottom + 14, "middle", colours)),
    textAt(`↑ ${l10n.t("loss")}`, 2, 12, "start", colours),
    textAt(`${title} →`, right, bottom + 28, "end", colours),
  ];
}

const LINE_WIDTH = 1.75;
const CROSS = 8;

/** Of numbers that are none, or without an end, a gap with a cross at the upper edge. */
function lineMarks(
  points: readonly Metric[],
  x: Place,
  y: Place,
  { bar, wrong }: ChartColours,
  dash: string,
): readonly SvgText[] {
  const every = Math.ceil(points.length / MOST_POINTS);
  const drawn = points.flatMap(({ value }, index): Point[] =>
    Number.isFinite(value) && index % every !== 0 && index !== points.length - 1 ? [] : [[x(index), y(value)]],
  );
  const isLost = (at: number) => !Number.isFinite(points[at]?.value ?? 0);
  const crosses = points.flatMap((_, index) =>
    isLost(index) && !isLost(index - 1) ? [crossPath(x(index) - CROSS / 2, TOP, CROSS)] : [],
  );
  const line = shape(linePath(drawn), { stroke: bar, width: LINE_WIDTH, dash });
  return crosses.length === 0 ? [line] : [line, shape(joined(crosses), { stroke: wrong, width: LINE_WIDTH })];
}

/** Each name behind the end of its line, apart from the others. */
function nameMarks(lines: readonly Series[], right: number, y: Place, colours: ChartColours): readonly SvgText[] {
  const ends = lines.map(({ name, points }) => {
    const last = points.findLastIndex(({ value }) => Number.isFinite(value));
    return { name, at: y(points[last].value) };
  });
  let lowest = Number.NEGATIVE_INFINITY;
  return ends
    .sort((a, b) => a.at - b.at)
    .map(({ name, at }) => {
      lowest = Math.max(at + 3, lowest + LINE_HEIGHT);
      return textAt(shownName(name), right + 8, lowest, "start", colours);
    });
}

function shownName(name: string): string {
  return name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name;
}

function lineWords({ name, points }: Series): string {
  const finite = points.filter(({ value }) => Number.isFinite(value));
  const least = finite.reduce((best, each) => (each.value < best.value ? each : best));
  const words = l10n.t(
    "{0}: {1} numbers from {2} to {3}, the least {4}.",
    name,
    points.length,
    points[0].text,
    points[points.length - 1].text,
    least.text,
  );
  const lost = points.length - finite.length;
  return lost === 0 ? words : `${words} ${l10n.t("{0} of them are nan or infinite.", lost)}`;
}
