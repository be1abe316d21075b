export type ProgramLanguage = "python" | "javascript";

const LONGEST = 300;
const PYTHON =
  /^[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*|\[(?:-?\d{1,9}|"[^"\\\p{Cc}]*"|'[^'\\\p{Cc}]*')\])*$/u;
const JAVASCRIPT =
  /^[\p{L}_$][\p{L}\p{N}_$]*(?:\.[\p{L}_$][\p{L}\p{N}_$]*|\[(?:\d{1,9}|"[^"\\\p{Cc}]*"|'[^'\\\p{Cc}]*')\])*$/u;

/**
 * Whether a text may be asked for in a running program: a name, its attributes, elements at a constant place, and nothing that calls,
 * assigns or computes.
 */
export function isVariable(text: string, language: ProgramLanguage): boolean {
  return text.length <= LONGEST && (language === "python" ? PYTHON : JAVASCRIPT).test(text);
}

/** The name by which a variable is shown and judged: `logits` of `self.out["logits"]`. */
export function nameOf(expression: string): string {
  return expression.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu)?.at(-1) ?? expression;
}

/** The variable around an offset of a line: a name, with what is in front of it by points. */
export function variableAround(line: string, offset: number, language: ProgramLanguage): string | undefined {
  const isPart = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}_$.]/u.test(character);
  const isName = (character: string | undefined) => isPart(character) && character !== ".";
  let start = offset;
  let end = offset;
  while (start > 0 && offset - start < LONGEST && isPart(line[start - 1])) start--;
  while (end - offset < LONGEST && isName(line[end])) end++;
  const text = line.slice(start, end);
  return isVariable(text, language) && !notNames.has(text) ? text : undefined;
}

const notNames: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if import in is " +
    "lambda nonlocal not or pass raise return try while with yield const let var function new null undefined true false this typeof"
  ).split(" "),
);
