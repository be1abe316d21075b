import { isBlank, lines, type TextLine } from "../text/lines";

/** `0 1 2 …`, three or more. */
export function counts(words: readonly string[]): boolean {
  return words.length > 2 && words.every((word, i) => word === String(i));
}

export function nextLine(text: string, from: number): TextLine | undefined {
  for (const line of lines(text, from)) if (!isBlank(text, line)) return line;
  return undefined;
}

export function headerWords(text: string, { start, end }: TextLine): string[] {
  return text
    .slice(start, end)
    .replace(/\\\s*$/, "")
    .trim()
    .split(/\s+/);
}

/** Names may have blanks in them: columns stand two blanks apart. */
export function headerNames(text: string, { start, end }: TextLine): string[] {
  return text
    .slice(start, end)
    .replace(/\\\s*$/, "")
    .trim()
    .split(/\s{2,}/);
}

export function namesOf(text: string, header: TextLine, count: number): string[] {
  const words = headerWords(text, header);
  if (words.length === count) return words;
  if (words[0] === "Obs" && words.length === count + 1) return words.slice(1);
  const names = headerNames(text, header);
  return names.length === count ? names : [];
}
