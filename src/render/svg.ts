import type { ChartColours } from "./lossBars";
import { escapeXml, type SvgText, svg } from "./writtenText";

/** A text in a picture of a hover or an answer. */
export function textSvg(text: string, x: number, y: number, anchor: string, { text: colour }: ChartColours): SvgText {
  return svg`<text x="${round(x)}" y="${round(y)}" text-anchor="${escapeXml(anchor)}" font-family="monospace" font-size="10" fill="${escapeXml(colour)}">${escapeXml(text)}</text>`;
}

/** Pixels as far as they can be seen. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
