import { isConstant } from "./expression/constant";
import type { Language } from "./expression/language";
import { ExpressionParser } from "./expression/parser";
import { UnknownSize } from "./expression/sizes";
import type { Node } from "./expression/syntax";
import { unreadBehind } from "./expression/unread";
import { readStatement, type StatementForm } from "./forms/statement";
import { Refused } from "./refused";
import { isLineEnd } from "./text/chars";
import type { Group } from "./text/groups";
import { type NameBefore, nameBefore } from "./text/names";
import { lineStart } from "./text/trivia";

export interface Extent {
  readonly start: number;
  readonly end: number;
  /** The group is part of a larger expression that is not constant: `torch.tensor([1.]) @ weights`. */
  readonly partial: boolean;
  /** The name that the literal is assigned to where its extent begins in front of it, with a declaration. */
  readonly name?: NameBefore | undefined;
}

const operator = /[-+*/@%<>&|^~!\\$#?]|(?![=])\p{Sm}|[⋅·×÷∘]/u;
const proseOperator = /[-+*/@%]/;
const reach = 400;
/** hmatrix writes the sizes of a matrix in front of its elements. */
const matrixSizes = /\(\s{0,8}\d{1,9}\s{0,8}><\s{0,8}\d{1,9}\s{0,8}\)\s{0,20}$/;

/** How many more characters the extents of a text's groups may cost: no more than the text has, however much they overlap. */
export interface Effort {
  left: number;
}

export function effortFor(text: string): Effort {
  return { left: text.length + 100_000 };
}

/** The whole expression that a group belongs to: its casts and indices, and arithmetic with constants around it. */
export function extend(text: string, group: Group, language: Language, effort: Effort): Extent {
  // C's designators, and brackets on the left of an assignment.
  if (/^[ \t]*=(?!=)/.test(text.slice(group.end, group.end + 40)))
    return { start: group.start, end: group.end, partial: true };
  if (language.dialect.declarations) return extendTyped(text, group, language);
  const sizes = matrixSizes.exec(text.slice(Math.max(0, group.start - 60), group.start));
  if (sizes) return { start: group.start - sizes[0].length, end: group.end, partial: false };
  const own: Extent = { start: group.start, end: group.end, partial: false };
  // Within brackets line ends mean nothing.
  const isFree = language.indented && group.parent !== 0;
  const before = previousOnLine(text, group.start, isFree);
  const operatorBefore =
    before >= 0 &&
    operatorOf(language).test(text[before]) &&
    !/(?:->|=>|<-|\/\/|\*\/)$/.test(text.slice(Math.max(0, before - 1), before + 1));
  if (isApplied(text, group, language)) return { ...own, partial: true };
  if (!operatorBefore && !continues(text, group.end, language, isFree)) return own;
  if (effort.left < 0) return { ...own, partial: true };
  const start = operatorBefore ? expressionStart(text, before, isFree) : group.start;
  const parser = new ExpressionParser(text, language);
  if (isFree) parser.layout = "free";
  parser.pos = start;
  try {
    const node = parser.expression();
    if (node.start <= group.start && node.end >= group.end && isConstant(node, language)) {
      const partial = unreadBehind(text, node.end, language, isFree) !== undefined;
      return { start: node.start, end: node.end, partial };
    }
    const longest = operatorBefore ? undefined : constantPart(node, group, language);
    if (longest) return { start: longest.start, end: longest.end, partial: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
  } finally {
    effort.left -= parser.pos - start;
  }
  return { ...own, partial: true };
}

const typeBefore =
  /(?:(?:&\s*(?:mut\s+)?)?\w+!|(?:new\s*)?(?:\[[ \t]{0,9}(?:\d{1,9}|\.\.\.)?[ \t]{0,9}\])*(?:[A-Za-z_][\w.:]*)?(?:<[^;{}()=]*>)?(?:\(\s*\))?(?:\[[ \t]{0,9}(?:\d{1,9}[ \t]{0,9})?(?:,[ \t]{0,9}\d{0,9}[ \t]{0,9}){0,9}\])*\s*(?:[A-Za-z_]\w*\s*)?)$/;

const sizesBefore = /(?:\[[^[\]]{0,70}\]){1,9}$/;

/** What is in a longer bracket does not matter here: it is constant, and one 0 stands for all of it. */
const longestRead = 100_000;

/** In typed languages the type belongs to the value: the declaration in front of it, or the type glued to the brackets. */
function extendTyped(text: string, group: Group, language: Language): Extent {
  const before = nameBefore(text, group.start, language);
  const head = text.slice(Math.max(0, group.start - 120), group.start);
  // In front of a call stands no type, nor does one in a comment above.
  const written = group.start === group.open ? (typeBefore.exec(head)?.[0].trimStart() ?? "") : "";
  const type = isCommented(text, group.start - written.length, language) ? "" : written;
  const behind = group.start - type.length;
  // Go's `[N]float64{…}`: sizes that are named belong to the type, too.
  const sizes =
    language.zeroFill && type !== "" ? sizesBefore.exec(text.slice(Math.max(0, behind - 200), behind)) : null;
  const typed = behind - (sizes?.[0].length ?? 0);
  const named = nameBefore(text, typed, language) ?? before;
  const start = named?.sign === "=" ? named.start : typed;
  try {
    const short = group.end - group.open > longestRead;
    const part = short
      ? `${text.slice(start, group.open + 1)}0${text.slice(group.end - 1, group.end + reach)}`
      : text.slice(start, group.end + reach);
    const end = short ? group.open + 3 : group.end;
    const statement = readStatement(part, language);
    if (!isConstant(statement.value, language) || statement.unread)
      return { start: group.start, end: group.end, partial: true };
    const { value } = statement;
    // `(3, 4), 7.`: an argument beside another.
    const isBeside = value.kind === "list" && value.items.length > 1 && start + value.items[0].end === end;
    return {
      start,
      end: isBeside ? group.end : Math.max(group.end, start + value.end + group.end - end),
      partial: false,
      name: named ?? constructedName(text, group, statement),
    };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error instanceof UnknownSize) return { start, end: group.end, partial: false, name: named };
  }
  return { start: group.start, end: group.end, partial: true };
}

/** Whether a comment to the line's end begins in front of an offset. */
function isCommented(text: string, offset: number, { lineComments }: Language): boolean {
  const head = text.slice(Math.max(lineStart(text, offset), offset - reach), offset);
  return lineComments.some((sign) => head.includes(sign));
}

/** The name in `std::vector<float> v{1, 2}`, which has no sign behind it. */
function constructedName(text: string, group: Group, { name }: StatementForm): NameBefore | undefined {
  if (name === undefined) return undefined;
  const offset = text.lastIndexOf(name, group.start - 1);
  return { name, offset, length: name.length, start: offset, sign: "=" };
}

/** The largest constant subexpression that holds the group. */
function constantPart(node: Node, group: Group, language: Language): Node | undefined {
  let current: Node | undefined = node;
  while (current && current.start <= group.start && current.end >= group.end) {
    if (isConstant(current, language)) return current;
    if (current.kind === "binary") current = current.left.end >= group.end ? current.left : current.right;
    else if (current.kind === "call") current = current.callee;
    else if (current.kind === "attribute" || current.kind === "subscript") current = current.object;
    else return undefined;
  }
  return undefined;
}

/** Whether a bracket is the argument of what stands in front of it, or an index of it: `sum [1, 2]`, `{1, 2}{1}`. */
function isApplied(text: string, group: Group, language: Language): boolean {
  if (language.isProse || language.isData) return false;
  if (group.start === group.open && /[)\]}][({]/.test(text.slice(group.start - 1, group.start + 1))) return true;
  if (language.applied === undefined) return false;
  const before = text.slice(Math.max(0, group.start - 80), group.start);
  // A further argument: `of_array [| 1.; 2. |] [| 2; 1 |]`.
  return language.applied.test(before) || /\][ \t]{1,20}$/.test(before);
}

