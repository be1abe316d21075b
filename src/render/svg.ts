import type { ChartColours } from "./lossBars";

/** A text in a picture of a hover or an answer. */
export function textSvg(text: string, x: number, y: number, anchor: string, { text: colour }: ChartColours): string {
  return `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" font-family="monospace" font-size="10" fill="${colour}">${escapeXml(text)}</text>`;
}

/** Names come from a text of somebody. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Pixels as far as they can be seen. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
