import { chartSvg } from "../charts/chartFile";
import type { ReportPicture } from "./reportFile";

/** The charts that are in the panel, each with its title and its words, as files of their own. */
export function shownCharts(): readonly ReportPicture[] {
  return [...document.querySelectorAll<SVGSVGElement>(".chart-plot > svg")].map((chart) => {
    const words = chart.getAttribute("aria-label") ?? "";
    return { svg: chartSvg(chart, chart.getAttribute("data-title") ?? "", words), words };
  });
}
