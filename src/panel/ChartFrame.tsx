import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Actions } from "./actions";
import { chartPng, chartSvg } from "./chartFile";
import { MenuButton } from "./MenuButton";
import { useViewport } from "./useViewport";

const LEAST_WIDTH = 200;
const FIRST_WIDTH = 420;

export interface Margin {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface ChartFrameProps {
  readonly title: string;
  /** The chart in words. */
  readonly words: string;
  readonly height: number;
  readonly margin: Margin;
  readonly caption: ComponentChildren;
  /** The name of its file, without an ending. */
  readonly file: string;
  readonly actions: Actions;
  /** The plot in the room between the margins. */
  readonly children: (width: number, height: number) => ComponentChildren;
}

/** What all charts have: their words, a plot as wide as there is room, a caption, and the ways to keep them. */
export function ChartFrame({ title, words, height, margin, caption, file, actions, children }: ChartFrameProps) {
  const { ref, viewport } = useViewport<HTMLDivElement>();
  const chart = useRef<SVGSVGElement>(null);
  const width = Math.max(viewport.width || FIRST_WIDTH, LEAST_WIDTH);
  const saved = (format: (chart: SVGSVGElement) => string | Promise<string>, ending: string) => async () => {
    if (chart.current !== null) actions.save(`${file}.${ending}`, await format(chart.current));
  };
  return (
    <figure>
      <div class="chart-plot" ref={ref}>
        <svg ref={chart} role="img" aria-label={words} width={width} height={height}>
          <title>{title}</title>
          <g transform={`translate(${margin.left} ${margin.top})`}>
            {children(width - margin.left - margin.right, height - margin.top - margin.bottom)}
          </g>
        </svg>
      </div>
      <figcaption class="legend chart-legend">
        {caption}
        <MenuButton
          items={[
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
