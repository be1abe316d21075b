import * as l10n from "@vscode/l10n";
import type { PasteAnswer, PasteLeftOut, PasteSaid } from "../paste/pasteAnswer";
import type { TracebackFrame } from "../paste/traceback";
import { answerHeadline, seenText } from "./answerText";
import type { ChartColours, Picture } from "./chartInk";
import { fixText } from "./fixText";
import { leftOutText, pasteFixes, pasteLines, pasteMessage } from "./pasteText";
import { trainingCurve } from "./trainingCurve";
import {
  escapeMarkdown,
  joined,
  type MarkdownText,
  markdown,
  markdownCode,
  markdownLink,
  markdownPicture,
} from "./writtenText";

/** More than this is nobody's question. */
const MOST_SAID = 12;

/**
 * The answer to a pasted text as Markdown, the first in bold; `linkOf` gives the uri of a line of a traceback, where there is one. With
 * colours a log has its curve.
 */
export function askedMarkdown(
  { order, leftOut }: { readonly order: readonly PasteSaid[]; readonly leftOut: PasteLeftOut },
  linkOf: (frame: TracebackFrame) => string | undefined,
  colours?: ChartColours,
): MarkdownText {
  const blocks = order.slice(0, MOST_SAID).flatMap((said, index) => {
    const curve = colours && curveOf(said, colours);
    return [
      blockOf(said, index === 0, linkOf),
      ...(curve === undefined ? [] : [markdownPicture(curve.svg, curve.alternative)]),
    ];
  });
  if (order.length > MOST_SAID) blocks.push(escapeMarkdown(l10n.t("… and {0} more", order.length - MOST_SAID)));
  blocks.push(...leftOutText(leftOut).map(escapeMarkdown));
  return markdown`${joined(blocks, "\n\n")}\n`;
}

/** The losses of a log, all that its lines have: training and validation. */
function curveOf(said: PasteSaid, colours: ChartColours): Picture | undefined {
  if (said.kind === "call" || said.answer.says.kind !== "log") return undefined;
  const { facts, series, beside, epochs } = said.answer.says;
  const shown =
    facts.kind === "overfit" ? [facts.train, facts.validation] : series === undefined ? [] : [series, ...beside];
  const isOfAll = shown.every(({ points }) => points.length === epochs?.length);
  return trainingCurve(shown, colours, isOfAll ? epochs : undefined);
}

function blockOf(
  said: PasteSaid,
  isFirst: boolean,
  linkOf: (frame: TracebackFrame) => string | undefined,
): MarkdownText {
  const head = said.kind === "call" ? answerHeadline(said.call) : pasteMessage(said.answer);
  const title = isFirst ? markdown`**${escapeMarkdown(head)}**` : escapeMarkdown(head);
  const more =
    said.kind === "call"
      ? [
          ...said.call.fixes.map((fix) => escapeMarkdown(fixText(fix, said.call))),
          ...said.call.seen.map((seen) => escapeMarkdown(seenText(seen))),
        ]
      : [
          ...pasteFixes(said.answer).map(markdownCode),
          ...pasteLines(said.answer).map(markdownCode),
          ...frameLink(said.answer, linkOf),
        ];
  return joined([title, ...more.map((line) => markdown`- ${line}`)], "\n\n");
}

function frameLink(
  { says }: PasteAnswer,
  linkOf: (frame: TracebackFrame) => string | undefined,
): readonly MarkdownText[] {
  const frame = says.kind === "exception" || says.kind === "unknownException" ? says.frame : undefined;
  const uri = frame && linkOf(frame);
  return frame === undefined || uri === undefined
    ? []
    : [markdownLink(escapeMarkdown(`${frame.file}:${frame.line}`), uri)];
}
