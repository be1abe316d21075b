import { chartSvg } from "../charts/chartFile";

/** The charts that are in the panel, each with its words, as files of their own. */
export function shownCharts(): readonly string[] {
  return [...document.querySelectorAll<SVGSVGElement>(".chart-plot > svg")].map((chart) =>
    chartSvg(chart, "", chart.getAttribute("aria-label") ?? ""),
  );
}
