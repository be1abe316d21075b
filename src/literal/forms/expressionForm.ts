import * as l10n from "@vscode/l10n";
import { defaultDType } from "../dtypes";
import { ExpressionEvaluator } from "../expression/interpreted/evaluator";
import type { Language } from "../expression/language";
import { ExpressionParser } from "../expression/parser";
import { readQuoted } from "../expression/quoted";
import { UnknownSize } from "../expression/sizes";
import { dottedName, type Node } from "../expression/syntax";
import { type ArrayValue, asArray, type ExpressionValue } from "../expression/value";
import { effortFor, extend } from "../extend";
import type { Literal, Unreadable } from "../literal";
import { Refused, unreadable } from "../refused";
import { type Group, scanGroups } from "../text/groups";
import { nameBefore } from "../text/names";
import { type Nested, NestedReader } from "../text/nested";
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

export function severalArrays(): string {
  return l10n.t("There are several arrays here, of which the first is read.");
}

/** The literal with a warning about all of it. */
export function withWarning(literal: Literal, message: string): Literal {
  const { offset, length } = literal.span;
  const warning = { code: "unsupported-expression", severity: "warning", offset, length, message } as const;
  return { ...literal, diagnostics: [...literal.diagnostics, warning] };
}

/** The first of a tuple of tensors of unlike types, which are arrays of their own, and a warning. */
function severalTensors(text: string, language: Language, { name, value }: StatementForm): Literal | undefined {
  if (value.kind !== "list" || text[value.start] !== "(" || value.items.length < 2 || value.items.length > 20)
    return undefined;
  if (!value.items.every(({ kind }) => kind === "call")) return undefined;
  const [first, ...others] = value.items.map((item) => literalOf(text, language, item, name));
  const isOne = others.every(({ tensor }) => tensor.dtype === first.tensor.dtype);
  return isOne ? undefined : withWarning(first, severalArrays());
}

/** The one array that a call of `print` shows, and a warning that the call is not evaluated. */
function printedArgument(text: string, language: Language, node: Node): Literal | undefined {
  if (
    node.kind !== "call" ||
    language.functions !== undefined ||
    !/^(?:p?print|display)$/.test(dottedName(node.callee) ?? "")
  )
    return undefined;
  const arrays = node.args.filter(({ name, value }) => name === undefined && value.kind !== "string");
  if (arrays.length !== 1) return undefined;
  const literal = literalOf(text, language, arrays[0].value, undefined);
  const { start, end } = node.callee;
  const message = l10n.t("“{0}” around it is not evaluated.", `${text.slice(start, end)}(…)`);
  const warning = {
    code: "unsupported-expression",
    severity: "warning",
    offset: start,
    length: end - start,
    message,
  } as const;
  return { ...literal, diagnostics: [...literal.diagnostics, warning] };
}

/** `{…}`, `OrderedDict({…})`, `OrderedDict([('weight', …)])`: the array is in it. */
function isMapping(node: Node): boolean {
  if (node.kind === "dict") return true;
  if (node.kind !== "call") return false;
  return /Dict$/.test(dottedName(node.callee) ?? "") || node.args.some(({ value }) => value.kind === "dict");
}

const inputKeys = /^(?:logits|probs|probabilities|scores|predictions|outputs?|y_pred|values)$/;

/** The array that counts among several of a dictionary, and a warning which that is; undefined where there are not several. */
function readKeyed(
  text: string,
  language: Language,
  { entries }: Extract<Node, { kind: "dict" }>,
): Literal | undefined {
  const arrays = entries.filter(
    ({ value }) => value.kind !== "string" && /[[(]/.test(text.slice(value.start, value.end)),
  );
  if (arrays.length < 2) return undefined;
  const isFrame = entries.some(({ key }) => key === "columns" || key === "index");
  const chosen = arrays.find(({ key }) => (isFrame ? key === "data" : inputKeys.test(key))) ?? arrays[0];
  try {
    const literal = literalOf(text, language, chosen.value, chosen.key);
    return withWarning(literal, l10n.t("Of several arrays, “{0}” is read.", chosen.key));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return undefined;
  }
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

function literalOf(text: string, language: Language, node: Node, name: string | undefined): Literal {
  return literalOfNode(new ExpressionEvaluator(text, language), node, name);
}

/** The value of an expression, which must be an array, as a literal. */
export function literalOfNode(evaluator: ExpressionEvaluator, node: Node, name: string | undefined): Literal {
  const array = requireArray(unquoted(evaluator, node, evaluator.evaluate(node)), node);
  return {
    kind: "literal",
    tensor: {
      data: array.data,
      shape: array.shape,
      dtype:
        array.dtype ??
        (array.library || !evaluator.language.dialect.wideFloats
          ? defaultDType(array.written, array.library)
          : defaultDType(array.written, "numpy")),
    },
    span: { offset: node.start, length: node.end - node.start },
    name,
    library: array.library,
    elementOffsets: array.offsets,
    elementLengths: array.lengths,
    columnNames: evaluator.columnNames,
    diagnostics: evaluator.warnings,
    ...(array.scale !== undefined && { scale: array.scale }),
  };
}

/** `"[0.1, 0.2]"`: what stands between the quotes, said in a warning. */
function unquoted(evaluator: ExpressionEvaluator, node: Node, value: ExpressionValue): ExpressionValue {
  if (node.kind !== "string" || !/^\s*(?:[[({]|[A-Za-z_][\w.]*\()/.test(node.value)) return value;
  const read = readQuoted(evaluator, node, evaluator.language);
  evaluator.warn("unsupported-expression", node, l10n.t("The array is read from the text between the quotes."));
  return read;
}

function requireArray(value: ExpressionValue, node: Node): ArrayValue {
  if (value.kind === "array") return value;
  if (value.kind === "scalar" && value.dtype !== undefined)
    return { ...asArray(value), start: node.start, end: node.end };
  throw new Refused(
    "not-an-array",
    node.start,
    node.end,
    l10n.t("This is a single value; an array such as [0.1, 0.2] is expected."),
  );
}
