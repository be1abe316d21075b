import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useMemo, useRef } from "preact/hooks";
import type { Actions } from "../actions";
import { MenuButton } from "../shared/MenuButton";
import { useViewport } from "../shared/useViewport";
import { ChartMarks } from "./ChartMarks";
import { chartPng, chartSvg } from "./chartFile";
import type { Mark } from "./data/marks";

const LEAST_WIDTH = 200;
const FIRST_WIDTH = 420;

export interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A chart in the room between its margins. */
export interface Plot {
  readonly drawing: ComponentChildren;
  /** In the order in which the keys go through them. */
  readonly marks: readonly Mark[];
  /** Marks in a row, where they stand in rows and columns. */
  readonly columns?: number;
}

interface ChartFrameProps {
  readonly title: string;
  /** The chart in words. */
  readonly words: string;
  /** Of all of it; as a function, of the plot alone by its width. */
  readonly height: number | ((width: number) => number);
  readonly margin: Margin;
  readonly caption: ComponentChildren;
  /** The name of its file, without an ending. */
  readonly file: string;
  readonly selected: number | undefined;
  readonly actions: Actions;
  /** To be the same function as long as the same is to be drawn. */
  readonly plot: (width: number, height: number) => Plot;
}

/** What all charts have: their words, a plot as wide as there is room, marks to read one by one, a caption, and the ways to keep them. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, words, margin, caption, file, selected, actions, plot } = props;
  const { ref, viewport } = useViewport<HTMLDivElement>();
  const chart = useRef<SVGSVGElement>(null);
  const width = Math.max(viewport.width || FIRST_WIDTH, LEAST_WIDTH);
  const { left, right, top, bottom } = margin;
  const height =
    typeof props.height === "number" ? props.height : Math.round(props.height(width - left - right)) + top + bottom;
  const { drawing, marks, columns } = useMemo(
    () => plot(width - left - right, height - top - bottom),
    [plot, width, height, left, right, top, bottom],
  );
  const placed = useMemo(
    () => marks.map((mark) => ({ ...mark, box: { ...mark.box, x: mark.box.x + left, y: mark.box.y + top } })),
    [marks, left, top],
  );
  const saved = (format: typeof chartSvg | typeof chartPng, ending: string) => async () => {
    if (chart.current !== null) actions.save(`${file}.${ending}`, await format(chart.current, title, words));
  };
  const copied = async () => {
    if (chart.current !== null) actions.copyPicture(await chartPng(chart.current, title, words), title);
  };
  return (
    <figure>
      <div class="chart-plot" ref={ref}>
        <svg ref={chart} role="img" aria-label={words} data-title={title} width={width} height={height}>
          <g transform={`translate(${left} ${top})`}>{drawing}</g>
        </svg>
        <ChartMarks marks={placed} onSelect={actions.select} {...{ columns, selected }} />
      </div>
      <figcaption class="legend chart-legend">
        {caption}
        <MenuButton
          items={[
            { label: l10n.t("Copy chart as PNG"), run: copied },
            { label: l10n.t("Save chart as SVG"), run: saved(chartSvg, "svg") },
            { label: l10n.t("Save chart as PNG"), run: saved(chartPng, "png") },
          ]}
        >
          {l10n.t("Save chart")}
        </MenuButton>
      </figcaption>
    </figure>
  );
}
