import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { InputKind } from "../engine/reading";
import type { Literal } from "../literal/literal";
import { formatShape } from "../render/numbers";
import { sizeText } from "../render/size";
import { sourceLength } from "../source";
import type { Evaluator, OpenPair } from "./evaluator";
import { isLarge, mayEvaluate } from "./largeInput";
import type { Panels } from "./panels";
import { readPlaced } from "./placedSource";
import type { Problems } from "./problems";
import { arrayToPin, isSwapped, pickTarget } from "./targetPick";

/** What is done with an array once it is found: it is shown with its targets, made the targets, read otherwise. */
export class Evaluations {
  readonly #evaluator: Evaluator;
  readonly #panels: Panels;
  readonly #problems: Problems;

  constructor(evaluator: Evaluator, panels: Panels, problems: Problems) {
    this.#evaluator = evaluator;
    this.#panels = panels;
    this.#problems = problems;
  }

  /** Opens the panel on the array, asking for its targets only where none can be told. */
  async evaluate(pair: OpenPair, panel: "last" | "new" = "last"): Promise<void> {
    const unreadable = this.#markUnreadable(pair);
    if (unreadable !== undefined) return this.show(unreadable, panel);
    const read = await this.#read(pair);
    if (read === undefined) return;
    if (pair.target !== undefined) {
      await this.show(pair, panel);
      return this.#offerSwap(pair);
    }
    const picked = await pickTarget(pair.input, read.literal, this.#evaluator);
    return this.show(picked === undefined ? pair : this.#evaluator.pairWith(pair.input, picked), panel);
  }

  /** What a person asked for has no values: the panel does not go on showing another result as if it were its. True where it is in sight. */
  sayUnread(message: string): boolean {
    return this.#panels.sayUnread(message);
  }

  async evaluateAgainst(pair: OpenPair): Promise<void> {
    const read = await this.#read(pair);
    const picked = read && (await pickTarget(pair.input, read.literal, this.#evaluator));
    if (picked !== undefined) return this.show(this.#evaluator.pairWith(pair.input, picked));
  }

  /** The panel says why an array cannot be read, at its place; without the targets where it is the input. */
  #markUnreadable(pair: OpenPair): OpenPair | undefined {
    for (const argument of ["input", "target"] as const) {
      const placed = pair[argument];
      if (placed === undefined || isLarge(placed.source)) continue;
      const read = readPlaced(placed);
      if (read.kind !== "unreadable") continue;
      this.#problems.mark(placed, read.diagnostics);
      return argument === "input" ? this.#evaluator.pairWith(placed, undefined) : pair;
    }
    return undefined;
  }

  /** Of two selections the first is the input, which nobody has to remember. */
  async #offerSwap(pair: OpenPair): Promise<void> {
    if (pair.target === undefined || !isSwapped(pair)) return;
    const swap = l10n.t("Swap");
    const message = l10n.t("The first selection looks like the targets, the second like the input.");
    if ((await vscode.window.showInformationMessage(message, swap)) !== swap) return;
    return this.show(this.#evaluator.swapped(pair, pair.target));
  }

  async show(pair: OpenPair, panel: "last" | "new" = "last"): Promise<void> {
    if (!(await mayEvaluate(pair.request))) return;
    if (panel === "new") this.#panels.showInNew(pair);
    else this.#panels.show(pair);
  }

  /** The array that stands there, whichever of its pair it is. */
  async useAsTargets(pair: OpenPair): Promise<void> {
    const array = arrayToPin(pair);
    const read = await this.#read({ input: array, target: undefined });
    if (read === undefined) return;
    this.#evaluator.pinned.pin(array);
    const { source } = array;
    const { name = l10n.t("the selected array") } = source;
    const shape = read.literal === undefined ? sizeText(sourceLength(source)) : formatShape(read.literal.tensor.shape);
    vscode.window.setStatusBarMessage(l10n.t("$(pinned) Targets: {0}, {1}", name, shape), 5000);
  }

  /** Sticks to the literal. The open hover shows the loss from before and is not computed anew: it goes first. */
  async readAs({ input, request: { choice, options } }: OpenPair, inputKind: InputKind): Promise<void> {
    this.#evaluator.choices.remember(input, { choice: { ...choice, inputKind }, options });
    await vscode.commands.executeCommand("editor.action.hideHover");
    await vscode.commands.executeCommand("editor.action.showHover");
  }

  /**
   * The literal of the input, once that and its targets can be read; what cannot is marked in the editor. A large one is not read here:
   * the panel says what is wrong with it.
   */
  async #read({
    input,
    target,
  }: Pick<OpenPair, "input" | "target">): Promise<{ readonly literal: Literal | undefined } | undefined> {
    if (isLarge(input.source)) {
      // Finding it took a while: whatever else waits for the extension host goes first.
      await new Promise((resolve) => setTimeout(resolve));
      return { literal: undefined };
    }
    const literal = readPlaced(input);
    if (literal.kind === "unreadable") {
      await this.#problems.explainUnreadable(input, literal.diagnostics);
      return undefined;
    }
    const other = target && readPlaced(target);
    if (target === undefined || other?.kind !== "unreadable") return { literal };
    await this.#problems.explainUnreadable(target, other.diagnostics);
    return undefined;
  }
}
