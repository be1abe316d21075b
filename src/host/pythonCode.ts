import type * as vscode from "vscode";
import { checkUse } from "../code/checkUse";
import type { LossUse } from "../code/lossUse";
import { lossUses } from "../code/lossUses";
import { writtenOptions } from "../code/writtenOptions";
import type { CodeUse } from "../protocol";
import { codeUseText } from "../render/codeHint";
import type { RequestOptions } from "../report";
import {
  type LocatedSource,
  lengthOf,
  locate,
  type PlacedSource,
  placeLabel,
  type TextPlace,
  textUnits,
} from "./textUnits";

/** Code is read while a person types and hovers: not above this size. */
const READ_CHARACTERS = 300_000;

/** The Python texts that belong together, the cells of a notebook or one document, and the loss calls in them. */
export interface ReadCode {
  readonly units: readonly vscode.TextDocument[];
  readonly texts: readonly string[];
  readonly uses: readonly LossUse[];
}

/** Options that are written in the code, and where, as people read it. */
export interface CodeOptions {
  readonly options: RequestOptions;
  readonly place: string;
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
    if (units.reduce((sum, unit) => sum + lengthOf(unit), 0) > READ_CHARACTERS) return { ...none, units };
    const texts = units.map((unit) => unit.getText());
    const code = { units, texts, uses: lossUses(texts) };
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

  /** The options that the code gives the loss of a pair, where all its calls agree, and where the first of these stands. */
  optionsOf({ place: input }: PlacedSource, target: PlacedSource | undefined): CodeOptions | undefined {
    if (input === undefined || target?.place === undefined) return undefined;
    const { units, texts, uses } = this.read(input.document);
    const at = ({ document, span }: TextPlace, { literal }: LossUse["input"]) =>
      literal.text === units.indexOf(document) && literal.offset === span.offset;
    const { place } = target;
    const own = uses.filter((use) => at(input, use.input) && at(place, use.target));
    const [first, ...others] = own.map((use) => writtenOptions(texts, use));
    if (first === undefined || others.some((options) => JSON.stringify(options) !== JSON.stringify(first))) {
      return undefined;
    }
    const { call } = own[0];
    return { options: first, place: placeLabel({ document: units[call.text], span: call }) };
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
