import type { Span } from "../literal/literal";

/** A list of words in quotes that a text assigns to a name, or keeps under a key: the labels of samples, if there are numbers beside them. */
export interface WordList {
  readonly name: string | undefined;
  readonly span: Span;
  readonly words: readonly Word[];
}

interface Word extends Span {
  readonly text: string;
}

// A name is tried from its beginning alone: a long word costs its length once.
const head =
  /(?:["']?(?<!\w)([A-Za-z_]\w*)["']?[ \t]{0,40}(?:[:=]|<-)[ \t]{0,40}(?:\w+(?:\.\w+)*\([ \t]{0,40}|c(?=\())?[[(]|[(,][ \t]{0,40}\[)[ \t\n]{0,200}(?=["'])/g;
const word = /\s*(?:"([^"\\\n]{0,100})"|'([^'\\\n]{0,100})')\s*(,|[\])]|(?=["']))/y;

const MOST_LISTS = 100;
const MOST_WORDS = 100_000;

/** The lists of words of a text, in order; those that name different things each, such as class names, among them. */
export function wordLists(text: string): readonly WordList[] {
  const lists: WordList[] = [];
  for (const match of text.matchAll(head)) {
    const start = match.index + match[0].trimEnd().length - 1;
    const words = readWords(text, match.index + match[0].length);
    if (words === undefined) continue;
    const { offset, length } = words[words.length - 1];
    const end = text.slice(offset + length).search(/[\])]/);
    lists.push({ name: match[1], span: { offset: start, length: offset + length + end + 1 - start }, words });
    if (lists.length === MOST_LISTS) break;
  }
  return lists;
}

function readWords(text: string, from: number): readonly Word[] | undefined {
  const words: Word[] = [];
  word.lastIndex = from;
  while (words.length < MOST_WORDS) {
    const match = word.exec(text);
    if (match === null) return undefined;
    const content = match[1] ?? match[2];
    const offset = match.index + match[0].search(/["']/) + 1;
    words.push({ text: content, offset, length: content.length });
    if (match[3] === "]" || match[3] === ")" || /^\s*[\])]/.test(text.slice(word.lastIndex, word.lastIndex + 20)))
      return words;
  }
  return undefined;
}
