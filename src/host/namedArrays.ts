import * as vscode from "vscode";
import { namesTargets, type RankedTarget, rankTargets } from "../engine/rankTargets";
import type { Literal, Span } from "../literal/literal";
import { type NamedLiteral, namedLiterals } from "../literal/namedLiterals";
import { parseLiteral } from "../literal/parseLiteral";
import { lexisOf } from "../literal/text/lexis";
import { nameBefore } from "../literal/text/names";
import type { Tensor } from "../tensor/tensor";
import {
  type LocatedSource,
  languageOf,
  lengthOf,
  locate,
  type PlacedSource,
  type TextPlace,
  textUnits,
} from "./textUnits";

/** So much of a document is read for targets, the smallest arrays first: targets are smaller than what they belong to. */
const READ_CHARACTERS = 2_000_000;
const CANDIDATES = 200;

/** A shape that fits and a name that says so. */
const CLEAR_SCORE = 10;
/** So many arrays, up to this size, are asked whether a target is theirs. */
const ASKED_INPUTS = 8;
const ASKED_CHARACTERS = 200_000;

/** A named array of a document or notebook, as a possible target. */
export interface NamedArray {
  readonly name: string;
  readonly tensor: Tensor;
  readonly distance: number;
  readonly located: LocatedSource;
}

interface ParsedUnit {
  readonly version: number;
  readonly named: readonly NamedLiteral[];
  readonly arrays: readonly { readonly named: NamedLiteral; readonly literal: Literal }[];
}

/** Finds the named arrays around an input, reading each version of a document once. */
export class NamedArrays {
  readonly #units = new WeakMap<vscode.TextDocument, ParsedUnit>();

  /**
   * All named arrays of the input's document or notebook beside the input, likeliest target first. An input from elsewhere (the
   * clipboard, an output) has those around the cursor of the active editor.
   */
  rank(input: PlacedSource, literal: Literal): readonly RankedTarget<NamedArray>[] {
    return rankTargets({ tensor: literal.tensor, name: input.source.name }, nearest(this.around(input)));
  }

  /** The same without regard to what fits, in the order of the texts. */
  around(input: PlacedSource): readonly NamedArray[] {
    const place = input.place ?? cursorPlace();
    if (place === undefined) return [];
    const units = textUnits(place.document);
    const all = units.flatMap((document) => {
      return this.#parsed(document).arrays.map(({ named, literal: { tensor } }) => ({ document, named, tensor }));
    });
    const { document: home, span } = place;
    const others = all.filter(({ document, named }) => document !== home || !overlap(named.span, span));
    const above = others.filter(({ document, named }) => {
      const order = units.indexOf(document) - units.indexOf(home);
      return order < 0 || (order === 0 && named.span.offset < span.offset);
    }).length;
    return others.map(({ document, named, tensor }, index): NamedArray => {
      const distance = index < above ? index - above : index - above + 1;
      return { name: named.name, tensor, distance, located: locate(document, named.span, named.name) };
    });
  }

  /** The likeliest target of an input, where its name or its place speaks for it; a shape alone is no more than a coincidence. */
  clearTarget(input: PlacedSource, literal: Literal): LocatedSource | undefined {
    const [best] = this.rank(input, literal);
    return best?.fits && best.score > CLEAR_SCORE ? best.candidate.located : undefined;
  }

  /** The nearest array whose clear target is this one, where its name says that it is targets. */
  inputOf(target: LocatedSource): LocatedSource | undefined {
    const { source, place } = target;
    if (source.name === undefined || !namesTargets(source.name)) return undefined;
    const near = textUnits(place.document)
      .flatMap((document) => this.#parsed(document).arrays.map(({ named, literal }) => ({ document, named, literal })))
      .filter(({ document, named }) => document !== place.document || !overlap(named.span, place.span))
      .filter(({ named }) => named.span.length <= ASKED_CHARACTERS)
      .sort((a, b) => away(a.named.span, place.span) - away(b.named.span, place.span))
      .slice(0, ASKED_INPUTS);
    for (const { document, named, literal } of near) {
      const input = locate(document, named.span, named.name);
      const clear = this.clearTarget(input, literal)?.place;
      if (clear?.document === place.document && overlap(clear.span, place.span)) return input;
    }
    return undefined;
  }

  /** The name that a literal of a document is assigned to, if any. */
  nameOf(document: vscode.TextDocument, offset: number): string | undefined {
    // In a large document what stands right in front of the literal has to do.
    if (lengthOf(document) > READ_CHARACTERS) {
      const text = document.getText();
      return nameBefore(text, offset, lexisOf(languageOf(document), text))?.name;
    }
    const holds = ({ span }: NamedLiteral) => span.offset <= offset && offset < span.offset + span.length;
    return this.#parsed(document).named.find(holds)?.name;
  }

  #parsed(document: vscode.TextDocument): ParsedUnit {
    const known = this.#units.get(document);
    if (known?.version === document.version) return known;
    const text = document.getText();
    const languageId = languageOf(document);
    const named = namedLiterals(text, languageId);
    const parsed = { version: document.version, named, arrays: parseNamed(text, named, languageId) };
    this.#units.set(document, parsed);
    return parsed;
  }
}

function overlap(a: Span, b: Span): boolean {
  return a.offset < b.offset + Math.max(1, b.length) && b.offset < a.offset + a.length;
}

function away(a: Span, b: Span): number {
  return Math.abs(a.offset - b.offset);
}

function cursorPlace(): TextPlace | undefined {
  const editor = vscode.window.activeTextEditor;
  return (
    editor && {
      document: editor.document,
      span: { offset: editor.document.offsetAt(editor.selection.active), length: 0 },
    }
  );
}

function parseNamed(text: string, all: readonly NamedLiteral[], languageId: string): ParsedUnit["arrays"] {
  let left = READ_CHARACTERS;
  const read = new Set(
    [...all]
      .sort((a, b) => a.span.length - b.span.length)
      .filter(({ span }) => {
        left -= span.length;
        return left >= 0;
      }),
  );
  return all.flatMap((named) => {
    if (!read.has(named)) return [];
    const literal = parseLiteral(text.slice(named.span.offset, named.span.offset + named.span.length), languageId);
    return literal.kind === "literal" ? [{ named, literal }] : [];
  });
}

function nearest(candidates: readonly NamedArray[]): readonly NamedArray[] {
  return [...candidates].sort((a, b) => Math.abs(a.distance) - Math.abs(b.distance)).slice(0, CANDIDATES);
}
