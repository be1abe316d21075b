import * as l10n from "@vscode/l10n";
import type { Language } from "../expression/language";
import { ExpressionParser } from "../expression/parser";
import { UnknownSize } from "../expression/sizes";
import { effortFor, extend } from "../extend";
import type { Literal, Unreadable } from "../literal";
import { Refused, unreadable } from "../refused";
import { type Group, scanGroups } from "../text/groups";
import { nameBefore } from "../text/names";
import { type Nested, NestedReader } from "../text/nested";
import { isMapping, printedArgument, readKeyed, severalArrays, severalTensors, withWarning } from "./chosen";
import { literalOf } from "./literalOf";
import { readStatement, type StatementForm, tupleOfCalls } from "./statement";

/** A text around arrays is searched for this many of them. */
const maxCandidates = 500;
/** Behind the one that is read, so many are looked at, none of them longer than this, to say that there are others. */
const maxOthers = 20;
const longestOther = 100_000;

/**
 * Source code and the printed forms that look like it: a statement, or the arrays within a text. With `wholeOnly` nothing may follow the
 * statement.
 */
export function readExpression(text: string, language: Language, wholeOnly = false): Literal | Unreadable {
  let statement: StatementForm | undefined;
  let refusal: Refused | undefined;
  let direct: Literal | undefined;
  try {
    statement = readStatement(text, language);
    if (statement.rest !== undefined) statement = withFollowingLists(text, language, statement);
    if (wholeOnly && statement.rest !== undefined) return noArray(text);
    direct =
      printedArgument(text, language, statement.value) ??
      severalTensors(text, language, statement) ??
      literalOf(text, language, statement.value, statement.name);
    for (let i = 0; i < maxConstants && isScalarDeclaration(direct, statement, language); i++) {
      direct = undefined;
      statement = readStatement(text, language, statement.rest);
      direct = literalOf(text, language, statement.value, statement.name);
    }
    if (statement.unread) return { kind: "unreadable", diagnostics: [statement.unread.diagnostic] };
    if (statement.rest === undefined) return direct;
    if (direct.tensor.data.length > 1) return withOthers(text, language, direct, statement.rest);
    if (direct.tensor.shape.length === 0 && /^\s*,/.test(text.slice(direct.span.offset + direct.span.length))) {
      const together = tupleOfCalls(text, language, statement);
      return together ? literalOf(text, language, together, statement.name) : withWarning(direct, severalArrays());
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refusal = error;
  }
  if (refusal && !/[\d[({]/.test(text)) return noArray(text);
  const whole = statement && statement.rest === undefined && !isMapping(statement.value);
  const final =
    refusal instanceof UnknownSize ||
    (refusal && ["elided", "ragged", "unbalanced", "too-large"].includes(refusal.diagnostic.code));
  if (refusal && (whole || final)) return { kind: "unreadable", diagnostics: [refusal.diagnostic] };
  const keyed = statement?.value.kind === "dict" ? readKeyed(text, language, statement.value) : undefined;
  if (keyed) return keyed;
  const outer = searchArrays(text, language);
  const isPairs = statement && isMapping(statement.value);
  const found = outer.literal || outer.refusal || !isPairs ? outer : searchArrays(text, language, true);
  if (found.literal && (!direct || found.literal.tensor.data.length > 1)) return found.literal;
  if (direct) return direct;
  const best = found.refusal ?? bracketRefusal(text, language) ?? refusal;
  return best ? { kind: "unreadable", diagnostics: [best.diagnostic] } : noArray(text);
}

/** Constants in front of the array whose sizes they are: `const int N = 3; float a[N] = …`. */
const maxConstants = 20;

function isScalarDeclaration(direct: Literal, { name, rest }: StatementForm, { dialect }: Language): boolean {
  return dialect.declarations && name !== undefined && rest !== undefined && direct.tensor.shape.length === 0;
}

/** A warning where other arrays follow the one that is read. */
function withOthers(text: string, language: Language, literal: Literal, rest: number): Literal {
  let others = false;
  scanGroups(
    text,
    language,
    (group) => {
      others =
        group.start >= rest &&
        (group.parent === 0 || group.parent === 123) &&
        !attribute.test(text.slice(Math.max(0, group.start - 20), group.start));
      return others;
    },
    rest,
  );
  return others ? withWarning(literal, severalArrays()) : literal;
}

function noArray(text: string): Unreadable {
  return unreadable("not-an-array", 0, text.length, l10n.t("There is no array here; select one such as [0.1, 0.2]."));
}

/** Lists one below the other and nothing else, of one shape: the rows of an array whose own brackets were not selected. */
function withFollowingLists(text: string, language: Language, statement: StatementForm): StatementForm {
  const { name, value, rest } = statement;
  if (name !== undefined || value.kind !== "nested" || rest === undefined || text[rest] !== text[value.start]) {
    return statement;
  }
  const { start } = value;
  const nested = rowsOrUndefined(text, language, start);
  if (!nested || !/^[\])},;\s]*$/.test(text.slice(nested.end, nested.end + 100))) return statement;
  return { name, value: { kind: "nested", nested, start, end: nested.end }, rest: undefined };
}

/** Lists of different lengths are arrays of their own. */
function rowsOrUndefined(text: string, language: Language, start: number): Nested | undefined {
  try {
    return new NestedReader(text, language).readRows(start);
  } catch (error) {
    if (error instanceof Refused && error.diagnostic.code === "ragged") return undefined;
    throw error;
  }
}

/** `shape=(2, 3)` says something of an array and is none. */
const attribute = /(?:\b(?:shape|size|strides?|axis|axes|dims?)\s*[=:]\s*|\bSize)$/i;

/** The first array of two elements or more among the groups of a text, else the first of one. */
function searchArrays(
  text: string,
  language: Language,
  withinCalls = false,
): { readonly literal: Literal | undefined; readonly refusal: Refused | undefined } {
  let literal: Literal | undefined;
  let refusal: Refused | undefined;
  let others = false;
  const effort = effortFor(text);
  let count = 0;
  const read = (group: Group): Literal | undefined => {
    const extent = extend(text, group, language, effort);
    if (extent.partial) return undefined;
    try {
      const parser = new ExpressionParser(text.slice(0, extent.end), language);
      parser.pos = extent.start;
      const found = literalOf(text, language, parser.expression(), nameBefore(text, extent.start, language)?.name);
      return /^\(?\d+\)?$/.test(text.slice(extent.start, extent.end)) ? undefined : found;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refusal ??= error;
      return undefined;
    }
  };
  scanGroups(text, language, (group) => {
    if (!withinCalls && (group.parent === 40 || group.parent === 91)) return false;
    if (attribute.test(text.slice(Math.max(0, group.start - 20), group.start))) return false;
    if (++count > maxCandidates) return true;
    if (literal === undefined || literal.tensor.data.length < 2) {
      const found = read(group);
      if (found && (!literal || found.tensor.data.length > 1)) literal = found;
      if (literal !== undefined && literal.tensor.data.length > 1) count = maxCandidates - maxOthers;
      return false;
    }
    if (group.start < literal.span.offset + literal.span.length || group.end - group.start > longestOther) return false;
    others = (read(group)?.tensor.data.length ?? 0) > 1;
    return others;
  });
  return { literal: literal && others ? withWarning(literal, severalArrays()) : literal, refusal };
}

/** Why the first bracket of the text that could open an array does not. */
function bracketRefusal(text: string, language: Language): Refused | undefined {
  const open = /\[(?=[\s[(]{0,64}[-+.\d])/.exec(text.slice(0, 100_000));
  if (!open) return undefined;
  try {
    const parser = new ExpressionParser(text, language);
    parser.pos = open.index;
    literalOf(text, language, parser.expression(), undefined);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error;
  }
  return undefined;
}
