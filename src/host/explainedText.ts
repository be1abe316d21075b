import * as vscode from "vscode";
import { askText } from "../ask";
import { understand } from "../paste/exceptions/understand";
import { numberAt } from "../paste/numberAt";
import type { PasteSaid } from "../paste/pasteAnswer";
import { printedExceptions, type TracebackFrame } from "../paste/traceback";
import { askedMarkdown } from "../render/pasteMarkdown";
import { pasteMessage } from "../render/pasteText";
import { escapeMarkdown, type MarkdownText } from "../render/writtenText";
import { chartColours } from "./chartColours";
import { trusted } from "./hoverText";

/** What is said about a text that a person pasted, as a page; loaded when the first is asked for. */
export async function explained(text: string): Promise<MarkdownText> {
  const asked = askText(text);
  const links = await frameUris(asked.order);
  return askedMarkdown(asked, (frame) => links.get(frame), chartColours());
}

/** The lines of tracebacks that are files of the workspace. */
async function frameUris(order: readonly PasteSaid[]): Promise<ReadonlyMap<TracebackFrame, string>> {
  const links = new Map<TracebackFrame, string>();
  for (const said of order) {
    if (said.kind === "call" || !("frame" in said.answer.says)) continue;
    const { frame } = said.answer.says;
    if (frame?.line === undefined || frame.file === "") continue;
    const path = frame.file.replaceAll("\\", "/");
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const file = path.startsWith("/") ? uri.with({ path }) : vscode.Uri.joinPath(uri, path);
      if (!file.path.startsWith(`${uri.path}/`) || !(await isFile(file))) continue;
      links.set(frame, file.with({ fragment: `L${frame.line}` }).toString());
      break;
    }
  }
  return links;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}

/** So many lines above and below a number of a log are read with it. */
const AROUND = 200;

/** What the number under the pointer stands for in a comment of a program; the line is all that is read with it. */
export function commentHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  const { text } = document.lineAt(position);
  const before = text.slice(0, Math.min(position.character, LONGEST_LINE));
  const start = /(?:^|\s)(?:#+|\/\/+|%+|--+|;+|\*)\s/.exec(before);
  if (start === null) return undefined;
  const from = start.index + start[0].length;
  const answer = numberAt(text.slice(from, from + LONGEST_LINE), position.character - from);
  if (answer?.place === undefined) return undefined;
  const [first, last] = [answer.place.start, answer.place.end].map((at) => position.with({ character: from + at }));
  return new vscode.Hover(trusted(escapeMarkdown(pasteMessage(answer))), new vscode.Range(first, last));
}

const LONGEST_LINE = 2000;

/** What the number of a log under the pointer stands for; nothing where it may be one thing as well as another. */
export function numberHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  const first = Math.max(0, position.line - AROUND);
  const around = new vscode.Range(first, 0, position.line + AROUND, 0);
  const start = document.offsetAt(around.start);
  const answer = numberAt(document.getText(around), document.offsetAt(position) - start);
  if (answer?.place === undefined) return undefined;
  const range = new vscode.Range(
    document.positionAt(start + answer.place.start),
    document.positionAt(start + answer.place.end),
  );
  return new vscode.Hover(trusted(escapeMarkdown(pasteMessage(answer))), range);
}

/** The traceback that a frame belongs to in what a terminal printed, where its exception is known. */
export function tracebackOf(frame: string, printed: string | undefined): string | undefined {
  if (printed?.includes(frame) !== true) return undefined;
  const exception = printedExceptions(printed).find(
    (each) =>
      understand(each) !== undefined &&
      each.frames.some(({ place }) => printed.slice(place.start, place.end).trim().startsWith(frame)),
  );
  return exception && printed.slice(exception.frames[0].place.start, exception.place.end);
}

/** A line that is an exception by itself, with the traceback above it where that is known. */
export function withTraceback(line: string, printed: string | undefined): string | undefined {
  const [exception] = printedExceptions(line.trim());
  if (exception === undefined || understand(exception) === undefined) return undefined;
  const whole = printed === undefined ? [] : printedExceptions(printed);
  const same = whole.findLast(({ message, type }) => type === exception.type && message.startsWith(exception.message));
  return same === undefined || printed === undefined || same.frames.length === 0
    ? line
    : printed.slice(same.frames[0].place.start, same.place.end);
}
