import type { Place } from "../textUnit";
import type { Sheet } from "./sheet";

/** What a selected text is, where it is no array but code that would give one when it runs. */
export interface SelectedExpression {
  readonly kind: /** `model(x)`, `model(x).logits`: a call, and what is taken of its result. */
    | "call"
    /** `self.out["logits"]`: a name, with attributes and elements. */
    | "name"
    /** `logits / 2`: computed of such. */
    | "computed";
  /** The expression alone, without the name that it is given to and the words in front of it. */
  readonly text: string;
  /** What is called, as it is written: `model` of `model(x)`. */
  readonly callee: string | undefined;
  /** The name that it is given to, where that is selected with it: `out` of `out = model(x)`. */
  readonly assigned: string | undefined;
}

const LONGEST = 2000;
const ASSIGNED = /^(?:(?:const|let|var|auto|val)\s+)?([\p{L}_$][\p{L}\p{N}_$]*)\s*(?::=|<-|=(?![=~]))\s*/u;
const WORD = /^(?:await|return|yield|new|not)\s+/;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const LINK = /\s*(?:\.|::|->|\?\.)\s*/y;
const OPERATOR = /^\s*(?:\*\*|\/\/|<<|>>|[-+*/@%&|^<>?]|[=!]=|and\b|or\b|if\b|in\b)\s*\S/;
const SIGN = /^[-+~!]\s*(?=[\p{L}_$(])/u;
const closing: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** Text without calls and names in it that would mean anything. */
const notCode: ReadonlySet<string> = new Set(["plaintext", "markdown", "csv", "tsv", "log", "json", "jsonc", "yaml"]);
const LINE = 500;

/**
 * The code that is selected; undefined where it is none, or a name that holds something else than an array: a number, a module. `place` is
 * of the sheet's units.
 */
export function selectedCode(sheet: Sheet, place: Place): SelectedExpression | undefined {
  const { languageId, text, role } = sheet.units[place.unit];
  if (place.start === place.end || role !== "code" || notCode.has(languageId)) return undefined;
  const found = selectedExpression(text.slice(place.start, Math.min(place.end, place.start + LONGEST + 1)));
  if (found === undefined) return undefined;
  if (found.kind === "name") {
    const at = sheet.pythonPlace(place);
    const value = sheet.isPython(place.unit) ? sheet.interpretation?.valueAt(at.unit, at.start)?.value : undefined;
    if (value?.kind !== "unknown") return undefined;
  }
  const before = text.slice(Math.max(0, place.start - LINE), place.start);
  const line = before.slice(before.lastIndexOf("\n") + 1).trimStart();
  const behind = /^[ \t;]*(?:\r?\n|$|#|\/\/)/.test(text.slice(place.end, place.end + LINE));
  const given = ASSIGNED.exec(line);
  const isGiven = given !== null && given[0].length === line.length && behind;
  return { ...found, assigned: found.assigned ?? (isGiven ? given[1] : undefined) };
}

/** Undefined for whatever else: prose, numbers, statements. Linear, in any language whose calls are written with parentheses. */
export function selectedExpression(selected: string): SelectedExpression | undefined {
  if (selected.length > LONGEST) return undefined;
  let text = selected.trim().replace(/[;,]$/, "").trimEnd();
  const assigned = ASSIGNED.exec(text);
  if (assigned !== null) text = text.slice(assigned[0].length);
  text = text.replace(WORD, "");
  const signed = text.replace(SIGN, "");
  const first = primaryEnd(signed);
  if (first === undefined) return undefined;
  const rest = signed.slice(first.end);
  const isWhole = rest === "" && signed === text;
  if (!isWhole && rest !== "" && !OPERATOR.test(rest)) return undefined;
  const kind = !isWhole ? "computed" : first.callee === undefined ? "name" : "call";
  return { kind, text, callee: isWhole ? first.callee : undefined, assigned: assigned?.[1] };
}

/** How far a name reaches with what is taken of it and called on it, and what of it is called first. */
function primaryEnd(text: string): { readonly end: number; readonly callee: string | undefined } | undefined {
  NAME.lastIndex = 0;
  if (!NAME.test(text)) return undefined;
  let end = NAME.lastIndex;
  let callee: string | undefined;
  for (;;) {
    const open = text[end] ?? "";
    if (open === "(" || open === "[") {
      const after = bracketEnd(text, end);
      if (after === undefined) return undefined;
      if (open === "(") callee ??= text.slice(0, end);
      end = after;
      continue;
    }
    LINK.lastIndex = end;
    if (!LINK.test(text)) return { end, callee };
    NAME.lastIndex = LINK.lastIndex;
    if (!NAME.test(text)) return undefined;
    end = NAME.lastIndex;
  }
}

/** Behind the bracket that closes the one at a place; strings are passed over. */
function bracketEnd(text: string, start: number): number | undefined {
  const open: string[] = [];
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === "'") {
      const end = stringEnd(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (closing[character] !== undefined) {
      open.push(closing[character]);
    } else if (character === ")" || character === "]" || character === "}") {
      if (open.pop() !== character) return undefined;
      if (open.length === 0) return at + 1;
    }
  }
  return undefined;
}

function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[start]) return at;
  }
  return undefined;
}
