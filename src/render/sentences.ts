import * as l10n from "@vscode/l10n";

/** A clause as a sentence, unless it is one. */
export function sentence(clause: string): string {
  return /[.!?。！？]$/.test(clause) ? clause : l10n.t("{0}.", clause);
}

/** Two clauses as sentences, the last without its end: what comes behind them is for those who have it. */
export function thenSentence(first: string, second: string): string {
  return l10n.t("{0}. {1}", first, second);
}

/** Words in a row, as the language has it: Chinese has a comma of its own. */
export function listed(words: readonly string[]): string {
  return words.length === 0 ? "" : words.reduce((before, next) => l10n.t("{0}, {1}", before, next));
}

/** Clauses in a row. */
export function clauses(parts: readonly string[]): string {
  return parts.length === 0 ? "" : parts.reduce((before, next) => l10n.t("{0}; {1}", before, next));
}
