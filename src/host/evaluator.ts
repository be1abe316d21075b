import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import { type Arrays, evaluate, readArrays } from "../evaluate";
import type { TargetLabel } from "../render/hover";
import type { Report, Request } from "../report";
import type { RememberedChoices } from "./choices";
import { isLarge } from "./largeInput";
import type { NamedArrays } from "./namedArrays";
import {
  type Candidate,
  type Finding,
  type FoundTarget,
  findArrays,
  findTarget,
  findTargetUnread,
  type TargetOrigin,
} from "./pairing";
import type { PinnedTarget } from "./pinnedTarget";
import type { PythonCode } from "./pythonCode";
import { defaultReduction } from "./settings";
import { type PlacedSource, sourceLabel } from "./textUnits";

/** An array of the editor with the targets it goes against, ready to be evaluated here or in the panel. */
export interface Pair {
  readonly input: PlacedSource;
  readonly target: PlacedSource | undefined;
  readonly origin: TargetOrigin | undefined;
  readonly request: Request;
  /** The place in the code that the options come from, where they do. */
  readonly optionsFrom: string | undefined;
}

/** Turns places in the editor into requests: what hover, panel and commands have in common. */
export class Evaluator {
  readonly names: NamedArrays;
  readonly code: PythonCode;
  readonly pinned: PinnedTarget;
  readonly choices: RememberedChoices;

  constructor(names: NamedArrays, code: PythonCode, pinned: PinnedTarget, choices: RememberedChoices) {
    this.names = names;
    this.code = code;
    this.pinned = pinned;
    this.choices = choices;
  }

  find(document: vscode.TextDocument, selections: readonly vscode.Selection[]): Finding {
    return findArrays(document, selections, this.names, this.code);
  }

  /** The input alone; undefined where it is too large to be read here. */
  read({ source }: PlacedSource): Arrays | undefined {
    return isLarge(source) ? undefined : readArrays({ input: source, target: undefined });
  }

  /**
   * The pair with the targets that are found without asking; none where the input cannot be read. An array whose name says that it is
   * targets stands for the pair that it belongs to.
   */
  pair(candidate: Candidate): Pair {
    const { input, partner } = candidate;
    const arrays = this.read(input);
    if (arrays === undefined) return this.pairWith(input, findTargetUnread(candidate, this.pinned, this.names));
    if (arrays.kind !== "arrays") return this.pairWith(input, undefined);
    const owner = partner === undefined && input.place !== undefined ? this.names.inputOf(input) : undefined;
    if (owner !== undefined) return this.pairWith(owner, { target: input, origin: "here" });
    return this.pairWith(input, findTarget(candidate, arrays.inputLiteral, this.pinned, this.names));
  }

  pairWith(input: PlacedSource, found: FoundTarget | undefined): Pair {
    const decided = this.choices.of(input);
    const written = decided === undefined ? this.code.optionsOf(input, found?.target) : undefined;
    const { choice, options } = decided ?? { choice: {}, options: { reduction: defaultReduction() }, ...written };
    const request = { input: input.source, target: found?.target.source, choice, options };
    return { input, target: found?.target, origin: found?.origin, request, optionsFrom: written?.place };
  }

  evaluate({ request }: Pair): Report {
    return evaluate(request);
  }
}

export function targetLabel({ input, target, origin, optionsFrom }: Pair): TargetLabel | undefined {
  if (target === undefined) return undefined;
  return {
    of: origin === "here" ? input.source.name : undefined,
    name: target.source.name,
    place: sourceLabel(target),
    origin: origin && originText(origin),
    optionsFrom,
  };
}

function originText(origin: TargetOrigin): string | undefined {
  switch (origin) {
    case "selection":
      return l10n.t("second selection");
    case "call":
      return l10n.t("same call");
    case "pinned":
      return l10n.t("pinned");
    case "likeliest":
      return l10n.t("guessed by name and shape");
    case "here":
      return l10n.t("the array here");
    case "chosen":
      return undefined;
  }
}
