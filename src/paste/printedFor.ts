import type { PastedLine } from "./lines";

/**
 * Whether the number that stands alone on a line was printed for the loss: a session and a notebook show what is asked for, and that
 * may be `x.min()` as well. True where nothing tells what it was printed for.
 */
export function isPrintedForLoss(lines: readonly PastedLine[], line: number): boolean {
  const asked = askedAbove(lines, line);
  if (asked === undefined) return true;
  const code = lines
    .slice(Math.max(0, line - MOST_LINES), line)
    .map(({ text }) => bare(text))
    .join("\n");
  return isLoss(asked, code, MOST_NAMES);
}

/** Names that are followed to what was assigned to them. */
const MOST_NAMES = 4;
/** How far above a number it is looked for what it was asked for, and what its names are. */
const FAR = 60;
const MOST_LINES = 400;
const LONGEST = 500;
const prompt = /^\s*(?:>>>|In \[\d*\]:) ?/;
const continued = /^\s*\.{3}:? ?/;
const bare = (text: string) => text.slice(0, LONGEST).replace(prompt, "").replace(continued, "");

/** The expression whose value a line shows; undefined where there is none. */
function askedAbove(lines: readonly PastedLine[], line: number): string | undefined {
  const first = Math.max(0, line - FAR);
  let at = line - 1;
  if (lines[line].kind === "session") {
    while (at >= first && !prompt.test(lines[at].text)) at--;
    if (at < first) return undefined;
    let asked = bare(lines[at].text);
    for (let next = at + 1; next < line && continued.test(lines[next].text); next++)
      asked += ` ${bare(lines[next].text)}`;
    return expression(asked) ?? (at === line - 1 ? undefined : expression(lines[line - 1].text));
  }
  // Below code: as many numbers as it prints are those, in order; otherwise the last line is what a notebook shows.
  while (at >= first && (lines[at].kind === "printed" || lines[at].kind === "blank")) at--;
  if (at < first || lines[at].kind !== "code") return undefined;
  const shown = lines.slice(at + 1).findIndex(({ kind }) => kind !== "printed" && kind !== "blank");
  const numbers = lines
    .slice(at + 1, shown < 0 ? undefined : at + 1 + shown)
    .flatMap(({ kind, text }, own) => (kind === "printed" && /^\S/.test(text) ? [at + 1 + own] : []));
  let from = at;
  while (from > first && (lines[from - 1].kind === "code" || lines[from - 1].kind === "blank")) from--;
  const prints = lines.slice(from, at + 1).filter(({ text }) => /^print\(/.test(text));
  if (prints.length > 0)
    return prints.length === numbers.length ? expression(prints[numbers.indexOf(line)].text) : undefined;
  return numbers.length === 1 ? expression(lines[at].text) : undefined;
}

/** What a statement shows: an assignment shows nothing. */
function expression(statement: string): string | undefined {
  const last = statement.split(" #", 1)[0].split(";").at(-1)?.trim() ?? "";
  const printed = last.endsWith(")") ? /(?:^|[\s:])print\((.*)/.exec(last.slice(0, -1))?.[1] : undefined;
  if (printed !== undefined) return printed;
  return last === "" ||
    /^[A-Za-z_][\w.]*\s*(?:[-+*/]?=(?!=)|,.*=)|^(?:for|while|with|if|def|class|import|from|return)\b/.test(last)
    ? undefined
    : last;
}

/** What leaves a loss the same number, or makes one of the losses of samples. */
const kept = /\.(?:item|detach|cpu|numpy|data|mean|sum|float|double|tolist)(?:\(\))?$/;
const named =
  /loss|criteri|entropy|nll|bce|kl_?div|objective|cost|mse|mae|huber|hinge|elbo|(?:^|_)(?:ce|l1|kl|ctc)(?:_|$)/i;

/** Whether an expression is a loss, or a call of one: by its name, or what was assigned to it. */
function isLoss(asked: string, code: string, names: number): boolean {
  let own = asked.trim();
  while (kept.test(own)) own = own.replace(kept, "");
  const head = /^[A-Za-z_][\w.]*/.exec(own)?.[0];
  if (head === undefined || !isCalls(own.slice(head.length))) return false;
  if (named.test(head.slice(head.lastIndexOf(".") + 1))) return true;
  if (names === 0 || head.includes(".")) return false;
  const assigned = [...code.matchAll(new RegExp(`^[ \\t]*${head}[ \\t]*=(?!=)(.*)$`, "gm"))].at(-1)?.[1];
  return assigned !== undefined && isLoss(assigned.split(" #", 1)[0], code, names - 1);
}

/** Whether a text is nothing but calls: `(out, y)`, `()(out, y)`. */
function isCalls(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if ("([{".includes(letter)) depth++;
    else if (")]}".includes(letter)) depth--;
    else if (depth === 0 && letter.trim() !== "") return false;
  }
  return depth === 0 && !text.startsWith("[");
}
