import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { fileProblemText, shortName, storedTypeText } from "../render/fileText";
import { formatCount, formatShape, formatShort } from "../render/numbers";
import { escapeHtml, type HtmlText, html, joined } from "../render/writtenText";
import type { ArrayFile, FileArray } from "../sources/arrayFile";
import type { ReadStatistics } from "../sources/statistics";
import { commandIds } from "./commandIds";
import type { FileArgument } from "./fileArrays";
import { arrayName, baseName } from "./openFile";

interface Page {
  readonly uri: vscode.Uri;
  /** The file, or why it cannot be read. */
  readonly file: ArrayFile | string;
  readonly statistics: ReadonlyMap<FileArray, ReadStatistics>;
  readonly style: string;
  /** Where the page may load its style sheet from. */
  readonly source: string;
}

/** The page of a file of arrays: a table, and a link for each array; no script. */
export function arrayFileHtml({ uri, file, statistics, style, source }: Page): HtmlText {
  const policy = `default-src 'none'; style-src ${source}`;
  const language = vscode.l10n.bundle === undefined ? "en" : vscode.env.language;
  return html`<!DOCTYPE html>
<html lang="${escapeHtml(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escapeHtml(baseName(uri))}</title>
  <link rel="stylesheet" href="${escapeHtml(style)}">
</head>
<body>
  <h1>${escapeHtml(baseName(uri))}</h1>
  ${typeof file === "string" ? html`<p role="alert">${escapeHtml(file)}</p>` : table(uri, file, statistics)}
</body>
</html>`;
}

function table(uri: vscode.Uri, { arrays, refused }: ArrayFile, statistics: Page["statistics"]): HtmlText {
  const heads = [
    ...[l10n.t("Array"), l10n.t("Shape"), l10n.t("Type"), l10n.t("Least"), l10n.t("Mean"), l10n.t("Greatest")],
    l10n.t("Not finite"),
  ];
  const head = joined(heads.map((text) => html`<th scope="col">${escapeHtml(text)}</th>`));
  const rows = joined(
    arrays.map((array) => row(uri, array, statistics.get(array))),
    "\n",
  );
  const others = refused.map(
    ({ name, problem }) => html`<li>${escapeHtml(shortName(name))}: ${escapeHtml(fileProblemText(problem))}</li>`,
  );
  return html`<table>
    <thead><tr>${head}<td></td></tr></thead>
    <tbody>${rows}</tbody>
  </table>
  ${others.length === 0 ? html`` : html`<ul>${joined(others)}</ul>`}`;
}

function row(uri: vscode.Uri, array: FileArray, read: ReadStatistics | undefined): HtmlText {
  const name = shortName(arrayName(uri, array));
  const argument: FileArgument = { uri: uri.toString(), array: array.name };
  const link = `command:${commandIds.evaluateFile}?${encodeURIComponent(JSON.stringify([argument]))}`;
  const facts = joined(
    [formatShape(array.shape), storedTypeText(array.type)].map((text) => html`<td>${escapeHtml(text)}</td>`),
  );
  const title = l10n.t("Evaluate losses of {0}", name);
  return html`<tr>
      <th scope="row">${escapeHtml(name)}</th>${facts}${numbers(read)}
      <td><a href="${escapeHtml(link)}" aria-label="${escapeHtml(title)}">${escapeHtml(l10n.t("Evaluate losses"))}</a></td>
    </tr>`;
}

function numbers(read: ReadStatistics | undefined): HtmlText {
  if (read === undefined) return html`<td class="number" colspan="4">…</td>`;
  if (read.kind === "notRead") return html`<td colspan="4">${escapeHtml(fileProblemText(read.problem))}</td>`;
  const { finite, min, mean, max, nan, infinite } = read;
  const shown = finite === 0 ? ["–", "–", "–"] : [min, mean, max].map(formatShort);
  const parts = [
    ...(nan === 0 ? [] : [`${formatCount(nan)} nan`]),
    ...(infinite === 0 ? [] : [`${formatCount(infinite)} inf`]),
  ];
  const cells = [...shown, parts.length === 0 ? "0" : parts.join(", ")];
  return joined(cells.map((text) => html`<td class="number">${escapeHtml(text)}</td>`));
}
