import type * as vscode from "vscode";
import { type RankedTarget, rankTargets } from "../engine/rankTargets";
import type { Tensor } from "../engine/tensor";
import type { Literal } from "../literal/literal";
import { type NamedLiteral, namedLiterals } from "../literal/namedLiterals";
import { parseLiteral } from "../literal/parseLiteral";
import { type LocatedSource, locate, textUnits } from "./textUnits";

/** Documents and literals above these sizes are left out of the search for targets: it runs while a person hovers. */
const SEARCHED_CHARACTERS = 2_000_000;
const CANDIDATE_CHARACTERS = 200_000;
const CANDIDATES = 200;

/** A named array of a document or notebook, as a possible target. */
export interface NamedArray {
  readonly name: string;
  readonly tensor: Tensor;
  readonly distance: number;
  readonly located: LocatedSource;
}

interface ParsedUnit {
  readonly version: number;
  readonly arrays: readonly { readonly named: NamedLiteral; readonly literal: Literal }[];
}

/** Finds the named arrays around an input, reading each version of a document once. */
export class NamedArrays {
  readonly #units = new WeakMap<vscode.TextDocument, ParsedUnit>();

  /** All named arrays that the input's document or notebook has beside the input, likeliest target first. */
  rank({ source, place }: LocatedSource, literal: Literal): readonly RankedTarget<NamedArray>[] {
    const units = textUnits(place.document);
    const all = units.flatMap((document) => {
      return this.#parsed(document).arrays.map(({ named, literal: { tensor } }) => ({ document, named, tensor }));
    });
    const isInput = ({ document, named }: (typeof all)[number]): boolean => {
      const { offset, length } = place.span;
      return (
        document === place.document &&
        named.span.offset < offset + length &&
        offset < named.span.offset + named.span.length
      );
    };
    const unitOf = (document: vscode.TextDocument): number => units.indexOf(document);
    const before = all.filter(({ document, named }) => {
      const order = unitOf(document) - unitOf(place.document);
      return order < 0 || (order === 0 && named.span.offset < place.span.offset);
    }).length;
    const own = all.findIndex(isInput);
    const candidates = all.flatMap((array, index): NamedArray[] => {
      if (index === own || isInput(array)) return [];
      const { document, named, tensor } = array;
      const distance = index < before ? index - before : index - (own === -1 ? before - 1 : own);
      return [{ name: named.name, tensor, distance, located: locate(document, named.span, named.name) }];
    });
    return rankTargets({ tensor: literal.tensor, name: source.name }, nearest(candidates));
  }

  /** The name that a span of a document is assigned to, if any. */
  nameOf(document: vscode.TextDocument, offset: number): string | undefined {
    const holds = ({ named: { span } }: ParsedUnit["arrays"][number]) =>
      span.offset <= offset && offset < span.offset + span.length;
    return this.#parsed(document).arrays.find(holds)?.named.name;
  }

  #parsed(document: vscode.TextDocument): ParsedUnit {
    const known = this.#units.get(document);
    if (known?.version === document.version) return known;
    const text = document.getText();
    const parsed = {
      version: document.version,
      arrays: text.length > SEARCHED_CHARACTERS ? [] : parseNamed(text, document.languageId),
    };
    this.#units.set(document, parsed);
    return parsed;
  }
}

function parseNamed(text: string, languageId: string): ParsedUnit["arrays"] {
  return namedLiterals(text, languageId).flatMap((named) => {
    if (named.span.length > CANDIDATE_CHARACTERS) return [];
    const literal = parseLiteral(text.slice(named.span.offset, named.span.offset + named.span.length), languageId);
    return literal.kind === "literal" ? [{ named, literal }] : [];
  });
}

function nearest(candidates: readonly NamedArray[]): readonly NamedArray[] {
  return [...candidates].sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance)).slice(0, CANDIDATES);
}
