import type * as vscode from "vscode";
import { checkUse } from "../code/checkUse";
import type { LossUse } from "../code/lossUse";
import { lossUses } from "../code/lossUses";
import type { CodeUse } from "../protocol";
import { codeUseText } from "../render/codeHint";
import { type LocatedSource, locate, type PlacedSource, placeLabel, textUnits } from "./textUnits";

/** Code is read while a person types and hovers: not above this size. */
const READ_CHARACTERS = 300_000;

/** The Python texts that belong together, the cells of a notebook or one document, and the loss calls in them. */
export interface ReadCode {
  readonly units: readonly vscode.TextDocument[];
  readonly texts: readonly string[];
  readonly uses: readonly LossUse[];
}

const none: ReadCode = { units: [], texts: [], uses: [] };

/** Finds the loss calls of Python files and notebooks, reading each version once. */
export class PythonCode {
  #last: { readonly versions: readonly number[]; readonly code: ReadCode } | undefined;

  read(document: vscode.TextDocument): ReadCode {
    if (document.languageId !== "python") return none;
    const units = textUnits(document).filter(({ languageId }) => languageId === "python");
    const last = this.#last;
    // By the documents themselves: a closed untitled document hands its name on to the next.
    const same = (unit: vscode.TextDocument, index: number) =>
      last?.code.units[index] === unit && last.versions[index] === unit.version;
    if (last !== undefined && last.versions.length === units.length && units.every(same)) return last.code;
    const texts = units.map((unit) => unit.getText());
    const small = texts.reduce((sum, text) => sum + text.length, 0) <= READ_CHARACTERS;
    const code = { units, texts, uses: small ? lossUses(texts) : [] };
    this.#last = { versions: units.map(({ version }) => version), code };
    return code;
  }

  /** The two arrays of the loss call at a place, where both stand there as they are in their literals: no activation in between. */
  callAt(document: vscode.TextDocument, offset: number) {
    const { units, uses } = this.read(document);
    const own = units.indexOf(document);
    const use = uses.find(
      ({ call }) => call.text === own && call.offset <= offset && offset <= call.offset + call.length,
    );
    if (use === undefined || use.input.ops.length > 0 || use.target.ops.length > 0) return undefined;
    const located = ({ literal, name }: LossUse["input"]): LocatedSource => locate(units[literal.text], literal, name);
    return { input: located(use.input), target: located(use.target) };
  }

  /** What the code does with an array, where that can be followed, in words. */
  usesOf({ place }: PlacedSource): readonly CodeUse[] {
    if (place === undefined) return [];
    const { units, texts, uses } = this.read(place.document);
    const own = units.indexOf(place.document);
    return uses
      .filter(({ input: { literal } }) => literal.text === own && literal.offset === place.span.offset)
      .flatMap((use) => {
        const checked = checkUse(texts, use);
        if (checked === undefined) return [];
        const label = placeLabel({ document: units[use.call.text], span: use.call });
        return [{ place: label, text: codeUseText(texts, checked), fits: checked.misfit === undefined }];
      });
  }
}
