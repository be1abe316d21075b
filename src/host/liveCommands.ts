import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isVariable, nameOf } from "../live/expression";
import { namesTargets } from "../pairing/names";
import { staysText } from "../render/liveText";
import type { Evaluator, OpenPair } from "./evaluator";
import { fits } from "./fileArrays";
import { LiveConsent, readVariable, sayProblem } from "./liveArrays";
import { lossWhereItIs } from "./liveLoss";
import { type LiveOrigin, liveVariable } from "./liveOrigin";
import { pickTarget } from "./targetPick";
import type { LooseSource } from "./textUnits";

type Show = (pair: OpenPair) => Promise<void>;

/** Evaluates variables of a running kernel or a paused program, when a person asks for it. */
export class LiveCommands {
  readonly #evaluator: Evaluator;
  /** Where a paused program may leave what is too long for an answer. */
  readonly #folder: vscode.Uri;
  readonly #consent = new LiveConsent();

  constructor(evaluator: Evaluator, folder: vscode.Uri) {
    this.#evaluator = evaluator;
    this.#folder = folder;
  }

  async evaluate(argument: unknown, show: Show): Promise<void> {
    const found = liveVariable(argument, this.#folder);
    if (found.kind === "problem") return sayProblem(l10n.t("Variable"), found.problem);
    const { origin } = found;
    const expression = found.expression ?? (await askName(origin));
    if (expression === undefined || !(await this.#consent.agreed(origin))) return;
    const read = await readVariable(origin, expression);
    const called = this.#calledWith(expression, origin);
    if (read?.kind === "read") return show(await this.#pairOf(origin, read.source, called));
    if (read?.kind !== "stays") return;
    const compute = l10n.t("Compute Loss There");
    const text = staysText(nameOf(expression), read.array);
    if ((await vscode.window.showInformationMessage(text, compute)) !== compute) return;
    return lossWhereItIs(origin, { expression, array: read.array }, called);
  }

  /** The targets that the code's own call gives beside this variable, else those that their name says, else those that a person chooses. */
  async #pairOf(origin: LiveOrigin, input: LooseSource, called: string | undefined): Promise<OpenPair> {
    if (called !== undefined) {
      const target = await readVariable(origin, called);
      if (target?.kind === "read") return this.#evaluator.pairWith(input, { target: target.source, reason: "call" });
    }
    const rows = input.source.kind === "array" ? input.source.tensor.shape[0] : undefined;
    const all = (await input.siblings?.()) ?? [];
    const siblings = [...all].sort((a, b) => Number(b.shape[0] === rows) - Number(a.shape[0] === rows));
    const named = siblings.filter(({ name, shape }) => namesTargets(name) && shape[0] === rows);
    const target = named.length === 1 ? await named[0].read() : undefined;
    if (target !== undefined && fits(input, target))
      return this.#evaluator.pairWith(input, { target, reason: "likeliest" });
    const arrays = this.#evaluator.read(input);
    const literal = arrays?.kind === "arrays" ? arrays.inputLiteral : undefined;
    const listed: LooseSource = { ...input, siblings: async () => siblings };
    return this.#evaluator.pairWith(input, await pickTarget(listed, literal, this.#evaluator));
  }

  /** The second argument of the only kind of call in the text in front that takes this variable first. */
  #calledWith(expression: string, { language }: LiveOrigin): string | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (document === undefined) return undefined;
    const { sheets } = this.#evaluator;
    const targets = sheets.answers(sheets.of(document)).flatMap(({ input, target: { text } }) => {
      return input.text === expression && text !== undefined && isVariable(text, language) ? [text] : [];
    });
    const [first, ...others] = new Set(targets);
    return others.length === 0 ? first : undefined;
  }
}

/** From a view that hands no variable over, or with the cursor beside all names. */
async function askName({ language, label }: LiveOrigin): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: l10n.t("Variable of the {0}", label),
    prompt: l10n.t("A name, with attributes and elements at constant places"),
    placeHolder: language === "python" ? "self.logits" : "state.scores",
    validateInput: (text) =>
      text === "" || isVariable(text, language)
        ? undefined
        : l10n.t("only names, attributes and elements at constant places are read"),
  });
}
