import type { Case, Pattern, Statement } from "../syntax";
import { type ClassValue, unread, type Value } from "../value";
import { readAttribute } from "./attributes";
import { equal, identical } from "./comparisons";
import { evaluate } from "./expressions";
import { fieldOf } from "./instances";
import { isInstance } from "./isInstance";
import { findInClass } from "./lookup";
import { keyOf, literalAt } from "./make";
import { namesOf, store } from "./names";
import type { Run } from "./run";
import { branches, execute } from "./statements";

export function matchStatement(run: Run, statement: Statement & { readonly kind: "match" }): boolean {
  const subject = evaluate(run, statement.subject);
  return cases(run, statement.cases, 0, subject);
}

function cases(run: Run, all: readonly Case[], index: number, subject: Value): boolean {
  const each = all[index];
  if (each === undefined) return true;
  let fits = matches(run, each.pattern, subject);
  if (fits === false) return cases(run, all, index + 1, subject);
  const enter = () => {
    bind(run, each.pattern, subject, fits === true);
    return execute(run, each.body);
  };
  if (each.guard !== undefined) {
    bind(run, each.pattern, subject, fits === true);
    const guard = run.truth(evaluate(run, each.guard));
    if (guard === false) return cases(run, all, index + 1, subject);
    if (guard === undefined) fits = undefined;
  }
  if (fits === true) return enter();
  return branches(run, [enter, () => cases(run, all, index + 1, subject)]);
}

function matches(run: Run, pattern: Pattern, subject: Value): boolean | undefined {
  switch (pattern.kind) {
    case "value": {
      const value = evaluate(run, pattern.value);
      const isConstant = value.kind === "none" || (value.kind === "number" && value.type === "bool");
      return isConstant ? identical(subject, value) : equal(run, subject, value, 0);
    }
    case "capture":
      return pattern.pattern === undefined ? true : matches(run, pattern.pattern, subject);
    case "either": {
      let result: boolean | undefined = false;
      for (const each of pattern.patterns) {
        const fits = matches(run, each, subject);
        if (fits === true) return true;
        if (fits === undefined) result = undefined;
      }
      return result;
    }
    case "sequence": {
      const items = itemsFor(pattern, subject);
      if (items === undefined) return isSequence(subject) ? false : undefined;
      let result: boolean | undefined = true;
      for (const [each, item] of items) {
        if (item === undefined) continue;
        const fits = matches(run, each, item);
        if (fits === false) return false;
        if (fits === undefined) result = undefined;
      }
      return result;
    }
    case "mapping":
      return matchesMapping(run, pattern, subject);
    case "class":
      return matchesClass(run, pattern, subject);
    case "rest":
      return true;
    case "other":
      return undefined;
  }
}

type MappingPattern = Pattern & { readonly kind: "mapping" };

function matchesMapping(run: Run, pattern: MappingPattern, subject: Value): boolean | undefined {
  if (subject.kind !== "dict") return isSequence(subject) || subject.kind === "list" ? false : undefined;
  const { entries } = subject.dict;
  if (entries === undefined) return undefined;
  let result: boolean | undefined = true;
  for (const [i, key] of keysOf(run, pattern).entries()) {
    const entry = key === undefined ? undefined : entries.get(key);
    if (key !== undefined && entry === undefined) return false;
    const fits = entry && matches(run, pattern.patterns[i], entry.value);
    if (fits === false) return false;
    if (fits === undefined) result = undefined;
  }
  return result;
}

type ClassPattern = Pattern & { readonly kind: "class" };

function matchesClass(run: Run, pattern: ClassPattern, subject: Value): boolean | undefined {
  const type = evaluate(run, pattern.type);
  const is = isInstance(subject, type);
  if (is !== true) return is;
  const parts = partsFor(run, pattern, type, subject);
  if (parts === undefined) return undefined;
  let result: boolean | undefined = true;
  for (const [each, part] of parts) {
    const fits = matches(run, each, part);
    if (fits === false) return false;
    if (fits === undefined) result = undefined;
  }
  return result;
}

/** Types that a pattern in their parentheses stands for as a whole. */
const wholes = new Set([
  "bool",
  "bytearray",
  "bytes",
  "dict",
  "float",
  "frozenset",
  "int",
  "list",
  "set",
  "str",
  "tuple",
]);

