/** A list of words in a text that names classes: `classes = ["cat", "dog"]`, `id2label = {0: "cat", 1: "dog"}`. */
export interface ClassNameList {
  /** What the list is assigned to. */
  readonly name: string;
  readonly offset: number;
  /** The name of each class, by its index. */
  readonly names: readonly string[];
}

/** An assignment or key whose name speaks of classes, at the start of a line or of an entry of an object, and the opening bracket. */
const HEAD =
  /(?:^|[{,])[ \t]*(?:(?:export|const|let|var|final|static|self\.)[ \t]*)*["']?(\w*(?:class|label|categor|names)\w*)["']?[ \t]*(?::[ \t]*[\w[\], .]{1,40}=|[:=]|<-)[ \t]*(?:(?:np|numpy)\.array\(|list\(|c(?=\())?[ \t]*([[({])/gim;
/** One entry, with what parts it from the next: a string, `index: string` or `string: index`. */
const ENTRY =
  /\s*(?:(?:["']?(\d{1,6})["']?\s*:\s*)?(?:"([^"\\\n]{0,200})"|'([^'\\\n]{0,200})')(?:\s*:\s*(\d{1,6}))?)\s*(,|[\])}])/y;

const MOST_LISTS = 20;
const MOST_NAMES = 1000;

/** The lists of class names in a text, in order. Bounded: at most 20 of at most 1,000 names. */
export function classNameLists(text: string): readonly ClassNameList[] {
  const lists: ClassNameList[] = [];
  for (const match of text.matchAll(HEAD)) {
    const names = readNames(text, match.index + match[0].length);
    if (names === undefined) continue;
    lists.push({ name: match[1], offset: match.index + match[0].indexOf(match[1]), names });
    if (lists.length === MOST_LISTS) break;
  }
  return lists;
}

function readNames(text: string, from: number): readonly string[] | undefined {
  const names: string[] = [];
  ENTRY.lastIndex = from;
  for (let count = 0; count < MOST_NAMES; count++) {
    const entry = ENTRY.exec(text);
    if (entry === null) return undefined;
    const [, before, double, single, after, end] = entry;
    const index = before ?? after;
    names[index === undefined ? count : Number(index)] = double ?? single;
    const closed = end !== "," || /^\s*[\])}]/.test(text.slice(ENTRY.lastIndex, ENTRY.lastIndex + 200));
    if (closed) return count > 0 && isFilled(names, count + 1) ? names : undefined;
  }
  return undefined;
}

/** Each index once, from 0 on. */
function isFilled(names: readonly (string | undefined)[], count: number): names is readonly string[] {
  return names.length === count && !names.includes(undefined);
}
