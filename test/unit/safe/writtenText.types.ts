/** Each line that hands a raw text to what writes it is refused by the compiler; writtenText.test.ts compiles this file. */

import type { JudgedEdit } from "../../../src/diagnosis/answer";
import type { copyText } from "../../../src/host/copyText";
import type { workspaceEditOf } from "../../../src/host/fixEdit";
import type { commandLink, trusted } from "../../../src/host/hoverText";
import type { saveFile } from "../../../src/host/saveFile";
import type { OpenSheet } from "../../../src/host/sheets";
import type { FromPanel } from "../../../src/protocol";
import type { tensorLine } from "../../../src/render/pytorchTensors";
import type { NumberEdit, NumberText } from "../../../src/render/writeBack";
import {
  escapeHtml,
  escapeMarkdown,
  html,
  markdown,
  markdownPicture,
  python,
  pythonString,
  svg,
  type WrittenText,
} from "../../../src/render/writtenText";
import type { Tensor } from "../../../src/tensor/tensor";

interface Writers {
  readonly copy: typeof copyText;
  readonly save: typeof saveFile;
  readonly hover: typeof trusted;
  readonly link: typeof commandLink;
  readonly line: typeof tensorLine;
  readonly edit: typeof workspaceEditOf;
}

export function refused(
  raw: string,
  tensor: Tensor,
  { copy, save, hover, link, line, edit }: Writers,
  open: OpenSheet,
): void {
  // @ts-expect-error: the clipboard takes written texts alone
  copy(raw, "code");
  // @ts-expect-error: a file likewise
  save("report.html", raw, undefined);
  // @ts-expect-error: a hover takes Markdown
  hover(raw);
  // @ts-expect-error: Python is no Markdown
  hover(pythonString(raw));
  // @ts-expect-error: nor is HTML
  hover(escapeHtml(raw));
  // @ts-expect-error: a link's title is Markdown
  link(raw, "command", []);
  // @ts-expect-error: a name in a program is Python
  line(raw, tensor);
  // @ts-expect-error: a raw text in a program
  python`loss = ${raw}`;
  // @ts-expect-error: Markdown in a program
  python`loss = ${escapeMarkdown(raw)}`;
  // @ts-expect-error: a raw text in Markdown
  markdown`**${raw}**`;
  // @ts-expect-error: a raw text in a page
  html`<p>${raw}</p>`;
  // @ts-expect-error: a raw text in a picture
  svg`<text>${raw}</text>`;
  // @ts-expect-error: a raw text as a picture
  markdownPicture(raw, "bars");
  // @ts-expect-error: a template that is none
  python(raw);
  // @ts-expect-error: what the panel asks to be copied
  const message: FromPanel = { type: "copy", text: raw, what: "code" };
  const place = { unit: 0, start: 0, end: 1 };
  // @ts-expect-error: an edit of a person's code that was not carried out and judged
  edit(open, [{ place, text: raw }]);
  // @ts-expect-error: nor is any Python one that was, in its place
  const judged: JudgedEdit = { place, text: `x + ${raw}` };
  // @ts-expect-error: what is written back into an array is a number
  const number: NumberEdit = { offset: 0, length: 1, text: raw };
  // @ts-expect-error: and no other language
  const digits: NumberText = pythonString(raw);
  const argument = "input";
  // @ts-expect-error: what the panel asks to be written back
  const back: FromPanel = { type: "writeBack", snapshot: 1, edits: [{ argument, offset: 0, length: 1, text: raw }] };
  // @ts-expect-error: and a raw text is no written one
  const text: WrittenText = raw;
  void [message, judged, number, digits, back, text];
}

/** What is encoded goes everywhere that takes its language. */
export function taken(raw: string, tensor: Tensor, { copy, save, hover, link, line }: Writers): void {
  copy(python`loss = ${pythonString(raw)}`, "code");
  save("report.html", html`<p>${escapeHtml(raw)}</p>`, undefined);
  hover(markdown`**${escapeMarkdown(raw)}**`);
  link(escapeMarkdown(raw), "command", []);
  line(python`x`, tensor);
}
