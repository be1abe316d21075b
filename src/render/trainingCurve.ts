import * as l10n from "@vscode/l10n";
import type { Metric, Series } from "../paste/series";
import { type Axis, niceTicks, placeOn } from "./chartScale";
import type { ChartColours, Picture } from "./lossBars";
import { formatShort } from "./numbers";
import { round, textSvg } from "./svg";
import { escapeXml, joined, type SvgText, svg } from "./writtenText";

const WIDTH = 560;
const HEIGHT = 190;
const LEFT = 48;
/** Beside the plot the names of the lines, where they cover nothing. */
const RIGHT = 132;
const TOP = 24;
const BOTTOM = 34;
const LEAST_POINTS = 3;
const MOST_LINES = 3;
/** Points that are drawn of a line; of more, every so manyth and the last. */
const MOST_POINTS = 600;
const NAME = 18;
const LINE_HEIGHT = 13;
const dashes = ["", "6 3", "2 3"];

/** The losses of a log in its order, a line a name; undefined where none has enough numbers. */
export function trainingCurve(series: readonly Series[], colours: ChartColours): Picture | undefined {
  const lines = series
    .filter(({ points }) => points.filter(({ value }) => Number.isFinite(value)).length >= LEAST_POINTS)
    .slice(0, MOST_LINES);
  if (lines.length === 0) return undefined;
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value)).filter(Number.isFinite);
  const [least, most] = values.reduce(([a, b], value) => [Math.min(a, value), Math.max(b, value)], [0, 0]);
  const up = axisOf(least, most > least ? most * 1.05 : least + 1, 4);
  const longest = Math.max(...lines.map(({ points }) => points.length));
  const across = axisOf(1, longest, 6);
  const x = (index: number) => LEFT + placeOn(across, index + 1) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => TOP + (1 - placeOn(up, value)) * (HEIGHT - TOP - BOTTOM);
  const parts = [
    ...axesSvg(up, across, x, y, colours),
    ...lines.map(({ points }, index) => lineSvg(points, x, y, colours, dashes[index])),
    ...namesSvg(lines, y, colours),
  ];
  const picture = svg`<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}">${joined(parts)}</svg>`;
  return { svg: picture, alternative: lines.map(lineWords).join(" ") };
}

function axisOf(from: number, to: number, count: number): Axis {
  return { from, to, scale: "linear", ticks: niceTicks(from, to, count) };
}

type Place = (value: number) => number;

function axesSvg(up: Axis, across: Axis, x: Place, y: Place, colours: ChartColours): readonly SvgText[] {
  const [right, bottom] = [WIDTH - RIGHT, HEIGHT - BOTTOM];
  return [
    ...up.ticks.map(
      (tick) =>
        svg`<path d="M${LEFT} ${round(y(tick))}H${right}" stroke="${escapeXml(colours.text)}" stroke-opacity="0.25"/>${textSvg(formatShort(tick), LEFT - 6, y(tick) + 3, "end", colours)}`,
    ),
    ...across.ticks
      .filter(Number.isInteger)
      .map((tick) => textSvg(formatShort(tick), x(tick - 1), bottom + 14, "middle", colours)),
    textSvg(`↑ ${l10n.t("loss")}`, 2, 12, "start", colours),
    textSvg(`${l10n.t("number in the log")} →`, right, bottom + 28, "end", colours),
  ];
}

/** Of numbers that are none, or without an end, a gap with a cross at the upper edge. */
function lineSvg(points: readonly Metric[], x: Place, y: Place, { bar, wrong }: ChartColours, dash: string): SvgText {
  const every = Math.ceil(points.length / MOST_POINTS);
  const path: SvgText[] = [];
  const crosses: SvgText[] = [];
  let open = false;
  for (const [index, { value }] of points.entries()) {
    const isDrawn = Number.isFinite(value);
    if (isDrawn && index % every !== 0 && index !== points.length - 1) continue;
    if (isDrawn) path.push(svg`${open ? svg`L` : svg`M`}${round(x(index))} ${round(y(value))}`);
    else if (open || index === 0) crosses.push(svg`M${round(x(index) - 4)} ${TOP}l8 8m0 -8l-8 8`);
    open = isDrawn;
  }
  const dashed = dash === "" ? svg`` : svg` stroke-dasharray="${escapeXml(dash)}"`;
  const line = svg`<path d="${joined(path)}" fill="none" stroke="${escapeXml(bar)}" stroke-width="1.75"${dashed}/>`;
  return crosses.length === 0
    ? line
    : svg`${line}<path d="${joined(crosses)}" fill="none" stroke="${escapeXml(wrong)}" stroke-width="1.75"/>`;
}

/** Each name behind the end of its line, apart from the others. */
function namesSvg(lines: readonly Series[], y: Place, colours: ChartColours): readonly SvgText[] {
  const ends = lines.map(({ name, points }) => {
    const last = points.findLastIndex(({ value }) => Number.isFinite(value));
    return { name, at: y(points[last].value) };
  });
  let lowest = Number.NEGATIVE_INFINITY;
  return ends
    .sort((a, b) => a.at - b.at)
    .map(({ name, at }) => {
      lowest = Math.max(at + 3, lowest + LINE_HEIGHT);
      const shown = name.length > NAME ? `${name.slice(0, NAME - 1)}…` : name;
      return textSvg(shown, WIDTH - RIGHT + 8, lowest, "start", colours);
    });
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
