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
  "paint-order",
] as const;

const PIXELS_PER_PIXEL = 2;

/** A chart as a file of its own, in the colours of the theme. */
export function chartSvg(chart: SVGSVGElement): string {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll("*")];
  for (const [index, element] of [copy, ...copy.querySelectorAll("*")].entries()) {
    const style = getComputedStyle(originals[index]);
    for (const property of PROPERTIES) element.setAttribute(property, portable(style.getPropertyValue(property)));
    element.removeAttribute("class");
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const background = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  background.setAttribute("width", "100%");
  background.setAttribute("height", "100%");
  background.setAttribute("fill", getComputedStyle(document.body).getPropertyValue("--vscode-editor-background"));
  copy.prepend(background);
  return new XMLSerializer().serializeToString(copy);
}

/** Mixed colours are computed to a form that few programs know besides browsers. */
function portable(value: string): string {
  return value.replace(/color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)/g, (_, r, g, b, alpha) => {
    const channels = [r, g, b].map((channel) => Math.round(Number(channel) * 255)).join(", ");
    return alpha === undefined ? `rgb(${channels})` : `rgba(${channels}, ${alpha})`;
  });
}

/** The same as a `data:` address of a PNG, in twice the size. */
export async function chartPng(chart: SVGSVGElement): Promise<string> {
  const bytes = new TextEncoder().encode(chartSvg(chart));
  const image = new Image();
  image.src = `data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = chart.width.baseVal.value * PIXELS_PER_PIXEL;
  canvas.height = chart.height.baseVal.value * PIXELS_PER_PIXEL;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png");
}
