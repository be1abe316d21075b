import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { rankReadings } from "../engine/rankReadings";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import { arraysOf, evaluateArrays } from "../evaluate";
import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import type { Reason } from "../pairing/pairAt";
import { inWrongOrder } from "../pairing/rankTargets";
import { misfitText } from "../render/misfitText";
import { formatShape } from "../render/numbers";
import { readingName } from "../render/readingText";
import { sizeText } from "../render/size";
import { sourceLength } from "../source";
import type { ChosenTarget, Evaluator, OpenPair } from "./evaluator";
import { isLarge } from "./largeInput";
import { readPlaced } from "./placedSource";
import { type PlacedSource, type Sibling, sourceLabel } from "./textUnits";

interface TargetItem extends vscode.QuickPickItem {
  readonly fits: boolean;
  readonly pick: () => Promise<ChosenTarget | undefined>;
}

/** Lets a person choose the targets of an input: a pinned or named array, likeliest first, or one typed in. Undefined: thought better of it. */
export async function pickTarget(
  input: PlacedSource,
  literal: Literal | undefined,
  evaluator: Evaluator,
): Promise<ChosenTarget | undefined> {
  const siblings = input.place === undefined ? ((await input.siblings?.()) ?? []) : [];
  const { current } = evaluator.pinned;
  const others = evaluator.targets(input).filter((target) => !isSame(target, current));
  const items = [
    ...(current === undefined ? [] : [item(input, literal, current, "pinned")]),
    ...siblings.map(siblingItem),
    ...others.map((target) => item(input, literal, target, "chosen")),
  ];
  const typed: TargetItem = {
    label: l10n.t("$(edit) Type the targets…"),
    description: l10n.t("an array such as [0, 2, 1], or a name"),
    alwaysShow: true,
    fits: true,
    pick: () => typeTarget(input, literal, evaluator),
  };
  const file: TargetItem = {
    label: l10n.t("$(file) Targets from a file…"),
    description: l10n.t("NumPy, safetensors, PyTorch, CSV or JSON"),
    alwaysShow: true,
    fits: true,
    pick: async () => {
      const { targetOfFile } = await import("./fileArrays");
      const target = await targetOfFile(evaluator.sheets);
      return target && { target, reason: "chosen" };
    },
  };
  // What cannot be the targets is never the first, which Enter would take.
  const misfits = items.filter(({ fits }) => !fits);
  const separator: TargetItem = {
    label: l10n.t("do not fit as they are"),
    kind: vscode.QuickPickItemKind.Separator,
    fits: false,
    pick: async () => undefined,
  };
  const ordered = [
    ...items.filter(({ fits }) => fits),
    typed,
    file,
    ...(misfits.length > 0 ? [separator, ...misfits] : []),
  ];
  const picked = await vscode.window.showQuickPick(ordered, {
    title: l10n.t("Targets for {0} ({1})", input.source.name ?? l10n.t("the selected array"), sizeOf(input, literal)),
    placeHolder: l10n.t("Which array holds the targets?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.pick();
}

/** Read when it is chosen: whether it fits is said by the panel. */
function siblingItem({ name, facts, where, read }: Sibling): TargetItem {
  return {
    ...{ label: name, description: where, detail: facts, fits: true },
    pick: async () => {
      const target = await read();
      return target && { target, reason: "chosen" };
    },
  };
}

function isSame({ place }: PlacedSource, other: PlacedSource | undefined): boolean {
  const own = other?.place;
  return place !== undefined && place.document === own?.document && place.span.offset === own.span.offset;
}

/** The array that the place of a pair stands for when it is to be pinned: the very array there; of a call its targets. */
export function arrayToPin({ input, target, at, reason }: OpenPair): PlacedSource {
  if (target === undefined || at === undefined) return input;
  const isAt = ({ place }: PlacedSource) => place?.document === at.document && place.span.offset === at.span.offset;
  return isAt(target) || (reason === "call" && at.span.length === 0 && !isAt(input)) ? target : input;
}

/** Whether two selected arrays stand in the wrong order: the other way round they are input and targets. */
export function isSwapped({ input, target, reason }: OpenPair): boolean {
  if (reason !== "selection" || target === undefined || [input, target].some(({ source }) => isLarge(source)))
    return false;
  const [first, second] = [readPlaced(input), readPlaced(target)];
  if (first.kind !== "literal" || second.kind !== "literal") return false;
  return inWrongOrder(
    { tensor: first.tensor, name: input.source.name },
    { tensor: second.tensor, name: target.source.name },
  );
}

/** How large the input is: its shape, else what is known without reading it. */
function sizeOf({ source }: PlacedSource, literal: Literal | undefined): string {
  return literal === undefined ? sizeText(sourceLength(source)) : formatShape(literal.tensor.shape);
}

function item(input: PlacedSource, literal: Literal | undefined, target: PlacedSource, reason: Reason): TargetItem {
  const place = sourceLabel(target);
  const parsed = readPlaced(target);
  const { fits, details } =
    parsed.kind === "literal"
      ? describeFit(input, literal, parsed)
      : { fits: false, details: parsed.diagnostics[0].message };
  const icon = reason === "pinned" ? "$(pinned) " : "";
  return {
    label: `${icon}${target.source.name ?? place}`,
    description: target.source.name === undefined ? "" : place,
    detail: details,
    fits,
    pick: async () => ({ target, reason }),
  };
}

function describeFit(input: PlacedSource, literal: Literal | undefined, target: Literal) {
  const shape = `${formatShape(target.tensor.shape)} ${target.tensor.dtype}`;
  if (literal === undefined) return { fits: true, details: shape };
  const { tensor } = literal;
  const [best] = rankReadings(tensor, target.tensor, input.source.name, DEFAULT_IGNORE_INDEX);
  if (best === undefined) return { fits: false, details: misfitReason(input, literal, target) ?? shape };
  const { dtype } = target.tensor;
  return best.reading.targetKind === "classIndices" && /float/.test(dtype)
    ? {
        fits: false,
        details: l10n.t("{0}: class indices that torch refuses as {1}; with .long() they fit", shape, dtype),
      }
    : { fits: true, details: `${shape}: ${readingName(best.reading, tensor.shape.length)}` };
}

function misfitReason({ source }: PlacedSource, literal: Literal, target: Literal): string | undefined {
  const arrays = arraysOf(literal, target, source.name);
  const report = arrays.kind === "unreadable" ? arrays : evaluateArrays(arrays, {}, { reduction: "mean" });
  return report.kind === "misfit" ? misfitText(report) : undefined;
}

async function typeTarget(
  input: PlacedSource,
  literal: Literal | undefined,
  evaluator: Evaluator,
): Promise<ChosenTarget | undefined> {
  const named = (name: string) => evaluator.targets(input).find(({ source }) => source.name === name.trim());
  const { languageId } = input.source;
  const text = await vscode.window.showInputBox({
    title: l10n.t("Targets for {0}", sizeOf(input, literal)),
    prompt: l10n.t(
      "Class indices, one-hot rows, 0/1 labels or probabilities, as an array literal, or the name of an array",
    ),
    placeHolder: "[0, 2, 1]",
    ignoreFocusOut: true,
    validateInput: (value) => refuseTyped(value, input, literal, named(value)),
  });
  if (text === undefined) return undefined;
  const target = named(text);
  if (target !== undefined) return { target, reason: "chosen" };
  return {
    target: { source: { kind: "text", text, languageId, name: undefined }, place: undefined, label: l10n.t("typed") },
    reason: "chosen",
  };
}

const NAME = /^\s*[\p{L}_$][\p{L}\p{N}_$.]*\s*$/u;

/** Why a typed target cannot be taken: said while it is being typed. */
function refuseTyped(
  text: string,
  input: PlacedSource,
  literal: Literal | undefined,
  named: PlacedSource | undefined,
): string | undefined {
  if (text.trim() === "") return undefined;
  if (named === undefined && NAME.test(text)) return l10n.t("There is no array named {0} here.", text.trim());
  const parsed = named === undefined ? parseLiteral(text, input.source.languageId) : readPlaced(named);
  if (parsed.kind === "unreadable") return parsed.diagnostics[0].message;
  if (literal === undefined) return undefined;
  const { tensor } = literal;
  if (rankReadings(tensor, parsed.tensor, input.source.name, DEFAULT_IGNORE_INDEX).length > 0) return undefined;
  return l10n.t(
    "Found {0}; expected one class index a sample or the shape {1}, to fit an input of {1}",
    formatShape(parsed.tensor.shape),
    formatShape(tensor.shape),
  );
}
