import type { Language } from "../expression/language";
import type { ExpressionParser } from "../expression/parser";
import { withSizes } from "../expression/sizes";
import type { Node } from "../expression/syntax";
import { typeInfo } from "../expression/types";

/** `static const double a[2][3] =`, `let a: [[f32; 3]; 2] =`, `var a [3]float64 =`, `a :=`. */
const assigned = /^((?:[^={}()"';[\]]|\[(?:[^[\]]|\[(?:[^[\]]|\[[^[\]]*\])*\])*\])*?)\s*(:=|=(?![=>]))/;
/** `std::vector<float> v` in front of its braces. */
const constructed =
  /^((?:(?:const|static|constexpr)\s+)*[A-Za-z_][\w:]*(?:<[^;{}()=]*>)?[\s*&]+)([A-Za-z_]\w*)((?:\[[^\]]*\])*)\s*(?=\{)/;
/** A declaration's left side is no longer than this. */
const reach = 400;

export interface Declaration {
  readonly name: string | undefined;
  /** What the type says of the value; undefined where none is written. */
  readonly wrap: (value: Node) => Node;
}

/** Reads the left side of a declaration of a typed language, up to the value, where one stands at the parser's position. */
export function readDeclaration(parser: ExpressionParser): Declaration | undefined {
  const { language, text, pos: start } = parser;
  const declared = (name: string | undefined, type: string): Declaration =>
    declaration(name, withSizes(type, text.slice(0, parser.pos), language, start, parser.pos), language);
  const head = parser.text.slice(parser.pos, parser.pos + reach);
  const direct = constructed.exec(head);
  if (direct && !/^(?:new|return)\s/.test(direct[1])) {
    parser.pos += direct[0].length;
    return declared(direct[2], direct[1] + direct[3]);
  }
  const match = assigned.exec(head);
  if (!match) return undefined;
  parser.pos += match[0].length;
  const words = match[1]
    .trim()
    .replace(/^(?:(?:let|val|var|const|mut|static|pub|final|private|public|readonly|auto|constexpr|export)\s+)+/, "");
  if (language.dialect.typeRules.nameFirst) {
    // `rows[0] = …` assigns to an element: a type stands behind a blank.
    const [, first, type] = /^([\p{ID_Start}_][\p{ID_Continue}]*)(?:\s+(.*))?$/su.exec(words) ?? [];
    return declared(first, type ?? "");
  }
  const colon = /^([\p{ID_Start}_][\p{ID_Continue}.]*)\s*:(?!:)\s*(.*)$/su.exec(words);
  if (colon) return declared(colon[1], colon[2]);
  const [, type, last, dims] = /^(.*?)([\p{ID_Start}_][\p{ID_Continue}.]*)\s*((?:\[[^\]]*\]\s*)*)$/su.exec(words) ?? [];
  // `rows[3] = {…}` assigns to an element, of which nothing is known.
  return declared(last, (type ?? "").trim() === "" ? "" : `${type} ${dims ?? ""}`);
}

function declaration(name: string | undefined, type: string, language: Language): Declaration {
  const info = typeInfo(type, language);
  const dims = language.dialect.typeRules.tellsRank ? info.dims : [];
  const says = info.dtype !== undefined || dims.length > 0;
  const isBraces = (value: Node): boolean => info.unknown !== undefined && /^(?:list|nested)$/.test(value.kind);
  return {
    name,
    wrap: (value) =>
      says || isBraces(value)
        ? { kind: "typed", type: { ...info, dims }, value, start: value.start, end: value.end }
        : value,
  };
}
