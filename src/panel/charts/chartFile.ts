import type { PngAddress } from "../../protocol";
import { type SvgText, serializedSvg, svgAddress } from "../../render/writtenText";
import { wrapped } from "./textWidth";

/** What a class of the style sheet gives to a shape, and a file must bring itself. */
const PROPERTIES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
] as const;

const PIXELS_PER_PIXEL = 2;
const SIDE = 16;
const HEAD = 40;
const FOOT = 12;
const LINE = 16;

/** What a theme gives to a page. */
export interface PageColours {
  readonly text: string;
  readonly background: string;
}

/** The colours of the panel, that a file from it is written in. */
export function themeColours(): PageColours {
  const style = getComputedStyle(document.body);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { text: colour("--vscode-foreground"), background: colour("--vscode-editor-background") };
}

/** A chart as a file of its own, in the colours of the theme, with its title above and its words below. */
export function chartSvg(chart: SVGSVGElement, title: string, words: string): SvgText {
  const inner = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll("*")];
  for (const [index, element] of [inner, ...inner.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(originals[index]);
    for (const property of PROPERTIES) element.setAttribute(property, portable(style.getPropertyValue(property)));
    for (const attribute of ["class", "role", "aria-label", "data-title"]) element.removeAttribute(attribute);
  }
  const [chartWidth, chartHeight] = [chart.width.baseVal.value, chart.height.baseVal.value];
  const width = chartWidth + 2 * SIDE;
  const lines = wrapped(words, chartWidth);
  const height = HEAD + chartHeight + FOOT + lines.length * LINE + SIDE;
  inner.setAttribute("x", String(SIDE));
  inner.setAttribute("y", String(HEAD));
  const { fontFamily } = getComputedStyle(document.body);
  const { text: ink, background } = themeColours();
  const text = (y: number, content: string, size: number, weight: number) =>
    element(
      "text",
      { x: SIDE, y, fill: ink, "font-family": fontFamily, "font-size": size, "font-weight": weight },
      content,
    );
  const file = element("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": words });
  file.append(
    element("title", {}, title),
    element("desc", {}, words),
    element("rect", { width, height, fill: background }),
    text(25, title, 14, 600),
    inner,
    ...lines.map((line, index) => text(HEAD + chartHeight + FOOT + (index + 0.75) * LINE, line, 11.5, 400)),
  );
  return serializedSvg(new XMLSerializer(), file);
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, content?: string): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (content !== undefined) made.textContent = content;
  return made;
}

/** Mixed colours are computed to a form that few programs know besides browsers. */
function portable(value: string): string {
  return value.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)/g, (_, r, g, b, alpha) => {
    const channels = [r, g, b].map((channel) => Math.round(Number(channel) * 255)).join(", ");
    return alpha === undefined ? `rgb(${channels})` : `rgba(${channels}, ${alpha})`;
  });
}

/** The same as a `data:` address of a PNG, in twice the size. */
export async function chartPng(chart: SVGSVGElement, title: string, words: string): Promise<PngAddress> {
  const image = new Image();
  image.src = svgAddress(chartSvg(chart, title, words));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * PIXELS_PER_PIXEL;
  canvas.height = image.naturalHeight * PIXELS_PER_PIXEL;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return `data:image/png;base64,${canvas.toDataURL("image/png").split(",")[1] ?? ""}`;
}
