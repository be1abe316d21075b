import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { fileProblemText, shortName, storedTypeText } from "../render/fileText";
import { formatCount, formatShape, formatShort } from "../render/numbers";
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
export function arrayFileHtml({ uri, file, statistics, style, source }: Page): string {
  const policy = `default-src 'none'; style-src ${source}`;
  const language = vscode.l10n.bundle === undefined ? "en" : vscode.env.language;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${escaped(baseName(uri))}</title>
  <link rel="stylesheet" href="${escaped(style)}">
</head>
<body>
  <h1>${escaped(baseName(uri))}</h1>
  ${typeof file === "string" ? `<p role="alert">${escaped(file)}</p>` : table(uri, file, statistics)}
</body>
</html>`;
}

function table(uri: vscode.Uri, { arrays, refused }: ArrayFile, statistics: Page["statistics"]): string {
  const heads = [
    ...[l10n.t("Array"), l10n.t("Shape"), l10n.t("Type"), l10n.t("Least"), l10n.t("Mean"), l10n.t("Greatest")],
    l10n.t("Not finite"),
  ];
  const head = heads.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
  const rows = arrays.map((array) => row(uri, array, statistics.get(array))).join("\n");
  const others = refused.map(
    ({ name, problem }) => `<li>${escaped(shortName(name))}: ${escaped(fileProblemText(problem))}</li>`,
  );
  return `<table>
    <thead><tr>${head}<td></td></tr></thead>
    <tbody>${rows}</tbody>
  </table>
  ${others.length === 0 ? "" : `<ul>${others.join("")}</ul>`}`;
}

function row(uri: vscode.Uri, array: FileArray, read: ReadStatistics | undefined): string {
  const name = shortName(arrayName(uri, array));
  const argument: FileArgument = { uri: uri.toString(), array: array.name };
  const link = `command:${commandIds.evaluateFile}?${encodeURIComponent(JSON.stringify([argument]))}`;
  const facts = [formatShape(array.shape), storedTypeText(array.type)]
    .map((text) => `<td>${escaped(text)}</td>`)
    .join("");
  const title = l10n.t("Evaluate losses of {0}", name);
  return `<tr>
      <th scope="row">${escaped(name)}</th>${facts}${numbers(read)}
      <td><a href="${escaped(link)}" aria-label="${escaped(title)}">${escaped(l10n.t("Evaluate losses"))}</a></td>
    </tr>`;
}

function numbers(read: ReadStatistics | undefined): string {
  if (read === undefined) return '<td class="number" colspan="4">…</td>';
  if (read.kind === "notRead") return `<td colspan="4">${escaped(fileProblemText(read.problem))}</td>`;
  const { finite, min, mean, max, nan, infinite } = read;
  const shown = finite === 0 ? ["–", "–", "–"] : [min, mean, max].map(formatShort);
  const parts = [
    ...(nan === 0 ? [] : [`${formatCount(nan)} nan`]),
    ...(infinite === 0 ? [] : [`${formatCount(infinite)} inf`]),
  ];
  return [...shown, parts.length === 0 ? "0" : parts.join(", ")]
    .map((text) => `<td class="number">${escaped(text)}</td>`)
    .join("");
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
