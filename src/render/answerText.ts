import * as l10n from "@vscode/l10n";
import type { Answer, SeenNumber } from "../diagnosis/answer";
import type { Claim } from "../diagnosis/claim";
import { answerValue } from "./answerNumbers";
import { answerSigns } from "./answerSigns";
import { callName } from "./callName";
import { claimText } from "./claimText";
import { listed, sentence } from "./sentences";
import { uncheckedText } from "./uncheckedText";

/** `≠ CrossEntropyLoss(probs, labels) = 1.7217 — softmax applied twice: probs are already probabilities.` */
export function answerHeadline(answer: Answer): string {
  const sign = answerSigns[answer.verdict];
  const call = `${sign}${sign && " "}${callName(answer)}`;
  const value = answerValue(answer);
  const valued = value === undefined ? call : `${call} = ${value}`;
  const message = answerMessage(answer);
  if (answer.verdict === "right" && answer.claim === undefined) return valued;
  return answer.verdict === "unsure" && answer.claim === undefined ? `${valued}: ${message}` : `${valued} — ${message}`;
}

/** What happens and what to do, in one or two sentences; empty where all is right. Where it is so of one visit alone, of which. */
export function answerMessage(answer: Answer): string {
  const text = messageOf(answer);
  const visit = answer.visits?.leading;
  return text === "" || visit === undefined ? text : l10n.t("visit {0}: {1}", visit + 1, text);
}

/** The same in a line of its own, not behind the call. */
export function answerSentence(answer: Answer): string {
  return capitalised(answerMessage(answer), answer);
}

function messageOf(answer: Answer): string {
  const { exception, claim, unchecked, verdict } = answer;
  const because = claim === undefined ? "" : claimText(claim, answer);
  if (exception !== undefined && verdict === "raises") {
    const raised = sentence(`${exception.type}: ${firstLine(exception.message)}`);
    return because === "" ? raised : `${raised} ${sentence(capitalised(because, answer))}`;
  }
  // Which logarithm was taken stands in the code; whether it is meant, does not.
  const isDoubt = verdict === "unsure" && !(claim?.cause === "in-bits" && claim.facts.base !== undefined);
  if (because !== "") return isDoubt ? sentence(l10n.t("perhaps {0}", because)) : sentence(because);
  const [first] = unchecked;
  return first === undefined ? "" : uncheckedText(first, answer);
}

/** A sentence of words begins with a capital; a name in code stays as it is. */
function capitalised(text: string, { input, target }: Answer): string {
  const named = [input, target].some((argument) =>
    [argument.text, argument.name].some((name) => name !== undefined && text.startsWith(`${name} `)),
  );
  return /^\p{Ll}+ /u.test(text) && !named ? text[0].toUpperCase() + text.slice(1) : text;
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0];
}

/** `0.9048 is CrossEntropyLoss(label_smoothing=0.1)` */
export function seenText({ text, by }: SeenNumber): string {
  return by === undefined ? l10n.t("{0}: nothing here gives that number.", text) : l10n.t("{0} is {1}", text, by.code);
}

/** Whether a number near a call is worth a word: something else than what the call itself prints gives it. */
export function isNews({ by }: SeenNumber): boolean {
  return by !== undefined && by.kind !== "same" && by.kind !== "float32" && by.kind !== "earlier";
}

const SHORT = 70;

/** `≠ 1.7217, softmax applied twice`: a call beside its own code, in a few words. Undefined where nothing is known of it. */
export function answerInShort(answer: Answer): string | undefined {
  const { verdict, claim, exception } = answer;
  const value = answerValue(answer);
  const what =
    exception !== undefined && verdict === "raises"
      ? `${exception.type}: ${firstLine(exception.message)}`
      : claim === undefined
        ? ""
        : firstClause(
            verdict === "unsure" ? l10n.t("perhaps {0}", claimText(claim, answer)) : claimText(claim, answer),
          );
  const words = [value ?? "", what.length > SHORT ? `${what.slice(0, SHORT - 1)}…` : what].filter(
    (each) => each !== "",
  );
  return words.length === 0 ? undefined : [answerSigns[verdict], listed(words)].join(" ").trim();
}

/** What it is, without why and what to do. */
function firstClause(text: string): string {
  // In Chinese they end without a space. The size of an array in brackets ends nothing.
  return /^[^:：]*?(?=: |\. | \((?!\d+[ )])|：|。|（(?!\d+[ ）]))/.exec(text)?.[0] ?? text;
}

/** What stands at the place that a mistake comes from. */
export function relatedText({ cause }: Claim): string {
  if (/softmax/.test(cause)) return l10n.t("softmax is applied here");
  if (/sigmoid/.test(cause)) return l10n.t("sigmoid is applied here");
  return l10n.t("the values come from here");
}
