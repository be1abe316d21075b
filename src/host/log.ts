import * as vscode from "vscode";
import { callLine, type LoggedArray, pairLine } from "../render/logLines";
import { sourceLength } from "../source";
import type { DocumentCheck } from "./checks";
import type { NothingFound, OpenPair } from "./evaluator";
import { logsValues } from "./settings";
import type { PlacedSource } from "./textUnits";

/** So many lines are kept for a report. */
const KEPT = 60;

/** What was found, paired and refused, and why, in the output channel “Loss Lens”; without values unless a setting asks for them. */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel("Loss Lens", { log: true });
  readonly #said = new Map<string, string>();
  readonly #lines: string[] = [];

  dispose(): void {
    this.#channel.dispose();
  }

  /** The last lines, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  show(): void {
    this.#channel.show(true);
  }

  info(line: string): void {
    this.#channel.info(line);
    this.#lines.push(line);
    if (this.#lines.length > KEPT) this.#lines.shift();
  }

  /** The calls of a document; once, however often it is judged alike. */
  checked({ open, answers }: DocumentCheck): void {
    const document = open.units.find((unit) => unit.document !== undefined)?.document;
    if (document === undefined) return;
    const lines = answers.map(({ answer, place }) => {
      const line = place && place.document.positionAt(place.span.offset).line + 1;
      return `  ${callLine(answer, line, logsValues())}`;
    });
    const key = document.uri.toString();
    const text = lines.join("\n");
    if ((this.#said.get(key) ?? "") === text) return;
    this.#said.set(key, text);
    this.info(`${nameOf(document.uri)}: ${answers.length} loss calls`);
    for (const line of lines) this.info(line);
  }

  closed({ uri }: vscode.TextDocument): void {
    this.#said.delete(uri.toString());
  }

  pair({ input, target, reason }: OpenPair): void {
    this.info(pairLine(logged(input), target && logged(target), reason));
  }

  nothingFound({ kind, changed }: NothingFound, isSelected: boolean): void {
    const name = changed === undefined ? "" : `: the values of ${changed.name} are not known`;
    this.info(`no array at ${isSelected ? "the selection" : "the cursor"} (${kind})${name}`);
  }

  unreadable(
    { source }: PlacedSource,
    diagnostics: readonly { readonly code?: string; readonly message: string }[],
  ): void {
    const reasons = diagnostics.map(({ code, message }) => (logsValues() ? message : (code ?? "unreadable")));
    this.info(`unreadable: ${source.name ?? "(no name)"}, ${[...new Set(reasons)].join(", ")}`);
  }
}

function logged({ source }: PlacedSource): LoggedArray {
  return source.kind === "array"
    ? { name: source.name, characters: undefined, shape: source.tensor.shape }
    : { name: source.name, characters: sourceLength(source), shape: undefined };
}

/** The name of a file alone: where it lies is nobody's business. */
function nameOf({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
