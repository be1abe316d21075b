import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { rankReadings } from "../engine/rankReadings";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import type { Reason } from "../pairing/pairAt";
import { formatShape } from "../render/numbers";
import { readingName } from "../render/readingText";
import { sizeText } from "../render/size";
import type { ChosenTarget, Evaluator } from "./evaluator";
import { readPlaced } from "./placedSource";
import { type PlacedSource, sourceLabel } from "./textUnits";

interface TargetItem extends vscode.QuickPickItem {
  readonly pick: () => Promise<ChosenTarget | undefined>;
}

/** Lets a person choose the targets of an input: a pinned or named array, likeliest first, or one typed in. Undefined: thought better of it. */
export async function pickTarget(
  input: PlacedSource,
  literal: Literal | undefined,
  evaluator: Evaluator,
): Promise<ChosenTarget | undefined> {
  const items: TargetItem[] = [];
  const { current } = evaluator.pinned;
  if (current !== undefined) items.push(item(input, literal, current, "pinned"));
  for (const target of evaluator.targets(input)) items.push(item(input, literal, target, "chosen"));
  const typed: TargetItem = {
    label: l10n.t("$(edit) Type the targets…"),
    description: l10n.t("an array such as [0, 2, 1]"),
    alwaysShow: true,
    pick: () => typeTarget(input, literal),
  };
  const picked = await vscode.window.showQuickPick([...items, typed], {
    title: l10n.t("Targets for {0} ({1})", input.source.name ?? l10n.t("the selected array"), sizeOf(input, literal)),
    placeHolder: l10n.t("Which array holds the targets?"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.pick();
}

/** How large the input is: its shape, else what is known without reading it. */
function sizeOf({ source }: PlacedSource, literal: Literal | undefined): string {
  return literal === undefined ? sizeText(source.text.length) : formatShape(literal.tensor.shape);
}

function item(input: PlacedSource, literal: Literal | undefined, target: PlacedSource, reason: Reason): TargetItem {
  const place = sourceLabel(target);
  const parsed = readPlaced(target);
  const details = parsed.kind === "literal" ? describeFit(input, literal, parsed) : parsed.diagnostics[0].message;
  const icon = reason === "pinned" ? "$(pinned) " : "";
  return {
    label: `${icon}${target.source.name ?? place}`,
    description: target.source.name === undefined ? "" : place,
    detail: details,
    pick: async () => ({ target, reason }),
  };
}

function describeFit(input: PlacedSource, literal: Literal | undefined, target: Literal): string {
  const shape = `${formatShape(target.tensor.shape)} ${target.tensor.dtype}`;
  if (literal === undefined) return shape;
  const { tensor } = literal;
  const [best] = rankReadings(tensor, target.tensor, input.source.name, DEFAULT_IGNORE_INDEX);
  return best === undefined
    ? l10n.t("{0}: does not fit {1}", shape, formatShape(tensor.shape))
    : `${shape}: ${readingName(best.reading, tensor.shape.length)}`;
}

async function typeTarget(input: PlacedSource, literal: Literal | undefined): Promise<ChosenTarget | undefined> {
  const { languageId } = input.source;
  const text = await vscode.window.showInputBox({
    title: l10n.t("Targets for {0}", sizeOf(input, literal)),
    prompt: l10n.t("Class indices, one-hot rows, 0/1 labels or probabilities, as an array literal"),
    placeHolder: "[0, 2, 1]",
    ignoreFocusOut: true,
    validateInput: (value) => refuseTyped(value, input, literal),
  });
  if (text === undefined) return undefined;
  return {
    target: { source: { kind: "text", text, languageId, name: undefined }, place: undefined, label: l10n.t("typed") },
    reason: "chosen",
  };
}

/** Why a typed target cannot be taken: said while it is being typed. */
function refuseTyped(text: string, input: PlacedSource, literal: Literal | undefined): string | undefined {
  if (text.trim() === "") return undefined;
  const parsed = parseLiteral(text, input.source.languageId);
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
