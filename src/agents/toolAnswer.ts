/** What a tool answers: data for a program with the same in words, or in one line why there is none. */
export type ToolAnswer<Data> =
  | { readonly kind: "answer"; readonly data: Data; readonly text: string }
  | { readonly kind: "problem"; readonly message: string };

export function problem(message: string): { readonly kind: "problem"; readonly message: string } {
  return { kind: "problem", message: message.replaceAll(/\s+/g, " ").trim().slice(0, LONGEST_MESSAGE) };
}

const LONGEST_MESSAGE = 500;

/** How much a tool takes: what is larger is refused with its size, never cut. */
export const limits = {
  /** Characters of all files of one call together. */
  characters: 2_000_000,
  files: 200,
  /** Characters of an array, and elements of both. */
  arrayCharacters: 1_000_000,
  elements: 100_000,
} as const;
