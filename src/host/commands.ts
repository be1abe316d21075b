import type { InputKind } from "../engine/reading";
import { type CommandId, commandIds, type PlaceArgument } from "./commandIds";
import { Evaluations } from "./evaluations";
import type { Evaluator, OpenPair } from "./evaluator";
import { applyFix } from "./fixEdit";
import type { LiveCommands } from "./liveCommands";
import type { Log } from "./log";
import { cellOutputSource, clipboardSource, type LooseText } from "./otherSources";
import type { Panels } from "./panels";
import { clipboardText, type PasteAnswers, selectedText } from "./pasteAnswers";
import type { Problems } from "./problems";
import type { ReportCommands } from "./reportCommands";
import { openSample } from "./sample";
import { SelectedPair } from "./selectedPair";
import type { Verification } from "./verifyInPython";

/** What is asked of the extension itself, whatever the arrays. */
type ExtensionCommands = Pick<CommandHandlers, typeof commandIds.showCause | typeof commandIds.copyDiagnosticReport>;

export type CommandHandlers = Readonly<Record<CommandId, (...args: readonly unknown[]) => unknown>>;

/** What each command does. It takes the place of a literal (from a hover's link) or works on the active editor. */
export function commandHandlers(
  evaluator: Evaluator,
  panels: Panels,
  problems: Problems,
  log: Log,
  pastes: PasteAnswers,
  verification: Verification,
  live: () => Promise<LiveCommands>,
  extension: ExtensionCommands,
): CommandHandlers {
  const evaluations = new Evaluations(evaluator, panels, problems);
  const selected = new SelectedPair(evaluator, log, evaluations);
  let reports: Promise<ReportCommands> | undefined;
  const loadReports = () =>
    (reports ??= import("./reportCommands").then(({ ReportCommands }) => new ReportCommands(evaluator, evaluations)));
  const show = (pair: OpenPair) => evaluations.show(pair);
  const onArray = (run: (pair: OpenPair, argument: unknown) => unknown) => {
    return async (place: unknown, argument: unknown) => {
      // From a context menu VS Code hands over the document's uri, which is no place.
      const pair = await selected.at(isPlace(place) ? place : undefined);
      return pair && run(pair, argument);
    };
  };
  const onText = (read: (argument: unknown) => Promise<LooseText | undefined>) => async (argument: unknown) => {
    const text = await read(argument);
    if (text === undefined) return;
    const { source, label, target } = text;
    if (target === undefined) return evaluations.evaluate(evaluator.findLoose(source, label));
    const pair = { target: { source: target, place: undefined, label }, reason: "likeliest" } as const;
    return evaluations.evaluate(evaluator.pairWith({ source, place: undefined, label }, pair));
  };
  return {
    [commandIds.evaluateSelection]: onArray((pair) => evaluations.evaluate(pair)),
    [commandIds.evaluateInNewPanel]: onArray((pair) => evaluations.evaluate(pair, "new")),
    [commandIds.togglePanelLock]: () => panels.toggleLock(),
    [commandIds.evaluateAgainst]: onArray((pair) => evaluations.evaluateAgainst(pair)),
    [commandIds.evaluateClipboard]: onText(clipboardSource),
    [commandIds.evaluateFile]: async (file, chosen) => {
      const { evaluateFile } = await import("./fileArrays");
      return evaluateFile(file, chosen, evaluator, show);
    },
    [commandIds.evaluateVariable]: async (variable) => (await live()).evaluate(variable, show),
    [commandIds.evaluateCellOutput]: onText(cellOutputSource),
    [commandIds.chooseColumns]: () => selected.chooseColumns(),
    [commandIds.useSelectionAsTargets]: onArray((pair) => evaluations.useAsTargets(pair)),
    [commandIds.releaseTargets]: () => evaluator.pinned.pin(undefined),
    [commandIds.readAs]: onArray((pair, inputKind) => evaluations.readAs(pair, inputKind as InputKind)),
    [commandIds.applyFix]: (argument) => applyFix(evaluator.sheets, argument),
    [commandIds.explainLoss]: onArray(async (pair) => (await loadReports()).explainLoss(pair)),
    [commandIds.explainSelection]: async () => pastes.show(await selectedText()),
    [commandIds.explainClipboard]: async () => pastes.show(await clipboardText()),
    [commandIds.copyCode]: onArray(async (pair) => (await loadReports()).copyCode(pair)),
    [commandIds.copyNumpyCode]: onArray(async (pair) => (await loadReports()).copyDefinition(pair, "numpy")),
    [commandIds.copyScipyCode]: onArray(async (pair) => (await loadReports()).copyDefinition(pair, "scipy")),
    [commandIds.verifyInPython]: onArray((pair) => verification.verify(pair, "program")),
    [commandIds.runPytest]: onArray((pair) => verification.verify(pair, "pytest")),
    [commandIds.openSample]: openSample,
    ...extension,
  };
}

function isPlace(value: unknown): value is PlaceArgument {
  return typeof value === "object" && value !== null && "uri" in value && "offset" in value && "length" in value;
}
