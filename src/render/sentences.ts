import * as l10n from "@vscode/l10n";

/** A clause as a sentence, unless it is one. */
export function sentence(clause: string): string {
  return /[.!?。！？]$/.test(clause) ? clause : l10n.t("{0}.", clause);
}

/** Two clauses as sentences, the last without its end: what comes behind them is for those who have it. */
export function thenSentence(first: string, second: string): string {
  return l10n.t("{0}. {1}", first, second);
}
