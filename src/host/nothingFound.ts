import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { parseLiteral } from "../literal/parseLiteral";
import { isVariable } from "../live/expression";
import { answerHeadline } from "../render/answerText";
import { unreadCodeText } from "../render/unreadCode";
import { commandIds } from "./commandIds";
import { pausedFrame } from "./debugger/pausedFrame";
import type { NothingFound } from "./evaluator";
import type { LooseText } from "./otherSources";
import { notebookOf, type PlacedSource, placeLabel } from "./textUnits";

const EXCERPT = 60;

/** Why a name is not evaluated: its values are not known without running the code. */
export function changedNameText({ name, place }: NonNullable<NothingFound["changed"]>): string {
  return l10n.t(
    "The values of {0} are not known: {1} changes them in a way that only running the code would tell.",
    name,
    place === undefined ? "" : placeLabel(place),
  );
}

function nothingHere(nearest: PlacedSource | undefined): string {
  if (nearest?.place === undefined)
    return l10n.t("There is no array at the cursor. Put the cursor inside one, such as [0.1, 0.9], or select it.");
  const line = nearest.place.document.positionAt(nearest.place.span.offset).line + 1;
  return nearest.source.name === undefined
    ? l10n.t("There is no array at the cursor. The nearest is in line {0}.", line)
    : l10n.t("There is no array at the cursor. The nearest is {0} in line {1}.", nearest.source.name, line);
}

/** What a person chose to do where there is no array. */
export type Instead =
  | { readonly kind: "nearest" }
  | { readonly kind: "sample" }
  /** The array of a running program has been asked for, or nothing was chosen. */
  | { readonly kind: "done" }
  | { readonly kind: "typed"; readonly text: LooseText };

/** Why what stands there is no array whose values are known; undefined where nothing stands there. `reasons` are those of a call's arrays. */
export function unreadText(
  { changed, answers, selected }: NothingFound,
  document: vscode.TextDocument,
  reasons: readonly string[],
): string | undefined {
  const [said] = answers;
  if (said !== undefined) return [answerHeadline(said.answer), ...reasons].join(" ");
  if (changed !== undefined) return changedNameText(changed);
  return selected && unreadCodeText(selected, runs(document));
}

/** What is said of a place without an array, and where. */
export interface UnreadPlace {
  readonly message: string;
  /** Whether a panel in sight says it already. */
  readonly inPanel: boolean;
}

/** Says why there is no array, and offers what helps: the nearest one, the running program's, the values typed in. */
export async function offerInstead(
  found: NothingFound,
  document: vscode.TextDocument,
  selection: vscode.Selection | undefined,
  nearest: PlacedSource | undefined,
  unread: UnreadPlace | undefined,
): Promise<Instead> {
  const { changed, answers, selected } = found;
  if (unread === undefined) return offerNearest(document, selection, nearest);
  const { message, inPanel } = unread;
  if (answers.length > 0) {
    if (!inPanel) vscode.window.showWarningMessage(message);
    return { kind: "done" };
  }
  const variable = changed?.name ?? selected?.assigned ?? (selected?.kind === "name" ? selected.text : undefined);
  return offerRunning(message, variable, document);
}

async function offerNearest(
  document: vscode.TextDocument,
  selection: vscode.Selection | undefined,
  nearest: PlacedSource | undefined,
): Promise<Instead> {
  const text = selection === undefined ? "" : document.getText(selection).trim();
  const message =
    text === ""
      ? nothingHere(nearest)
      : l10n.t(
          "The selection “{0}” holds no array of numbers. Select one, such as [0.1, 0.9], or put the cursor inside it.",
          text.length > EXCERPT ? `${text.slice(0, EXCERPT)}…` : text,
        );
  const [evaluate, sample] = [l10n.t("Evaluate It"), l10n.t("Open Sample")];
  const offers = nearest === undefined ? [sample] : [evaluate, sample];
  const chosen = await vscode.window.showWarningMessage(message, ...offers);
  return { kind: chosen === undefined ? "done" : chosen === evaluate ? "nearest" : "sample" };
}

/** The values are those of a program: of one that runs they can be read, else typed. */
async function offerRunning(
  message: string,
  variable: string | undefined,
  document: vscode.TextDocument,
): Promise<Instead> {
  const language = pausedFrame()?.language ?? "python";
  const isAsked = variable !== undefined && isVariable(variable, language) && runs(document);
  const [evaluate, type] = [l10n.t("Read {0} from the Program", variable ?? ""), l10n.t("Type the Values…")];
  const chosen = await vscode.window.showWarningMessage(message, ...(isAsked ? [evaluate, type] : [type]));
  if (chosen === evaluate) {
    await vscode.commands.executeCommand(commandIds.evaluateVariable, { expression: variable });
    return { kind: "done" };
  }
  const text = chosen === type ? await typedArray(variable) : undefined;
  return text === undefined ? { kind: "done" } : { kind: "typed", text };
}

/** Whether there may be a program to ask: one that is paused, or the kernel of a notebook. */
function runs(document: vscode.TextDocument): boolean {
  return vscode.workspace.isTrusted && (pausedFrame() !== undefined || notebookOf(document) !== undefined);
}

const PLAIN = "plaintext";

async function typedArray(name: string | undefined): Promise<LooseText | undefined> {
  const text = await vscode.window.showInputBox({
    title: name === undefined ? l10n.t("Values of the array") : l10n.t("Values of {0}", name),
    prompt: l10n.t("An array as code or as it was printed, pasted or typed"),
    placeHolder: "[[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]]",
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (value.trim() === "") return undefined;
      const read = parseLiteral(value, PLAIN);
      return read.kind === "unreadable" ? read.diagnostics[0].message : undefined;
    },
  });
  if (text === undefined || text.trim() === "") return undefined;
  return { source: { kind: "text", text, languageId: PLAIN, name }, label: l10n.t("typed") };
}
