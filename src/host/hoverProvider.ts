import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { AnswerFix } from "../diagnosis/answer";
import { answerHeadline } from "../render/answerText";
import { concernsLoss, looksUnreadable } from "../render/concernsLoss";
import { answerMarkdown, hoverMarkdown } from "../render/hover";
import { isAllSaid, isLossOf } from "../render/ownLoss";
import { inputKindName } from "../render/readingText";
import { sizeText } from "../render/size";
import { escapeMarkdown, joined, type MarkdownText, markdown } from "../render/writtenText";
import type { Report } from "../report";
import type { Place } from "../textUnit";
import { chartColours } from "./chartColours";
import { commandIds, type PlaceArgument } from "./commandIds";
import type { Evaluator, OpenPair, PairOrNothing, PlacedAnswer } from "./evaluator";
import { fixArgument, fixLink } from "./fixEdit";
import { commandLink, trusted } from "./hoverText";
import { amongNumbers, isLarge } from "./largeInput";
import { mayRunPython } from "./mayRunPython";
import { changedNameText } from "./nothingFound";
import { hoverSettings } from "./settings";
import { type OpenSheet, textPlace } from "./sheets";
import { targetLabel } from "./targetLabel";
import { arrayToPin } from "./targetPick";
import {
  lengthAround,
  lengthOf,
  type PlacedSource,
  placeLabel,
  rangeOf,
  sourceLabel,
  spanOf,
  type TextPlace,
} from "./textUnits";
import { whyUnread } from "./whyUnread";

/** Larger documents are not looked through for an array while the pointer moves over them. */
const HOVERED_DOCUMENT = 2_000_000;

/** Shows the loss of the selected array, or of the literal under the pointer, beside it. */
export class LossHoverProvider implements vscode.HoverProvider {
  readonly #evaluator: Evaluator;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  async provideHover(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.Hover | undefined> {
    const { enabled, chart } = hoverSettings(document);
    if (!enabled) return undefined;
    if (lengthAround(document) > HOVERED_DOCUMENT) return largeDocument(document, position);
    const open = await this.#evaluator.sheets.ready(document);
    if (token.isCancellationRequested) return undefined;
    const at = (selections: readonly vscode.Selection[]) => this.#evaluator.find(document, selections);
    const around = selectionsAround(document, position);
    const selected = around.length === 0 ? undefined : at(around);
    const found = selected?.kind === "pair" ? selected : at([new vscode.Selection(position, position)]);
    const marked = markedAt(document, position);
    if (found.kind !== "pair") {
      const unread = whyUnread(this.#evaluator, document, found.answers);
      return nothingHover(found, open, marked, unread) ?? logHover(document, position);
    }
    const place = found.at ?? found.input.place;
    const range = place?.document === document ? rangeOf(place) : undefined;
    if (isLarge(found.input.source)) {
      return place && new vscode.Hover(largeArray(placeArgument(place)), range);
    }
    const report = this.#evaluator.evaluate(found);
    const told = answersAt(found.answers, document, position);
    const { source } = found.input;
    const asked = selected?.kind === "pair" || found.reason === "call";
    if (report.kind === "unreadable") {
      const isText = textual.has(document.languageId);
      const isMeant = looksUnreadable(source.text, source.name) || (asked && !isText);
      // What is selected of a log is no array, and its numbers have something to say.
      if (!isMeant) return isText ? logHover(document, position) : undefined;
      const said = joined([answerLines(told, open, marked), hoverMarkdown(report, undefined, undefined)]);
      return new vscode.Hover(trusted(said, [commandIds.applyFix]), range);
    }
    const name = source.name ?? report.inputLiteral.name;
    if (!asked && !concernsLoss(report.inputLiteral, source.text, name, found.target !== undefined)) return undefined;
    const colours = chart ? chartColours() : undefined;
    const from = originText(found.input);
    const [own] = told;
    const lines = answerLines(told, open, marked);
    const said = [
      own !== undefined && isAllSaid(own.answer, report)
        ? lines
        : markdown`${lines}${hoverMarkdown(report, targetLabel(found), colours, isLossSaid(own, report))}`,
      ...(from === undefined ? [] : [escapeMarkdown(from)]),
      ...(place === undefined ? [] : [joined(actions(place, report, found), " · ")]),
    ];
    const text = trusted(joined(said, "\n\n"), Object.values(commandIds));
    text.supportHtml = true;
    return new vscode.Hover(text, range);
  }
}

const SHOWN_CHARACTERS = 60;

/** Where an array comes from that is no literal at its place: an output, or the expression that gives its values. */
function originText(input: PlacedSource): string | undefined {
  if (input.place === undefined) return input.label;
  const { source } = input;
  if (source.kind === "text" || source.cells !== undefined || source.name === undefined) return undefined;
  const expression = source.text.replace(/\s+/g, " ");
  const shown = expression.length > SHOWN_CHARACTERS ? `${expression.slice(0, SHOWN_CHARACTERS)}…` : expression;
  return l10n.t("{0} = {1}, {2}", source.name, shown, sourceLabel(input));
}

/** In a call that call alone, however many others take its arrays; over an array all of them. */
function answersAt(
  answers: readonly PlacedAnswer[],
  document: vscode.TextDocument,
  position: vscode.Position,
): readonly PlacedAnswer[] {
  const [leading] = answers;
  const place = leading?.place;
  const isIn = place?.document === document && rangeOf(place).contains(position);
  return isIn ? [leading] : answers;
}

/** Whether the first call is right and gives just the loss of the report. */
function isLossSaid(own: PlacedAnswer | undefined, report: Report): boolean {
  const value = own?.answer.verdict === "right" ? own.answer.value : undefined;
  return value !== undefined && report.kind === "evaluation" && isLossOf(value, report);
}

