import * as l10n from "@vscode/l10n";
import { escapeMarkdown } from "../../render/hover";
import type { SharedReport } from "./sharedReport";

/** A chart as a file of its own, with what it shows in words. */
export interface ReportPicture {
  readonly svg: string;
  readonly words: string;
}

/** A report as Markdown, its pictures as addresses that hold them. */
export function reportMarkdown(report: SharedReport, pictures: readonly ReportPicture[]): string {
  const { title, arrays, link, calls, loss, pipelines, samples } = report;
  const text = escapeMarkdown;
  const row = (cells: readonly string[]) => `| ${cells.map(text).join(" | ")} |`;
  return `${[
    `# ${text(title)}`,
    arrays.map((array) => `- ${text(array)}`).join("\n"),
    ...(link === undefined ? [] : [`[${text(l10n.t("Open in VS Code"))}](<${link}>)`]),
    ...calls.flatMap(({ place, code, message, fixes }) => [
      [`**${text(code)}** (${text(place)})`, text(message)].filter(Boolean).join("  \n"),
      ...(fixes.length > 0 ? [fixes.map((fix) => `- ${text(fix)}`).join("\n")] : []),
    ]),
    ...loss.map(text),
    ...(pipelines.length > 0
      ? [
          `## ${text(l10n.t("These give your loss"))}`,
          pipelines.map(({ code, value }) => `- ${text(code)}: ${text(value)}`).join("\n"),
        ]
      : []),
    ...pictures.map(({ svg, words }) => `![${text(words)}](data:image/svg+xml;base64,${base64(svg)})`),
    `## ${text(samples.title)}`,
    [row(samples.head), `| ${samples.head.map(() => "---:").join(" | ")} |`, ...samples.rows.map(row)].join("\n"),
  ].join("\n\n")}\n`;
}

function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}

const STYLE = `body{font:14px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1f1f1f;background:#fff}
code{font-family:ui-monospace,monospace}h1{font-size:1.4em}h2{font-size:1.1em;margin-top:2em}
table{border-collapse:collapse;font-family:ui-monospace,monospace}td,th{text-align:right;padding:3px 12px 3px 0;border-bottom:1px solid #ddd}
svg{max-width:100%;height:auto}.loss{font-size:1.2em}`;

/** A report as one page without a script or anything from elsewhere; its pictures are SVG as this panel has drawn them. */
export function reportHtml(report: SharedReport, pictures: readonly ReportPicture[]): string {
  const { title, arrays, link, calls, loss, pipelines, samples } = report;
  const list = (items: readonly string[]) =>
    items.length === 0 ? "" : `<ul>${items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
  const row = (tag: "td" | "th", cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const callParts = calls.map(
    ({ place, code, message, fixes }) =>
      `<p><code>${escapeHtml(code)}</code> (${escapeHtml(place)})<br>${escapeHtml(message)}</p>${list(fixes)}`,
  );
  return `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
<h1>${escapeHtml(title)}</h1>
${list(arrays)}
${link === undefined ? "" : `<p><a href="${escapeHtml(link)}">${escapeHtml(l10n.t("Open in VS Code"))}</a></p>`}
${callParts.join("\n")}
${loss.map((line) => `<p class="loss">${escapeHtml(line)}</p>`).join("\n")}
${pipelines.length === 0 ? "" : `<h2>${escapeHtml(l10n.t("These give your loss"))}</h2>${list(pipelines.map(({ code, value }) => `${code}: ${value}`))}`}
${pictures.map(({ svg }) => svg).join("\n")}
<h2>${escapeHtml(samples.title)}</h2>
<table><thead>${row("th", samples.head)}</thead><tbody>${samples.rows.map((cells) => row("td", cells)).join("")}</tbody></table>
</body></html>
`;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}
