/** Of a letter of the charts' own font, which is of one width. */
const LETTER = 6.7;
/** Of an average letter in words. */
const WORD_LETTER = 5.8;
/** Between two texts that are to be told apart. */
const AIR = 8;

/** How wide a text of so many letters is in a chart, in pixels, with air beside it. */
export function textWidth(letters: number): number {
  return letters * LETTER + AIR;
}

/** As much of a text as there is room for. */
export function excerptOf(text: string, width: number): string {
  const letters = Math.max(Math.floor(width / LETTER) - 1, 1);
  return text.length <= letters + 1 ? text : `${text.slice(0, letters)}…`;
}

/** Words in lines of a width. */
export function wrapped(words: string, width: number): readonly string[] {
  const letters = Math.floor(width / WORD_LETTER);
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
