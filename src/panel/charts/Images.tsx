import * as l10n from "@vscode/l10n";
import { useCallback, useMemo } from "preact/hooks";
import { formatCount, formatLoss, formatShort } from "../../render/numbers";
import { inNumber } from "../../render/plural";
import { Pager } from "../shared/Pager";
import { ChartFrame, type Plot } from "./ChartFrame";
import type { ChartProps } from "./Charts";
import { ColourBar } from "./ColourBar";
import { heatScale, shade } from "./data/heatField";
import { type ImageField, imageField } from "./data/imageField";
import { Key } from "./Key";
import { Crosses } from "./marks/Crosses";
import { type Paint, Pixels } from "./marks/Pixels";

const MARGIN = { left: 1, right: 1, top: 22, bottom: 4 };
const GAP = 18;
const MOST_CELL = 32;
const IMAGES = 3;
/** Shades of a loss that can be told apart. */
const SHADES = 16;
/** Colours of classes; further classes begin again. */
const COLOURS = 6;
const MOST_KEYS = 12;

/** Mask, prediction and loss of one image side by side; the slice says which image. */
export function Images({ table, slice, selected, actions, title }: ChartProps) {
  const field = useMemo(() => imageField(table, slice), [table, slice]);
  const scale = useMemo(() => heatScale(table.loss), [table]);
  const { expected, predicted, loss, className, layout } = table;
  const words = field === undefined ? "" : imageWords(field, table);
  const cellOf = (width: number, columns: number) =>
    Math.min((width - (IMAGES - 1) * GAP) / (IMAGES * columns), MOST_CELL);
  const plot = useCallback(
    (width: number): Plot => {
      if (field === undefined) return { drawing: null, marks: [] };
      const { rows, columns, sampleAt } = field;
      const cell = cellOf(width, columns);
      const ofClass = (column: number): Paint | undefined =>
        column < 0 ? undefined : { name: String(column), look: `class-${column % COLOURS}` };
      const ofLoss = (sample: number): Paint | undefined => {
        if (isIgnored(sample)) return undefined;
        if (!Number.isFinite(loss[sample])) return { name: "endless", look: "endless" };
        const level = Math.round(scale.heat(loss[sample]) * SHADES) / SHADES;
        return { name: String(level), look: "heat", opacity: shade(level * 2) };
      };
      const images = [
        { name: l10n.t("target"), paint: (sample: number) => ofClass(expected?.[sample] ?? -1) },
        {
          name: l10n.t("prediction"),
          paint: (sample: number) => ofClass(isIgnored(sample) ? -1 : (predicted?.[sample] ?? -1)),
        },
        { name: l10n.t("loss"), paint: ofLoss },
      ];
      const stride = columns * cell + GAP;
      return {
        columns: IMAGES * columns,
        marks: Array.from({ length: rows }, (_, row) =>
          images.flatMap((image, at) =>
            Array.from({ length: columns }, (__, column) => ({
              box: { x: at * stride + column * cell, y: row * cell, width: cell, height: cell },
              sample: sampleAt(row, column),
              words: () => `${image.name}, ${pixelWords(sampleAt(row, column))}`,
            })),
          ),
        ).flat(),
        drawing: images.map(({ name, paint }, at) => (
          <g key={name} transform={`translate(${at * stride} 0)`}>
            <text class="axis-name" x="0" y="-8">
              {name}
            </text>
            <Pixels {...{ rows, columns, cell }} paintOf={(row, column) => paint(sampleAt(row, column))} />
            {at === 1 && (
              <Crosses {...{ rows, columns, cell }} isCrossed={(row, column) => isWrong(sampleAt(row, column))} />
            )}
          </g>
        )),
      };

      function isIgnored(sample: number): boolean {
        return (expected?.[sample] ?? 0) < 0;
      }

      function isWrong(sample: number): boolean {
        return (expected?.[sample] ?? -1) >= 0 && expected?.[sample] !== predicted?.[sample];
      }

      function pixelWords(sample: number): string {
        const [target, guess] = [expected?.[sample] ?? -1, predicted?.[sample] ?? -1];
        if (target < 0) return l10n.t("{0}: ignored", table.nameOf(sample));
        const [name, value] = [table.nameOf(sample), formatLoss(loss[sample])];
        return l10n.t("{0}: target {1}, predicted {2}, loss {3}", name, className(target), className(guess), value);
      }
    },
    [field, scale, table],
  );
  if (field === undefined) return null;
  const classes = Math.max(layout.classes, 2);
  const caption = (
    <>
      {Array.from({ length: Math.min(classes, MOST_KEYS) }, (_, column) => (
        <Key key={column} mark={`pixel class-${column % COLOURS}`}>
          {className(column)}
        </Key>
      ))}
      {classes > MOST_KEYS && <span>{l10n.t("and {0} more", formatCount(classes - MOST_KEYS))}</span>}
      <Key mark="cross">{l10n.t("wrong")}</Key>
      {expected?.some((column) => column < 0) && <Key mark="pixel">{l10n.t("ignored")}</Key>}
      <ColourBar {...scale} />
      <span class="caption">{words}</span>
    </>
  );
  return (
    <>
      <ChartFrame
        file="images"
        height={(width) => field.rows * cellOf(width, field.columns)}
        margin={MARGIN}
        {...{ title, words, caption, selected, actions, plot }}
      />
      {field.held.map(({ dim, size, axis, index }) => (
        <Pager
          key={dim}
          what={l10n.t("Image along dim {0}", dim)}
          count={size}
          size={1}
          first={index}
          onMove={(to) => actions.slice(table.axes.map((_, other) => (other === axis ? to : slice[other])))}
        />
      ))}
    </>
  );
}

/** Counted over all pixels of the image, not over what is drawn of it. */
function imageWords({ held }: ImageField, { axes, loss, expected, predicted }: ChartProps["table"]): string {
  const size = axes.slice(-2).reduce((product, each) => product * each.size, 1);
  const first = held.reduce((at, each) => at * each.size + each.index, 0) * size;
  let [counted, wrong, sum] = [0, 0, 0];
  for (let sample = first; sample < first + size; sample++) {
    if ((expected?.[sample] ?? -1) < 0) continue;
    counted++;
    sum += loss[sample];
    wrong += Number(expected?.[sample] !== predicted?.[sample]);
  }
  if (counted === 0) return l10n.t("All {0} pixels are ignored.", formatCount(size));
  const text = inNumber(
    l10n.t(
      "{0} of {1} pixels {0|is|are} wrong; the mean loss is {2}.",
      formatCount(wrong),
      formatCount(counted),
      formatShort(sum / counted),
    ),
    wrong,
  );
  return counted === size ? text : `${text} ${l10n.t("{0} are ignored.", formatCount(size - counted))}`;
}