function continues(text: string, end: number, language: Language, isFree: boolean): boolean {
  if (unreadBehind(text, end, language, isFree)) return true;
  const glued = text[end];
  if (glued === "'" && language.dialect.transpose) return true;
  if (glued === "[" || (glued === "." && /[A-Za-z_]/.test(text[end + 1] ?? ""))) return true;
  let p = end;
  while (isBlank(text, p, isFree, language)) p++;
  return (
    operatorOf(language).test(text[p] ?? "") &&
    !text.startsWith("//", p) &&
    !text.startsWith("/*", p) &&
    !text.startsWith("->", p) &&
    !/^(?:[<>][A-Za-z/]|>\s*(?:[\])},>]|$))/.test(text.slice(p, p + 20))
  );
}

/** Bars and arrows of a log are no operators. */
function operatorOf({ isProse }: Language): RegExp {
  return isProse ? proseOperator : operator;
}

/** A blank, or an end of a line that does not end the statement. */
function isBlank(text: string, p: number, isFree: boolean, language: Language): boolean {
  const c = text[p];
  if (c === " " || c === "\t") return true;
  if (c === "\n" || c === "\r")
    return isFree || (language.indented && /\\\r?$/.test(text.slice(Math.max(0, p - 2), p)));
  return c === "\\" && language.indented && /[\r\n]/.test(text[p + 1] ?? "");
}

function previousOnLine(text: string, offset: number, isFree: boolean): number {
  let p = offset - 1;
  while (p >= 0 && (text[p] === " " || text[p] === "\t" || (isFree && (text[p] === "\n" || text[p] === "\r")))) p--;
  return p >= 0 && isLineEnd(text.charCodeAt(p)) ? -1 : p;
}

/** Start of the expression that ends in the operator at `offset`, at most `reach` characters before it. */
function expressionStart(text: string, offset: number, isFree: boolean): number {
  let depth = 0;
  let p = offset;
  for (; p > 0 && offset - p < reach; p--) {
    const c = text[p - 1];
    if (c === ")" || c === "]") depth++;
    else if (c === "(" || c === "[" || c === "{") {
      if (depth === 0) break;
      depth--;
    } else if (
      depth === 0 &&
      ((isFree ? /[=,:;]/ : /[=,:;\n\r]/).test(c) ||
        /\b(?:return|in|yield|print)\s$/.test(text.slice(Math.max(0, p - 8), p)))
    )
      break;
  }
  return p;
}
