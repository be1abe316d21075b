import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import type { Span } from "../literal/literal";
import { nameAt } from "../literal/nameAt";
import { namedLiterals } from "../literal/namedLiterals";
import { resolveName } from "../literal/resolveName";
import { languageOf, locate, type PlacedSource, placeLabel, type TextPlace, textUnits } from "./textUnits";

/** A name whose last array is known, but which something changed afterwards that cannot be evaluated without running it. */
export interface ChangedName {
  readonly kind: "changed";
  readonly name: string;
  readonly document: vscode.TextDocument;
  readonly span: Span;
  /** Whether it ever was an array literal: if not, any name of a program is "changed". */
  readonly wasArray: boolean;
}

export interface ResolvedName {
  readonly kind: "resolved";
  /** The literal; of an expression of other arrays, `1 - q`, that expression with the arrays written out, which stands nowhere like that. */
  readonly source: PlacedSource;
  /** Where the literal stands, or else the name. */
  readonly at: TextPlace;
}

const SHOWN_CHARACTERS = 60;

/**
 * The literal last assigned to the name at a place, above it in the same document or in the notebook's cells before. Undefined where
 * there is no name, or nothing is known of it.
 */
export function resolveNameAt(
  document: vscode.TextDocument,
  { offset, length }: Span,
): ResolvedName | ChangedName | undefined {
  const text = document.getText();
  const found = nameAt(text, offset, languageOf(document));
  if (found === undefined || offset + length > found.offset + found.length) return undefined;
  const units = textUnits(document);
  const above = units.slice(0, units.indexOf(document) + 1);
  const texts = above.map((unit) => (unit === document ? text.slice(0, found.offset) : unit.getText()));
  const resolution = resolveName(texts, found.name, languageOf(document));
  if (resolution.kind === "notFound") return undefined;
  const unit = above[resolution.textIndex];
  if (resolution.kind === "resolved") {
    const source = locate(unit, resolution.span, found.name);
    return { kind: "resolved", source, at: source.place };
  }
  if (resolution.kind === "expanded") {
    const written = locate(unit, resolution.span, found.name);
    const expression = written.source.text.replace(/\s+/g, " ");
    const shown = expression.length > SHOWN_CHARACTERS ? `${expression.slice(0, SHOWN_CHARACTERS)}…` : expression;
    const label = l10n.t("{0} = {1}, {2}", found.name, shown, placeLabel(written.place));
    const source = { source: { ...written.source, text: resolution.text }, place: undefined, label };
    return { kind: "resolved", source, at: { document, span: found } };
  }
  const wasArray = texts.some((each) =>
    namedLiterals(each, languageOf(document)).some(({ name }) => name === found.name),
  );
  return { kind: "changed", name: found.name, document: unit, span: resolution.span, wasArray };
}
