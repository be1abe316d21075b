import type * as vscode from "vscode";
import type { ReadingChoice } from "../engine/reading";
import type { RequestOptions } from "../report";
import type { PlacedSource } from "./textUnits";

export interface Choices {
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}

const STORED = "lossLens.choices";
const KEPT = 200;

/** What a person decided about a literal, kept for the workspace: by the name it goes by, else by the text itself. */
export class RememberedChoices {
  readonly #memento: vscode.Memento;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Undefined where nothing was decided yet. */
  of(input: PlacedSource): Choices | undefined {
    return new Map(this.#stored()).get(keyOf(input));
  }

  /** The latest ones are kept, the oldest forgotten. */
  remember(input: PlacedSource, choices: Choices): void {
    const others = this.#stored().filter(([key]) => key !== keyOf(input));
    void this.#memento.update(STORED, [...others, [keyOf(input), choices] as const].slice(-KEPT));
  }

  #stored(): readonly (readonly [string, Choices])[] {
    return this.#memento.get<readonly (readonly [string, Choices])[]>(STORED, []);
  }
}

const KEY_CHARACTERS = 200;

function keyOf(input: PlacedSource): string {
  const { place, source } = input;
  // Without a text the array is known by where it comes from.
  const from = place === undefined && source.text === "" ? input.label : "";
  return `${place?.document.uri.toString() ?? from} ${source.name ?? source.text.slice(0, KEY_CHARACTERS)}`;
}
