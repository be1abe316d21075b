import * as l10n from "@vscode/l10n";
import type { PasteAnswer, PasteLeftOut, Said } from "../paste/pasteAnswer";
import type { Frame } from "../paste/traceback";
import { answerHeadline, fixText, seenText } from "./answerText";
import { escapeMarkdown, pictureMarkdown } from "./hover";
import type { ChartColours, Picture } from "./lossBars";
import { leftOutText, pasteFixes, pasteLines, pasteMessage } from "./pasteText";
import { trainingCurve } from "./trainingCurve";

/** More than this is nobody's question. */
const MOST_SAID = 12;

/**
 * The answer to a pasted text as Markdown, the first in bold; `linkOf` gives the uri of a line of a traceback, where there is one. With
 * colours a log has its curve.
 */
export function askedMarkdown(
  { order, leftOut }: { readonly order: readonly Said[]; readonly leftOut: PasteLeftOut },
  linkOf: (frame: Frame) => string | undefined,
  colours?: ChartColours,
): string {
  const blocks = order.slice(0, MOST_SAID).flatMap((said, index) => {
    const curve = colours && curveOf(said, colours);
    return [blockOf(said, index === 0, linkOf), ...(curve === undefined ? [] : [pictureMarkdown(curve)])];
  });
  if (order.length > MOST_SAID) blocks.push(l10n.t("… and {0} more", order.length - MOST_SAID));
  blocks.push(...leftOutText(leftOut).map(escapeMarkdown));
  return `${blocks.join("\n\n")}\n`;
}

/** The losses of a log: where two courses are told apart, both. */
function curveOf(said: Said, colours: ChartColours): Picture | undefined {
  if (said.kind === "call" || said.answer.says.kind !== "log") return undefined;
  const { facts, series } = said.answer.says;
  const shown = facts.kind === "overfit" ? [facts.train, facts.validation] : series === undefined ? [] : [series];
  return trainingCurve(shown, colours);
}

function blockOf(said: Said, isFirst: boolean, linkOf: (frame: Frame) => string | undefined): string {
  const head = said.kind === "call" ? answerHeadline(said.call) : pasteMessage(said.answer);
  const title = isFirst ? `**${escapeMarkdown(head)}**` : escapeMarkdown(head);
  const more =
    said.kind === "call"
      ? [
          ...said.call.fixes.map((fix) => escapeMarkdown(fixText(fix))),
          ...said.call.seen.map((seen) => escapeMarkdown(seenText(seen))),
        ]
      : [...pasteFixes(said.answer).map(code), ...pasteLines(said.answer).map(code), ...frameLink(said.answer, linkOf)];
  return [title, ...more.map((line) => `- ${line}`)].join("\n\n");
}

function frameLink({ says }: PasteAnswer, linkOf: (frame: Frame) => string | undefined): readonly string[] {
  const frame = says.kind === "exception" || says.kind === "unknownException" ? says.frame : undefined;
  const uri = frame && linkOf(frame);
  return frame === undefined || uri === undefined
    ? []
    : [`[${escapeMarkdown(`${frame.file}:${frame.line}`)}](<${uri}>)`];
}

/** As code, whatever it holds. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  const ticks = "`".repeat(1 + Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length)));
  return `${ticks} ${line} ${ticks}`;
}
