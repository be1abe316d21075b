import { round } from "./chartShapes";
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

/** How a shape is drawn: filled, or as a line of a width. */
interface Ink {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  /** Lengths of dashes and gaps; empty for none. */
  readonly dash?: string;
  readonly opacity?: number;
}

/** A shape of chartShapes.ts in a picture that stands by itself. */
export function shape(path: SvgText, { fill = "none", stroke, width = 1, dash = "", opacity = 1 }: Ink): SvgText {
  const line = stroke === undefined ? svg`` : svg` stroke="${escapeXml(stroke)}" stroke-width="${width}"`;
  const dashed = dash === "" ? svg`` : svg` stroke-dasharray="${escapeXml(dash)}"`;
  const faint = opacity === 1 ? svg`` : svg` stroke-opacity="${opacity}"`;
  return svg`<path d="${path}" fill="${escapeXml(fill)}"${line}${dashed}${faint}/>`;
}

export function textAt(
  text: string,
  x: number,
  y: number,
  anchor: "start" | "middle" | "end",
  { text: colour }: ChartColours,
): SvgText {
  return svg`<text x="${round(x)}" y="${round(y)}" text-anchor="${escapeXml(anchor)}" font-family="monospace" font-size="10" fill="${escapeXml(colour)}">${escapeXml(text)}</text>`;
}

export function picture(width: number, height: number, parts: readonly SvgText[], alternative: string): Picture {
  const drawn = svg`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${joined(parts)}</svg>`;
  return { svg: drawn, alternative };
}
