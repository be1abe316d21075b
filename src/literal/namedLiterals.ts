import type { Language } from "./expression/language";
import { type Effort, type Extent, effortFor, extend } from "./extend";
import { languageOf } from "./languages/languages";
import type { Span } from "./literal";
import { type Group, scanGroups } from "./text/groups";
import { type NameBefore, nameBefore } from "./text/names";

/** An array literal that a text assigns to a name, or keeps under the key of an object. */
export interface NamedLiteral {
  readonly name: string;
  readonly nameSpan: Span;
  /** The literal itself; `parseLiteral` reads this part of the text. */
  readonly span: Span;
}

/** So many are found in one text; the rest is left out. */
export const MOST_NAMED = 10_000;

/** All named array literals of a text, in order. Finds them by brackets and signs alone: elements are not read. */
export function namedLiterals(text: string, languageId: string): readonly NamedLiteral[] {
  const language = languageOf(languageId, text);
  const effort = effortFor(text);
  const named: NamedLiteral[] = [];
  let past = 0;
  scanGroups(text, language, (group) => {
    const found = group.start < past ? undefined : namedGroup(text, group, language, effort);
    if (found) {
      past = found.extent.end;
      const { name, offset, length } = found.before;
      named.push({
        name,
        nameSpan: { offset, length },
        span: { offset: found.extent.start, length: found.extent.end - found.extent.start },
      });
    }
    return named.length >= MOST_NAMED;
  });
  return named;
}

/** A group whose whole value is constant, and the name in front of it; keyword arguments of a call are no names. */
function namedGroup(
  text: string,
  group: Group,
  language: Language,
  effort: Effort,
): { readonly before: NameBefore; readonly extent: Extent } | undefined {
  if (group.parent === 40 || group.parent === 91 || !mayBeNamed(text, group)) return undefined;
  const extent = extend(text, group, language, effort);
  if (extent.partial) return undefined;
  const before = extent.name ?? nameBefore(text, extent.start, language);
  if (!before || (before.sign === ":" && group.parent === 0 && language.indented)) return undefined;
  return { before, extent };
}

/** Whether a sign of an assignment or key stands anywhere near: without one the group need not be looked at closely. */
function mayBeNamed(text: string, { start, open }: Group): boolean {
  for (let p = start - 1; p >= 0 && start - p < 160; p--) {
    const c = text.charCodeAt(p);
    if (c === 61 || c === 58 || c === 45) return true;
  }
  return text[open] === "{";
}
