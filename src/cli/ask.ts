import { parseArgs } from "node:util";
import { type Asked, askJson, askText } from "../ask";
import type { PasteSaid } from "../paste/pasteAnswer";
import { leftOutText } from "../render/pasteText";
import { saidLines } from "../render/saidText";
import { wrongUsage } from "./check";
import { decodeText } from "./decodeText";
import { readBytes } from "./readBytes";
import type { Output } from "./run";
import { renderLines, type Style, type TerminalLine } from "./terminal";

const LARGEST = 20_000_000;

/** `loss-lens ask [FILE]`: anything that a person would paste into a forum. Total. */
export function runAsk(argv: readonly string[], colours: boolean): Output {
  const command = readAskCommand(argv);
  if (typeof command === "string") return wrongUsage(command);
  const { path, json } = command;
  const name = path === "-" ? "standard input" : path;
  const read = readPath(path);
  if (typeof read !== "string") {
    return { out: "", error: renderLines([[`loss-lens: ${name} ${read.message}`]], false), status: 2 };
  }
  const asked = askText(read, name);
  const status = asked.order.some(isWrong) ? 1 : 0;
  if (json) return { out: `${JSON.stringify(askJson(asked), undefined, 2)}\n`, error: "", status };
  return { out: renderLines(linesOf(asked), colours), error: "", status };
}

function isWrong(said: PasteSaid): boolean {
  const { verdict } = said.kind === "call" ? said.call : said.answer;
  return verdict === "wrong" || verdict === "raises";
}

/** More than this is nobody's question. */
const MOST_SAID = 12;

/** The first is the answer; the rest stand below it. */
function linesOf({ order, leftOut }: Asked): readonly TerminalLine[] {
  const lines: TerminalLine[] = [];
  for (const said of order.slice(0, MOST_SAID)) {
    const [head, ...more] = saidLines(said);
    lines.push([{ text: head, style: styleOf(said) }], ...more.map((text): TerminalLine => [text]));
  }
  if (order.length > MOST_SAID) lines.push([`… and ${order.length - MOST_SAID} more`]);
  lines.push(...leftOutText(leftOut).map((text): TerminalLine => [{ text, style: "warning" }]));
  return lines;
}

function styleOf(said: PasteSaid): Style {
  const { verdict } = said.kind === "call" ? said.call : said.answer;
  if (verdict === "raises") return "bad";
  if (verdict === "wrong") return "warning";
  return verdict === "right" ? "good" : "bold";
}

function readPath(path: string): string | { readonly message: string } {
  const bytes = readBytes(path, LARGEST);
  if ("kind" in bytes) return bytes;
  const decoded = decodeText(bytes);
  return decoded.kind === "problem" ? decoded : decoded.text;
}

function readAskCommand(argv: readonly string[]): { readonly path: string; readonly json: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: "boolean" } },
    });
    if (positionals.length > 1) return `ask takes one file; “${positionals[1]}” is one too many`;
    return { path: positionals[0] ?? "-", json: values.json ?? false };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
