import type * as vscode from "vscode";
import { isText } from "../fits";
import { isOwnChoices, type OwnChoices } from "./ownChoices";
import type { PlacedSource } from "./textUnits";

const STORED = "lossLens.choices";
const KEPT = 200;

/** What a person decided about a literal, kept for the workspace: by the name it goes by, else by the text itself. */
export class RememberedChoices {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Undefined where nothing was decided yet. */
  of(input: PlacedSource): OwnChoices | undefined {
    return new Map(this.#stored()).get(keyOf(input));
  }

  /** The latest ones are kept, the oldest forgotten. */
  remember(input: PlacedSource, choices: OwnChoices): void {
    const others = this.#stored().filter(([key]) => key !== keyOf(input));
    void this.#memento.update(STORED, [...others, [keyOf(input), choices] as const].slice(-KEPT));
  }

  /** What another version kept otherwise is dropped. */
  #stored(): readonly (readonly [string, OwnChoices])[] {
    const stored = this.#memento.get<unknown>(STORED);
    return Array.isArray(stored) ? stored.filter(isEntry) : [];
  }
}

function isEntry(entry: unknown): entry is readonly [string, OwnChoices] {
  return Array.isArray(entry) && isText(entry[0]) && isOwnChoices(entry[1]);
}

const KEY_CHARACTERS = 200;

function keyOf(input: PlacedSource): string {
  const { place, source } = input;
  // Without a text the array is known by where it comes from.
  const from = place === undefined && source.text === "" ? input.label : "";
  return `${place?.document.uri.toString() ?? from} ${source.name ?? source.text.slice(0, KEY_CHARACTERS)}`;
}
