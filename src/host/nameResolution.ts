import type * as vscode from "vscode";
import type { Span } from "../literal/literal";
import { nameAt } from "../literal/nameAt";
import { namedLiterals } from "../literal/namedLiterals";
import { resolveName } from "../literal/resolveName";
import { type LocatedSource, languageOf, locate, textUnits } from "./textUnits";

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
  readonly source: LocatedSource;
}

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
  if (resolution.kind === "resolved") return { kind: "resolved", source: locate(unit, resolution.span, found.name) };
  const wasArray = texts.some((each) =>
    namedLiterals(each, languageOf(document)).some(({ name }) => name === found.name),
  );
  return { kind: "changed", name: found.name, document: unit, span: resolution.span, wasArray };
}