/** The patterns in the parentheses with the attributes that they stand for; undefined where these are not known. */
function partsFor(
  run: Run,
  { patterns, names }: ClassPattern,
  type: Value,
  subject: Value,
): readonly (readonly [Pattern, Value])[] | undefined {
  const count = patterns.length - names.length;
  const isWhole = type.kind === "library" && wholes.has(type.path.replace("builtins.", ""));
  if (isWhole && count === 1 && names.length === 0) return [[patterns[0], subject]];
  const own = type.kind === "class" && count > 0 ? matchedNames(run, type) : [];
  if (own === undefined || own.length < count) return undefined;
  const parts: (readonly [Pattern, Value])[] = [];
  for (const [i, each] of patterns.entries()) {
    const value = readAttribute(run, subject, i < count ? own[i] : names[i - count], run.placeOf(each));
    // One that is not there does not match.
    if (value.kind === "unknown") return undefined;
    parts.push([each, value]);
  }
  return parts;
}

/** What `__match_args__` says, which a dataclass and a named tuple have by themselves. */
function matchedNames(run: Run, type: ClassValue): readonly string[] | undefined {
  const said = findInClass(type, "__match_args__");
  if (said === undefined) {
    const { record } = type;
    const moved = record?.fields.some((name) => {
      const field = findInClass(type, name);
      return field !== undefined && (fieldOf(field)?.has("init") || fieldOf(field)?.has("kw_only"));
    });
    return moved || type.opaque === true ? undefined : record?.fields;
  }
  const items = run.iterate(said)?.flatMap((each) => (each.kind === "string" ? [each.value] : []));
  return said.kind === "tuple" && items?.length === said.items.length ? items : undefined;
}

function keysOf(run: Run, { keys }: MappingPattern): readonly (string | undefined)[] {
  return keys.map((key) => keyOf(evaluate(run, key)));
}

function isSequence(value: Value): boolean {
  return value.kind === "tuple" || value.kind === "string" || value.kind === "number" || value.kind === "none";
}

/** The patterns of a sequence with the items that they stand for; undefined where the lengths do not fit or are not known. */
function itemsFor(
  { patterns }: Pattern & { readonly kind: "sequence" },
  subject: Value,
): readonly (readonly [Pattern, Value | undefined])[] | undefined {
  if (subject.kind !== "tuple") return undefined;
  const { items } = subject;
  const star = patterns.findIndex(({ kind }) => kind === "rest");
  if (star < 0 ? items.length !== patterns.length : items.length < patterns.length - 1) return undefined;
  return patterns.map((each, i) => {
    if (i === star) return [each, undefined] as const;
    return [each, items[star >= 0 && i > star ? items.length - patterns.length + i : i]] as const;
  });
}

function bind(run: Run, pattern: Pattern, subject: Value, known: boolean): void {
  const unknown = (each: Pattern) => {
    for (const name of namesOf(each)) store(run, name, unread("expression", run.placeOf(each), name), each);
  };
  switch (pattern.kind) {
    case "value":
      return;
    case "capture":
      if (pattern.pattern !== undefined) bind(run, pattern.pattern, subject, known);
      if (pattern.name !== undefined) store(run, pattern.name, subject, pattern);
      return;
    case "sequence": {
      const items = itemsFor(pattern, subject);
      if (items === undefined || !known) {
        unknown(pattern);
        return;
      }
      const star = pattern.patterns.findIndex(({ kind }) => kind === "rest");
      for (const [i, [each, item]] of items.entries()) {
        if (item !== undefined) bind(run, each, item, known);
        else if (each.kind === "rest" && each.name !== undefined && subject.kind === "tuple") {
          const taken = subject.items.slice(star, subject.items.length - (pattern.patterns.length - 1 - i));
          store(run, each.name, run.list([...taken], literalAt(run.placeOf(each))), each);
        }
      }
      return;
    }
    case "mapping": {
      const entries = subject.kind === "dict" ? subject.dict.entries : undefined;
      if (entries === undefined || !known) {
        unknown(pattern);
        return;
      }
      const left = new Map(entries);
      for (const [i, key] of keysOf(run, pattern).entries()) {
        const entry = key === undefined ? undefined : entries.get(key);
        if (key !== undefined) left.delete(key);
        if (entry === undefined) unknown(pattern.patterns[i]);
        else bind(run, pattern.patterns[i], entry.value, known);
      }
      if (pattern.rest !== undefined)
        store(run, pattern.rest, run.dict(left, literalAt(run.placeOf(pattern))), pattern);
      return;
    }
    case "class": {
      const parts = known ? partsFor(run, pattern, evaluate(run, pattern.type), subject) : undefined;
      if (parts === undefined) unknown(pattern);
      for (const [each, part] of parts ?? []) bind(run, each, part, known);
      return;
    }
    case "either":
    case "rest":
    case "other":
      unknown(pattern);
  }
}
