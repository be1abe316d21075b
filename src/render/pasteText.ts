import * as l10n from "@vscode/l10n";
import { firstGiving } from "../engine/verdict";
import type { ArraysSays, ExceptionSays, PasteAnswer, PasteLeftOut } from "../paste/pasteAnswer";
import { codeText } from "./codeText";
import { fixedCall, method } from "./exceptions/words";
import { exceptionText } from "./exceptionText";
import { explanationName, explanationText } from "./explanationText";
import { logText, sparkline } from "./logText";
import { formatLoss, formatPrinted, formatShape } from "./numbers";
import { pipelineName } from "./pipelineText";
import { inputKindName } from "./readingText";
import { mistakeText } from "./verdictText";

/** What is said about a part of a paste: the first sentence has what it is and what to write. */
export function pasteMessage({ says }: PasteAnswer): string {
  switch (says.kind) {
    case "exception":
      return exceptionMessage(says);
    case "unknownException": {
      const { type, message } = says.exception;
      const first = message.split("\n", 1)[0].slice(0, 200);
      return sentence(
        l10n.t("{0} is not about a loss, or not one that is known here", type === "" ? first : `${type}: ${first}`),
      );
    }
    case "log": {
      const text = logText(says.facts);
      const isDoubt = "perhaps" in says.facts && says.facts.perhaps;
      return sentence(capital(isDoubt ? l10n.t("perhaps {0}", text) : text));
    }
    case "arrays":
      return arraysMessage(says);
    case "code":
      return sentence(capital(codeText(says.facts)));
    case "nothing":
      return says.empty
        ? l10n.t(
            "There is no text: paste code around a loss, what it printed, a traceback, lines of a log, or a number.",
          )
        : l10n.t(
            "There is no loss in this text: paste code around one, what it printed, a traceback, lines of a log, or a number.",
          );
  }
}

/** Sentences on what was not looked at; none where all was. */
export function leftOutText({ characters, calls, arrays }: PasteLeftOut): readonly string[] {
  return [
    ...(characters > 0 ? [l10n.t("The text is too long: its last {0} characters were not read.", characters)] : []),
    ...(calls > 0 ? [l10n.t("There are too many loss calls: the last {0} were not judged.", calls)] : []),
    ...(arrays > 0 ? [l10n.t("There are too many arrays, {0}, to look for a pair among them.", arrays)] : []),
  ];
}

function exceptionMessage(says: ExceptionSays): string {
  const { frame } = says;
  const parts = [sentence(capitalUnless(exceptionText(says), says))];
  if (frame?.line !== undefined && frame.file !== "")
    parts.push(sentence(l10n.t("Raised at {0}, line {1}", frame.file, frame.line)));
  const old = oldWords(says);
  if (old !== undefined) parts.push(sentence(old));
  return parts.join(" ");
}

/** That the words are those of an older torch, where they surely are. */
function oldWords({ understood: { until }, names }: ExceptionSays): string | undefined {
  if (until === undefined) return undefined;
  const { version, losses } = until;
  if (losses === undefined) return l10n.t("These are the words of an older torch, {0} or before", version);
  const loss = names.loss ?? losses[0];
  return losses.includes(loss) ? l10n.t("{0} words it so up to torch {1}", loss, version) : undefined;
}

/** What to write in place of the failing call, where its line is there. */
export function pasteFixes({ says }: PasteAnswer): readonly string[] {
  if (says.kind !== "exception") return [];
  const change = changes(says);
  const fixed = change && fixedCall(says, change.argument, change.text);
  return fixed === undefined ? [] : [fixed];
}

function changes(says: ExceptionSays): { readonly argument: "input" | "target"; readonly text: string } | undefined {
  const { understood } = says;
  const change = (argument: "input" | "target", call: string) => ({ argument, text: method(says, argument, call) });
  switch (understood.kind) {
    case "indexDType":
      return change("target", "long()");
    case "targetNotFloat":
    case "boolTarget":
      return change("target", "float()");
    case "probabilityDType":
      // Rows, not class numbers whose scores have lost an axis.
      return (says.targetAxes ?? 0) >= 2 ? change("target", "float()") : undefined;
    case "multiTarget":
      return says.names.loss === "CosineEmbeddingLoss" ? change("target", "squeeze(1)") : undefined;
    case "pairAxes": {
      const [own, , target] = understood.facts.shapes;
      return own.length === 1 && target.length === 2 && target[1] === 1 ? change("target", "squeeze(1)") : undefined;
    }
    case "elementDType":
      return understood.facts.expected === "float32" ? change("target", "float()") : undefined;
    default:
      return undefined;
  }
}

function arraysMessage({ report, input, target, seen }: ArraysSays): string {
  const { reference, reading } = report;
  const value = reference.kind === "reference" ? formatLoss(reference.mean) : "";
  const shape = formatShape(report.input.shape);
  const matching = firstGiving(report.pipelines);
  const name = matching === undefined ? l10n.t("the loss") : pipelineName(matching.pipeline);
  const call = `${name}(${input ?? l10n.t("the first array")}, ${target ?? l10n.t("the second")}) = ${value}`;
  const best = seen?.explained.explanations[0];
  if (seen === undefined)
    return sentence(l10n.t("{0}, read as {1} of {2}", call, inputKindName(reading.inputKind), shape));
  if (best === undefined)
    return sentence(
      l10n.t(
        "{0} on these arrays, and the {1} that was printed is something else: nothing near gives it",
        call,
        seen.metric.text,
      ),
    );
  if (best.verdict?.kind === "matches" && best.averaging === "mean" && Object.keys(best.change).length === 0)
    return sentence(l10n.t("{0}, as the {1} that was printed: that is right", call, seen.metric.text));
  const { verdict } = best;
  const named = explanationName(best);
  if (verdict?.kind === "differs") {
    return `${sentence(l10n.t("{0} is {1}: {2}", seen.metric.text, named, mistakeText(verdict.mistake)))} ${sentence(call)}`;
  }
  const why = explanationText(best, report);
  return `${sentence(l10n.t("{0} is {1}", seen.metric.text, named))} ${why === "" ? sentence(call) : why}`;
}

/** As many as the curve of a log has lines. */
const MOST_SERIES = 3;

/** Further lines: the losses of a log as a picture. */
export function pasteLines({ says }: PasteAnswer): readonly string[] {
  if (says.kind !== "log" || says.series === undefined) return [];
  const { facts, series, beside } = says;
  const shown = facts.kind === "overfit" ? [facts.train, facts.validation] : [series, ...beside];
  return shown.slice(0, MOST_SERIES).flatMap(({ name, points }) => {
    if (points.length === 0) return [];
    const [first, last] = [points[0], points[points.length - 1]].map(({ text }) => formatPrinted(text));
    return [`${name} ${sparkline(points.map(({ value }) => value))} ${first} → ${last}`];
  });
}

function sentence(clause: string): string {
  return /[.!?]$/.test(clause) ? clause : `${clause}.`;
}

/** A name in code stays as it is. */
function capitalUnless(text: string, { names }: ExceptionSays): string {
  const code = [names.input, names.target, names.call?.callee].some(
    (name) => name !== undefined && text.startsWith(name),
  );
  return code || /^(?:[a-z]+[_.(]|gather |torch |weight |softmax |softmin )/.test(text) ? text : capital(text);
}

/** The name of a series, `train_loss`, stays as it is. */
function capital(text: string): string {
  const [first] = text.split(" ", 1);
  if (first.includes("_") || first.includes("/")) return text;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
