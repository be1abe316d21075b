import * as l10n from "@vscode/l10n";
import type { Answer, AnswerFix, FixTitle, SeenNumber, Unchecked } from "../diagnosis/answer";
import type { Claim } from "../diagnosis/claim";
import { losses } from "../engine/losses/losses";
import { isForeign } from "../frameworks/framework";
import { answerValue, areOfSeveral, valueText } from "./answerNumbers";
import { answerSigns } from "./answerSigns";
import { claimText } from "./claimText";
import { expectedText, questionText } from "./questionText";
import { inputKindName } from "./readingText";
import { sentence } from "./sentences";

/** `CrossEntropyLoss(probs, labels)`: the loss by its name, the arrays as they are written. */
export function callName({ loss, input, target, text, framework, visits }: Answer): string {
  const name = loss === "SigmoidFocalLoss" ? "sigmoid_focal_loss" : loss;
  if (visits !== undefined && areOfSeveral(visits)) return shortened(text) ?? name;
  // Two of three arrays would look like a call that nobody wrote.
  const all = takesThree.has(loss) ? argumentList(text) : undefined;
  if (all !== undefined) return `${name}(${shortened(all)})`;
  // Some frameworks take the targets first.
  const isTargetFirst = isForeign(framework) && input.place && target.place && target.place.start < input.place.start;
  const [first, second] = (isTargetFirst ? [target, input] : [input, target]).map((argument) =>
    shortened(argument.text),
  );
  return first === undefined || second === undefined ? (shortened(text) ?? name) : `${name}(${first}, ${second})`;
}

const takesThree: ReadonlySet<string> = new Set(
  Object.entries(losses).flatMap(([name, { signature }]) => (signature.arguments.length > 2 ? [name] : [])),
);

/** What stands between the last pair of parentheses: `a, p, n` of `nn.TripletMarginLoss(margin=2)(a, p, n)`. */
function argumentList(text: string): string | undefined {
  // A parenthesis in a string is none.
  const bare = text.replaceAll(/"[^"\n]*"|'[^'\n]*'/g, (string) => "_".repeat(string.length));
  if (!bare.endsWith(")") || bare.includes("#")) return undefined;
  let depth = 0;
  for (let at = bare.length - 1; at >= 0; at--) {
    if (bare[at] === ")") depth++;
    if (bare[at] === "(" && --depth === 0) return text.slice(at + 1, -1);
  }
  return undefined;
}

const LONGEST = 40;

