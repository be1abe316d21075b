import type { Expression } from "../syntax";
import { display } from "./displays";
import { yieldOrList } from "./expressions";
import { Kind } from "./kind";
import { COMPLEX, FLOAT, numberValue } from "./numbers";
import { maxFormatted, type Parser, syntaxError } from "./parser";
import { BYTES, FORMATTED, stringValue, TRIPLE } from "./strings";

export function atom(p: Parser): Expression {
  const { tokens, i } = p;
  const start = tokens.starts[i];
  const end = tokens.ends[i];
  const kind: Kind = tokens.kinds[i];
  p.height = 0;
  switch (kind) {
    case Kind.Name:
    case Kind.Match:
    case Kind.Case:
    case Kind.Type:
    case Kind.Print:
    case Kind.Exec:
      return { kind: "name", start, end, name: p.word() };
    case Kind.Number: {
      p.i++;
      const type = tokens.links[i];
      const value = numberValue(p.text, start, end);
      return {
        kind: "number",
        start,
        end,
        value,
        type: type === FLOAT ? "float" : type === COMPLEX ? "complex" : "int",
      };
    }
    case Kind.Numbers:
      p.i++;
      return { kind: "numbers", start, end, nested: tokens.nested[tokens.links[i]] };
    case Kind.String:
      return strings(p);
    case Kind.OpenParenthesis:
    case Kind.OpenBracket:
    case Kind.OpenBrace:
      return display(p);
    case Kind.True:
      p.i++;
      return { kind: "constant", start, end, value: "True" };
    case Kind.False:
      p.i++;
      return { kind: "constant", start, end, value: "False" };
    case Kind.None:
      p.i++;
      return { kind: "constant", start, end, value: "None" };
    case Kind.Ellipsis:
      p.i++;
      return { kind: "constant", start, end, value: "..." };
    default:
      throw syntaxError;
  }
}

/** Adjacent string literals; one f-string among them makes the whole formatted. */
function strings(p: Parser): Expression {
  const { tokens, text } = p;
  const { start } = p;
  const first = p.i;
  let every = BYTES;
  let some = 0;
  while (p.kind() === Kind.String) {
    every &= tokens.links[p.i];
    some |= tokens.links[p.i];
    p.i++;
  }
  const last = p.i;
  const end = p.lastEnd;
  if ((some & BYTES) !== 0 && every === 0) throw syntaxError;
  if ((some & FORMATTED) !== 0) {
    const fields: Expression[] = [];
    let texts: string[] | undefined = [""];
    let height = 0;
    for (let i = first; i < last; i++) {
      const isFormatted = (tokens.links[i] & FORMATTED) !== 0;
      const parts = isFormatted ? replacementFields(p, i, fields) : [plainString(p, i)];
      if (texts !== undefined && parts !== undefined) {
        texts[texts.length - 1] += parts[0];
        for (let part = 1; part < parts.length; part++) texts.push(parts[part]);
      } else texts = undefined;
      if (isFormatted) height = Math.max(height, p.height);
    }
    return p.raised({ kind: "formatted", start, end, fields, texts }, height);
  }
  let value = stringValue(text, start, tokens.ends[first], some === 0 ? 0 : tokens.links[first]);
  if (last - first > 1) {
    const parts = [value];
    for (let i = first + 1; i < last; i++)
      parts.push(stringValue(text, tokens.starts[i], tokens.ends[i], tokens.links[i]));
    value = parts.join("");
  }
  return { kind: "string", start, end, value, bytes: every !== 0 };
}

function plainString({ text, tokens }: Parser, index: number): string {
  return stringValue(text, tokens.starts[index], tokens.ends[index], tokens.links[index]);
}

/**
 * Finds the expressions in the f-string that is token `index`, and gives what stands around them. Each is read from tokens of its own, made
 * behind the others and then dropped.
 */
function replacementFields(p: Parser, index: number, found: Expression[]): readonly string[] | undefined {
  const { tokens, tokenizer, i: after } = p;
  const start = tokens.starts[index];
  let quote = start;
  while (p.text.charCodeAt(quote) !== 34 && p.text.charCodeAt(quote) !== 39) quote++;
  tokenizer.formatted.end(quote, tokens.links[index], tokens.ends[index]);
  const ranges = tokenizer.formatted.fields.slice();
  const marks = (tokens.links[index] & TRIPLE) !== 0 ? 3 : 1;
  const texts = textsAround(p.text, quote + marks, tokens.ends[index] - marks, ranges);
  const { count } = tokens;
  const comments = tokens.comments.length;
  let height = 0;
  p.formatted++;
  for (let i = 0; i < ranges.length; i += 2) {
    if (p.formatted > maxFormatted) {
      found.push({ kind: "unparsed", start: ranges[i], end: ranges[i + 1] });
      continue;
    }
    tokenizer.expression(ranges[i], ranges[i + 1]);
    p.i = count;
    found.push(whole(p, ranges[i], ranges[i + 1], true));
    height = Math.max(height, p.height);
    tokens.count = count;
    tokens.comments.length = comments;
  }
  p.formatted--;
  p.i = after;
  p.height = height;
  return texts;
}

/** What stands around the fields of an f-string, where it says no more than which values stand there. */
function textsAround(text: string, from: number, to: number, fields: readonly number[]): readonly string[] | undefined {
  const texts: string[] = [];
  let start = from;
  for (let i = 0; i <= fields.length; i += 2) {
    const part = text.slice(start, i < fields.length ? fields[i] - 1 : to);
    // Escapes and line ends are left to those who need them.
    if (/[\\\r]/.test(part)) return undefined;
    texts.push(part.replaceAll("{{", "{").replaceAll("}}", "}"));
    if (i === fields.length) break;
    const end = fields[i + 1];
    // A conversion, a format, or `=`, which repeats the source.
    if (text.charCodeAt(end) !== 125 || text.slice(fields[i], end).trimEnd().endsWith("=")) return undefined;
    start = end + 1;
  }
  return texts;
}

/** The expression that is all there is up to the end of the tokens; from `start` to `end` unparsed where they are no expression. */
export function whole(p: Parser, start: number, end: number, isField = false): Expression {
  const { depth, formatted } = p;
  try {
    const found = yieldOrList(p);
    // `{loss=}` prints the source of the expression, too.
    if (isField) p.take(Kind.Equal);
    if (p.kind() === Kind.End) return found;
  } catch (error) {
    if (error !== syntaxError) throw error;
    p.depth = depth;
    p.formatted = formatted;
  }
  p.height = 0;
  return { kind: "unparsed", start, end };
}
