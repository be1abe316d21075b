import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { InputKind } from "../engine/reading";
import { readArrays } from "../evaluate";
import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import { formatShape } from "../render/numbers";
import { pipelineName } from "../render/pipelineText";
import { pipelineSnippet } from "../render/pytorchCode";
import { commandIds, type PlaceArgument } from "./commandIds";
import type { Evaluator } from "./evaluator";
import type { Found } from "./pairing";
import type { PanelView } from "./panelView";
import { explainNothingFound, explainUnreadable } from "./problems";
import { pickTarget } from "./targetPick";
import type { LocatedSource } from "./textUnits";

/** Registers the commands. Each takes the place of a literal (from a hover's link) or works on the active editor. */
export function registerCommands(evaluator: Evaluator, panel: PanelView): vscode.Disposable {
  const commands = new Commands(evaluator, panel);
  const register = (id: string, run: (place: PlaceArgument | undefined, ...args: readonly string[]) => unknown) => {
    // From a context menu VS Code hands over the document's uri, which is no place.
    return vscode.commands.registerCommand(id, (place: unknown, ...args: readonly string[]) =>
      run(isPlace(place) ? place : undefined, ...args),
    );
  };
  return vscode.Disposable.from(
    register(commandIds.evaluateSelection, (place) => commands.evaluate(place)),
    register(commandIds.evaluateAgainst, (place) => commands.evaluateAgainst(place)),
    register(commandIds.useSelectionAsTargets, (place) => commands.useAsTargets(place)),
    register(commandIds.releaseTargets, () => evaluator.pinned.pin(undefined)),
    register(commandIds.readAs, (place, kind) => commands.readAs(place, kind as InputKind)),
    register(commandIds.copyCode, (place) => commands.copyCode(place)),
  );
}

function isPlace(value: unknown): value is PlaceArgument {
  return typeof value === "object" && value !== null && "uri" in value && "offset" in value && "length" in value;
}

class Commands {
  readonly #evaluator: Evaluator;
  readonly #panel: PanelView;

  constructor(evaluator: Evaluator, panel: PanelView) {
    this.#evaluator = evaluator;
    this.#panel = panel;
  }

  /** Opens the panel on the array, asking for its targets only where none can be told. */
  async evaluate(place: PlaceArgument | undefined): Promise<void> {
    const found = await this.#readable(place);
    if (found === undefined) return;
    const pair = this.#evaluator.pair(found.found);
    if (pair.target !== undefined) return this.#panel.show(pair);
    const picked = await pickTarget(found.input, found.literal, this.#evaluator);
    this.#panel.show(picked === undefined ? pair : this.#evaluator.pairWith(found.input, picked.target, picked.origin));
  }

  async evaluateAgainst(place: PlaceArgument | undefined): Promise<void> {
    const found = await this.#readable(place);
    const picked = found && (await pickTarget(found.input, found.literal, this.#evaluator));
    if (found && picked) this.#panel.show(this.#evaluator.pairWith(found.input, picked.target, picked.origin));
  }

  async useAsTargets(place: PlaceArgument | undefined): Promise<void> {
    const found = await this.#readable(place);
    if (found === undefined) return;
    this.#evaluator.pinned.pin(found.input);
    const name = found.input.source.name ?? l10n.t("the selected array");
    vscode.window.setStatusBarMessage(
      l10n.t("$(pinned) Targets: {0}, {1}", name, formatShape(found.literal.tensor.shape)),
      5000,
    );
  }

  /** Sticks to the literal, and shows the hover anew. */
  async readAs(place: PlaceArgument | undefined, inputKind: InputKind): Promise<void> {
    const found = await this.#readable(place);
    if (found === undefined) return;
    const { choice, options } = this.#evaluator.choices.of(found.input);
    this.#evaluator.choices.remember(found.input, { choice: { ...choice, inputKind }, options });
    await vscode.commands.executeCommand("editor.action.showHover");
  }

  /** Copies the code of the first pipeline that matches, else of the first that does after its fix. */
  async copyCode(place: PlaceArgument | undefined): Promise<void> {
    const found = await this.#readable(place);
    if (found === undefined) return;
    const pair = this.#evaluator.pair(found.found);
    const report = this.#evaluator.evaluate(pair);
    if (report.kind !== "evaluation") {
      vscode.window.showWarningMessage(l10n.t("There is no code to copy yet: choose the targets of this array first."));
      return;
    }
    const result =
      report.pipelines.find((candidate) => candidate.kind === "ran" && candidate.verdict?.kind === "matches") ??
      report.pipelines.find(
        (candidate) => candidate.kind === "raised" && candidate.repaired?.verdict?.kind === "matches",
      ) ??
      report.pipelines[0];
    const names = { inputName: pair.input.source.name, targetName: pair.target?.source.name };
    await vscode.env.clipboard.writeText(pipelineSnippet({ ...report, ...names }, result));
    vscode.window.setStatusBarMessage(l10n.t("Copied: {0}", pipelineName(result.pipeline)), 3000);
  }

  /** The array at a place or at the selections of the active editor; says what is wrong where there is none, or none that can be read. */
  async #readable(
    place: PlaceArgument | undefined,
  ): Promise<{ found: Found; input: LocatedSource; literal: Literal } | undefined> {
    const at = await selectionsAt(place);
    if (at === undefined) {
      vscode.window.showWarningMessage(
        l10n.t("Open a file or a notebook cell and put the cursor into an array first."),
      );
      return undefined;
    }
    const found = this.#evaluator.find(at.document, at.selections);
    if (found === undefined) {
      explainNothingFound(at.document, at.selections[0]);
      return undefined;
    }
    const { input } = found;
    const literal = parseLiteral(input.source.text, input.source.languageId);
    if (literal.kind === "unreadable") {
      await explainUnreadable(input, literal.diagnostics);
      return undefined;
    }
    const arrays = found.partner && readArrays({ input: input.source, target: found.partner.source });
    if (arrays?.kind === "unreadable" && found.partner !== undefined) {
      await explainUnreadable(found.partner, arrays.diagnostics);
      return undefined;
    }
    return { found, input, literal };
  }
}

async function selectionsAt(place: PlaceArgument | undefined) {
  if (place === undefined) return vscode.window.activeTextEditor;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(place.uri));
  const [start, end] = [document.positionAt(place.offset), document.positionAt(place.offset + place.length)];
  return { document, selections: [new vscode.Selection(start, end)] };
}