/** What the problems at a place say, which VS Code shows above any other hover. */
function markedAt({ uri }: vscode.TextDocument, position: vscode.Position): ReadonlySet<string> {
  const diagnostics = vscode.languages.getDiagnostics(uri);
  return new Set(diagnostics.flatMap(({ range, message }) => (range.contains(position) ? [message] : [])));
}

/** What there is to say about the code's own calls, before all else; of several each with its place. */
function answerLines(answers: readonly PlacedAnswer[], open: OpenSheet, marked: ReadonlySet<string>): MarkdownText {
  const placeName = (place: Place) => {
    const at = textPlace(open, open.sheet.home(place));
    return at && placeLabel(at);
  };
  return joined(
    answers.map(({ answer, place }) => {
      const link = (fix: AnswerFix, title: MarkdownText) => (place ? fixLink(title, fixArgument(place, fix)) : title);
      const at = answers.length > 1 && place ? markdown`${escapeMarkdown(placeLabel(place))} ` : markdown``;
      const isMarked = answers.length === 1 && marked.has(answerHeadline(answer));
      return markdown`${at}${answerMarkdown(answer, link, placeName, isMarked)}\n\n`;
    }),
  );
}

/** A call whose arrays are not known may be wrong for certain; a name that was an array once is no array to be guessed. */
function nothingHover(
  { changed, answers }: Exclude<PairOrNothing, OpenPair>,
  open: OpenSheet,
  marked: ReadonlySet<string>,
  unread: readonly string[],
): vscode.Hover | undefined {
  const reasons = unread.map((message) => markdown`$(error) ${escapeMarkdown(message)}`);
  const said = joined([...(answers.length === 0 ? [] : [answerLines(answers, open, marked)]), ...reasons], "\n\n");
  if (said.trim() !== "") return new vscode.Hover(trusted(said, [commandIds.applyFix]));
  if (answers.length > 0) return undefined;
  return changed?.wasArray ? plainHover(changedNameText(changed)) : undefined;
}

/** The selections of the document's editor, the one around the pointer first, where there is one. */
function selectionsAround(document: vscode.TextDocument, position: vscode.Position): readonly vscode.Selection[] {
  const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
  const selections = editor?.selections ?? [];
  const around = selections.some((selection) => !selection.isEmpty && selection.contains(position));
  return around ? selections : [];
}

/** Among the numbers of a large document: how large what is selected is, or the document, and the way to the panel. */
function largeDocument(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  if (!amongNumbers(document, position)) return undefined;
  const [selection] = selectionsAround(document, position);
  const uri = document.uri.toString();
  if (selection === undefined) {
    const place = { uri, offset: document.offsetAt(position), length: 0 };
    const size = sizeText(lengthOf(document));
    const text = l10n.t("A large document ({0}): its arrays are evaluated on request only.", size);
    return new vscode.Hover(onRequest(text, place));
  }
  return new vscode.Hover(largeArray({ uri, ...spanOf(document, selection) }), selection);
}

function actions(at: TextPlace, report: Report, pair: OpenPair): readonly MarkdownText[] {
  const place = placeArgument(at);
  const link = (title: MarkdownText, command: string, ...args: readonly unknown[]): MarkdownText =>
    commandLink(title, command, [place, ...args]);
  const open = link(escapeMarkdown(l10n.t("Open panel")), commandIds.evaluateSelection);
  const against = link(escapeMarkdown(l10n.t("Other targets…")), commandIds.evaluateAgainst);
  const { name } = arrayToPin(pair).source;
  const pin = link(
    escapeMarkdown(name === undefined ? l10n.t("Use as targets") : l10n.t("Use {0} as targets", name)),
    commandIds.useSelectionAsTargets,
  );
  if (report.kind !== "evaluation") return [open, against, pin];
  const other = report.readings.find(
    ({ reading, confidence }) => reading.inputKind !== report.reading.inputKind && confidence >= 0.01,
  );
  const switchKind =
    other === undefined
      ? []
      : [
          link(
            escapeMarkdown(l10n.t("Read as {0}", inputKindName(other.reading.inputKind))),
            commandIds.readAs,
            other.reading.inputKind,
          ),
        ];
  const verify = mayRunPython()
    ? [link(escapeMarkdown(l10n.t("Verify in my PyTorch")), commandIds.verifyInPython)]
    : [];
  return [open, ...switchKind, against, pin, link(escapeMarkdown(l10n.t("Copy code")), commandIds.copyCode), ...verify];
}

function plainHover(text: string): vscode.Hover {
  return new vscode.Hover(trusted(escapeMarkdown(text)));
}

function largeArray(place: PlaceArgument): vscode.MarkdownString {
  return onRequest(l10n.t("A large array ({0}): evaluated on request only.", sizeText(place.length)), place);
}

function onRequest(text: string, place: PlaceArgument): vscode.MarkdownString {
  const open = commandLink(escapeMarkdown(l10n.t("Open panel")), commandIds.evaluateSelection, [place]);
  return trusted(markdown`${escapeMarkdown(text)} ${open}`, [commandIds.evaluateSelection]);
}

function placeArgument({ document, span }: TextPlace): PlaceArgument {
  return { uri: document.uri.toString(), offset: span.offset, length: span.length };
}

const textual: ReadonlySet<string> = new Set(["log", "plaintext", "code-text-binary", "Log"]);

/** What the number of a log under the pointer stands for. */
async function logHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
  const isLog = textual.has(document.languageId);
  if (!isLog && document.getWordRangeAtPosition(position, /\d[\d.]*/) === undefined) return undefined;
  const { commentHover, numberHover } = await import("./explainedText");
  return isLog ? numberHover(document, position) : commentHover(document, position);
}
