import type { Answer } from "../diagnosis/answer";
import type { PasteSaid } from "../paste/pasteAnswer";
import { answerBeside, tokensText } from "./answerNumbers";
import { answerHeadline } from "./answerText";
import { fixText } from "./fixText";
import { pasteFixes, pasteLines, pasteMessage } from "./pasteText";

/** Several lines about one call, as the hover has them. */
export function callLines(answer: Answer): readonly string[] {
  const lines = [answerHeadline(answer)];
  for (const fix of answer.fixes) lines.push(`  ${fixText(fix, answer)}`);
  for (const beside of answerBeside(answer)) lines.push(`  ${beside}`);
  if (answer.tokens !== undefined) lines.push(`  ${tokensText(answer.tokens)}`);
  for (const { text, by } of answer.seen) if (by !== undefined) lines.push(`  ${text} is ${by.code}`);
  return lines;
}

/** Several lines about a part of a paste, the answer in the first. */
export function saidLines(said: PasteSaid): readonly string[] {
  if (said.kind === "call") return callLines(said.call);
  const { answer } = said;
  return [
    pasteMessage(answer),
    ...pasteFixes(answer).map((fix) => `  ${fix}`),
    ...pasteLines(answer).map((line) => `  ${line}`),
  ];
}