function shortened(text: string | undefined): string | undefined {
  const line = text?.replaceAll(/\s+/g, " ");
  return line !== undefined && line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

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

/** What could not be checked, and why. */
export function uncheckedText(unchecked: Unchecked, { input, target, loss }: Answer): string {
  switch (unchecked.kind) {
    case "argument":
    case "option": {
      const what = shortened(unchecked.text) ?? unchecked.parameter;
      const name = shortened(unchecked.name);
      switch (unchecked.reason) {
        case "parameter":
          return l10n.t("the values of {0} come in as a parameter.", what);
        case "call":
          return name === undefined
            ? l10n.t("the values of {0} are computed by a call that is not read.", what)
            : l10n.t("the values of {0} are computed by {1}, which is not read.", what, name);
        case "import":
          return l10n.t("the values of {0} come from another file.", what);
        case "undefined":
          return l10n.t("{0} is not defined in this file.", name ?? what);
        case "random":
          return l10n.t("the values of {0} are random.", what);
        case "branch":
          return l10n.t("the values of {0} depend on a branch.", what);
        case "loop":
          return l10n.t("the values of {0} change in a loop.", what);
        case "changed":
          return l10n.t("{0} is changed by something that is not read.", what);
        case "budget":
          return l10n.t("the file is too long to be followed up to {0}.", what);
        case "attribute":
        case "expression":
          return l10n.t("the values of {0} are not read.", what);
      }
      break;
    }
    case "moreArrays":
      return unchecked.loss === "CTCLoss"
        ? l10n.t(
            "CTCLoss needs more than two arrays: log-probabilities (T, N, C), targets, and the lengths of both. It sums over all alignments and is not computed here.",
          )
        : l10n.t(
            "LinearCrossEntropyLoss needs more than two arrays: it multiplies its input by a weight of its own before the cross-entropy. Its loss is CrossEntropyLoss of F.linear(input, linear_weight).",
          );
    case "loss":
      return l10n.t("this loss is not computed here.");
    case "pairs":
      return l10n.t("this loss compares the samples of a batch with one another, which needs more than two arrays.");
    case "notFinite":
      return Number.isNaN(unchecked.value) ? l10n.t("the loss is nan.") : l10n.t("the loss is infinite.");
    case "rounding":
      return l10n.t("the loss depends on how the program rounds, which the digits in the code do not tell.");
    case "distances":
      return l10n.t("some values of {0} are below 0, and distances never are.", input.text ?? "input");
    case "shapes":
      return l10n.t("the arrays have different shapes, and are spread to a common one.");
    case "reading": {
      const [either, or] = [unchecked.either, unchecked.or].map((kind) =>
        kind === "values" ? "" : inputKindName(kind),
      );
      return l10n.t("the values of {0} could be {1} or {2}.", input.text ?? "input", either, or);
    }
    case "softmaxAxis":
      return l10n.t(
        "whether the classes are along dim {0}, where the softmax runs, or along the last one, the code does not tell.",
        unchecked.dim,
      );
    case "elementMean":
      return l10n.t('reduction="mean" divides by all elements; the divergence is reduction="batchmean".');
    case "formula":
      return l10n.t("what is written out is neither the mean nor the sum of a {0}.", loss);
    case "rates":
      return l10n.t("the values of {0} do not tell whether they are rates or their logarithms.", input.text ?? "input");
    case "variances":
      return l10n.t("the values of the third array do not tell whether they are variances or standard deviations.");
    case "target":
      return l10n.t("what the values of {0} mean as targets is not clear.", target.text ?? "target");
    case "expected":
      return expectedText(unchecked.what, unchecked.exception);
    case "question":
      return questionText(unchecked.about, shortened(unchecked.name) ?? unchecked.name);
    case "classAxis":
      return l10n.t(
        "two axes of {0} have the size {1}, and either could hold the classes.",
        shortened(unchecked.of) ?? "input",
        unchecked.size,
      );
  }
}

/** `Remove the softmax`, and what it then gives. */
export function fixTitle(title: FixTitle): string {
  switch (title.kind) {
    case "remove":
      if (title.at === undefined) return l10n.t("Remove the {0}", title.what);
      return title.at.scope === undefined
        ? l10n.t("Remove the {0} in line {1}", title.what, title.at.line)
        : l10n.t("Remove the {0} in {1} (line {2})", title.what, title.at.scope, title.at.line);
    case "use":
      return l10n.t("Use {0}", shortened(title.code) ?? title.code);
    case "swap":
      return title.what === "arguments" ? l10n.t("Swap the arguments") : l10n.t("Swap the columns");
    case "add":
      return l10n.t("Add {0}", title.code);
    case "both":
      return title.of.map(fixTitle).join("; ");
    case "logarithm":
      return l10n.t("Take the logarithm first: {0}", title.code);
  }
}

/** `Remove the softmax: 0.1785` */
export function fixText(fix: AnswerFix, answer: Answer): string {
  const text = fixValue(fix, answer);
  return text === undefined ? fixTitle(fix.title) : `${fixTitle(fix.title)}: ${text}`;
}

/** What the call gives with a fix; undefined, too, where that is what it gives already, as a fix behind it leaves it. */
export function fixValue({ value }: AnswerFix, { value: own }: Answer): string | undefined {
  const isSame = value !== undefined && own?.shape.join() === value.shape.join();
  return isSame && value.data.every((each, i) => Object.is(each, own.data[i])) ? undefined : valueText(value);
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
  const words = [value, what.length > SHORT ? `${what.slice(0, SHORT - 1)}…` : what].filter(
    (each) => each !== undefined && each !== "",
  );
  return words.length === 0 ? undefined : [answerSigns[verdict], words.join(", ")].join(" ").trim();
}

/** What it is, without why and what to do. */
function firstClause(text: string): string {
  // In Chinese they end without a space.
  return /^[^:：]*?(?=: |\. | \(|：|。|（)/.exec(text)?.[0] ?? text;
}

/** What stands at the place that a mistake comes from. */
export function relatedText({ cause }: Claim): string {
  if (/softmax/.test(cause)) return l10n.t("softmax is applied here");
  if (/sigmoid/.test(cause)) return l10n.t("sigmoid is applied here");
  return l10n.t("the values come from here");
}

/** `Fix all double-softmax problems`; without a cause, of every kind. */
export function fixAllTitle(cause: string | undefined): string {
  return cause === undefined ? l10n.t("Fix all loss calls") : l10n.t("Fix all {0} problems", cause);
}
