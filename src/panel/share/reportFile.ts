import * as l10n from "@vscode/l10n";
import {
  escapeHtml,
  escapeMarkdown,
  type HtmlText,
  html,
  joined,
  type MarkdownText,
  markdown,
  markdownLink,
  markdownPicture,
  type SvgText,
} from "../../render/writtenText";
import type { PageColours } from "../charts/chartFile";
import type { SharedReport } from "./sharedReport";

/** A chart as a file of its own, with what it shows in words. */
export interface ReportPicture {
  readonly svg: SvgText;
  readonly words: string;
}

/** A report as Markdown, its pictures as addresses that hold them. */
export function reportMarkdown(report: SharedReport, pictures: readonly ReportPicture[]): MarkdownText {
  const { title, arrays, link, calls, loss, pipelines, samples } = report;
  const text = escapeMarkdown;
  const list = (items: readonly string[]) =>
    joined(
      items.map((item) => markdown`- ${text(item)}`),
      "\n",
    );
  const row = (cells: readonly string[]) => markdown`| ${joined(cells.map(text), " | ")} |`;
  const rule = markdown`| ${joined(
    samples.head.map(() => markdown`---:`),
    " | ",
  )} |`;
  const blocks: readonly MarkdownText[] = [
    markdown`# ${text(title)}`,
    list(arrays),
    ...(link === undefined ? [] : [markdownLink(text(l10n.t("Open in VS Code")), link)]),
    ...calls.flatMap(({ place, code, message, fixes }) => {
      const head = markdown`**${text(code)}** (${text(place)})`;
      return [
        message === "" ? head : markdown`${head}  \n${text(message)}`,
        ...(fixes.length > 0 ? [list(fixes)] : []),
      ];
    }),
    ...loss.map(text),
    ...(pipelines.length > 0
      ? [
          markdown`## ${text(l10n.t("These give your loss"))}`,
          joined(
            pipelines.map(({ code, value }) => markdown`- ${text(code)}: ${text(value)}`),
            "\n",
          ),
        ]
      : []),
    ...pictures.map(({ svg, words }) => markdownPicture(svg, words)),
    markdown`## ${text(samples.title)}`,
    joined([row(samples.head), rule, ...samples.rows.map(row)], "\n"),
  ];
  return markdown`${joined(blocks, "\n\n")}\n`;
}

const STYLE = html`body{font:14px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em}
code{font-family:ui-monospace,monospace}h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}a{color:inherit}
table{border-collapse:collapse;font-family:ui-monospace,monospace}td,th{text-align:right;padding:3px 12px 3px 0;border-bottom:1px solid color-mix(in srgb,currentColor 20%,transparent)}
svg{max-width:100%;height:auto}.loss{font-size:1.2em}`;

/** A report as one page without a script or anything from elsewhere; its pictures are SVG as this panel has drawn them, in their theme's colours. */
export function reportHtml(
  report: SharedReport,
  pictures: readonly ReportPicture[],
  { text, background }: PageColours,
): HtmlText {
  const { title, arrays, link, calls, loss, pipelines, samples } = report;
  const nothing = html``;
  const list = (items: readonly string[]) =>
    items.length === 0 ? nothing : html`<ul>${joined(items.map((item) => html`<li>${escapeHtml(item)}</li>`))}</ul>`;
  const head = samples.head.map((cell) => html`<th>${escapeHtml(cell)}</th>`);
  const row = (cells: readonly string[]) =>
    html`<tr>${joined(cells.map((cell) => html`<td>${escapeHtml(cell)}</td>`))}</tr>`;
  const callParts = calls.map(
    ({ place, code, message, fixes }) =>
      html`<p><code>${escapeHtml(code)}</code> (${escapeHtml(place)})<br>${escapeHtml(message)}</p>${list(fixes)}`,
  );
  const open = link && html`<p><a href="${escapeHtml(link)}">${escapeHtml(l10n.t("Open in VS Code"))}</a></p>`;
  const giving = pipelines.map(({ code, value }) => `${code}: ${value}`);
  const losses = loss.map((line) => html`<p class="loss">${escapeHtml(line)}</p>`);
  return html`<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body style="color:${escapeHtml(text)};background:${escapeHtml(background)}">
<h1>${escapeHtml(title)}</h1>
${list(arrays)}
${open || nothing}
${joined(callParts, "\n")}
${joined(losses, "\n")}
${giving.length === 0 ? nothing : html`<h2>${escapeHtml(l10n.t("These give your loss"))}</h2>${list(giving)}`}
${joined(
  pictures.map(({ svg }) => svg),
  "\n",
)}
<h2>${escapeHtml(samples.title)}</h2>
<table><thead><tr>${joined(head)}</tr></thead><tbody>${joined(samples.rows.map(row))}</tbody></table>
</body></html>
`;
}
