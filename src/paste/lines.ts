/** What a line of a paste is. */
export type LineKind = "blank" | "code" | "session" | "traceback" | "log" | "printed" | "prose" | "fence";

/** A line with where it begins. */
export interface PastedLine {
  readonly kind: LineKind;
  readonly text: string;
  readonly start: number;
}

const statement =
  /^\s*(?:import\s+\w|from\s+[\w.]+\s+import\b|(?:async\s+)?def\s+\w+\s*\(|class\s+\w+.*:|(?:for|while|if|elif|with)\b.*:\s*(?:#.*)?$|(?:else|try|finally)\s*:|except\b.*:|return\b|assert\s|del\s|raise\s|pass$|break$|continue$|@\w|print\()/;
const assignment =
  /^\s*[A-Za-z_][\w.]*(?:\[[^\]]*\])?(?:\s*,\s*[A-Za-z_][\w.]*)*\s*(?::\s*[\w.[\]]+\s*)?(?:[-+*/]|\/\/)?=(?!=)\s*\S/;
const callee = /^\s*-?[A-Za-z_][\w.]*\(/;
/** `logits = tensor([[…]])`: what print shows; code says `torch.tensor`. */
const shown = /^\s*[A-Za-z_][\w.]*\s*=\s*tensor\(/;
const prompt = /^[ \t]*(?:>>>(?: |$)|In \[\d*\]:)/;
const array =
  /^\s*(?:\w[\w .]{0,40}[:=]\s?)?(?:(?:tensor|array|Tensor|torch\.tensor|torch\.Size|np\.array|Array)\(|<tf\.|\[\s*[-\d[.]|Variable containing|\[torch\.[\w.]{0,60}Tensor of size|\w+Output\(|OrderedDict\()|^[\s\d.,eE+\-[\]()naif]+$/;
/** A number that a program wrote of its training, by the name in front of it. */
export const metric =
  /(?:^|[^A-Za-z])(?:[A-Za-z]+[_\-/ .])?(?:loss|acc|accuracy|ppl|perplexity|logloss|mlogloss|error|bpc|nll|bce|elbo|categorical_accuracy|crossentropy|cross_entropy)(?:[_-]?\w{0,12})?["']?\s?\*{0,2}[:=\s]\s?["']?(?:tensor\()?[-+]?(?:\d|nan|inf|\.\d)/i;

/** CatBoost, with or without its number in front: `12:	learn: 0.6931	test: 0.6930`. */
const boosting = /^\s*(?:\d{1,9}:\s{1,4})?learn: \d/;

/** A line that is a call, or begins one, whatever comment stands behind it. */
function isCall(line: string): boolean {
  return callee.test(line) && [line, line.split("#", 1)[0]].some((code) => /[),([{]$/.test(code.trimEnd()));
}

/** The lines of a text with what each is. Brackets that stay open take the following lines along. */
export function pastedLines(text: string): readonly PastedLine[] {
  const lines: PastedLine[] = [];
  let start = 0;
  let open = 0;
  let fenced: "python" | "other" | undefined;
  let session = false;
  const all = text.split("\n");
  for (const [index, line] of all.entries()) {
    const before = lines.at(-1);
    let kind: LineKind;
    if (/^\s*(?:```|~~~)/.test(line)) {
      fenced = fenced !== undefined ? undefined : /```\s*(?:python|py|python3)\b/i.test(line) ? "python" : "other";
      kind = "fence";
      [open, session] = [0, false];
    } else if (line.trim() === "") {
      kind = open > 0 && before !== undefined ? before.kind : "blank";
      if (open === 0) session = false;
    } else if (before?.kind === "code" && /^\s*(?:\.{3}|\u2026)\s*$/.test(line)) {
      // What was left out of code ends none.
      kind = "code";
    } else if (open > 0 && before !== undefined && !prompt.test(line) && !isTracebackStart(line)) {
      kind = before.kind;
      open = Math.max(0, open + depth(line));
    } else {
      kind = kindOf(line, before, fenced, session);
      if (kind === "log" && isStart(line, all[index + 1] ?? "")) kind = "code";
      session = kind === "session";
      open = kind === "code" || kind === "printed" ? Math.max(0, depth(line)) : 0;
      // Words may open a bracket and never close it.
      if (kind === "session") open = 0;
    }
    lines.push({ kind, text: line, start });
    start += line.length + 1;
  }
  return lines;
}

function kindOf(
  line: string,
  before: PastedLine | undefined,
  fenced: "python" | "other" | undefined,
  session: boolean,
): LineKind {
  if (prompt.test(line)) return "session";
  if (isTracebackStart(line) || (before?.kind === "traceback" && continuesTraceback(line, before.text)))
    return "traceback";
  if (session) return "session";
  if (fenced === "python") return "code";
  if (isAlone(line)) return "traceback";
  const wordy = isWordy(line);
  if ((metric.test(line) && !isCodeLike(line, before)) || boosting.test(line)) return "log";
  if (statement.test(line) && !wordy) return "code";
  if (array.test(line) && (!assignment.test(line) || shown.test(line))) return "printed";
  if ((assignment.test(line) || isCall(line)) && !wordy) return "code";
  if (before?.kind === "code" && /^\s+\S/.test(line) && !wordy) return "code";
  if (/^\s*#(?!#)/.test(line) && (before?.kind === "code" || before?.kind === "blank" || before === undefined))
    return "code";
  return "prose";
}

/** `test_loss = 0` above the code that adds to it: no log prints code below its numbers. */
function isStart(line: string, next: string): boolean {
  if (!/^\s*[A-Za-z_][\w.]*\s*=\s*0(?:\.0?)?\s*(?:#.*)?$/.test(line) || isWordy(next)) return false;
  return statement.test(next) || (assignment.test(next) && !metric.test(next));
}

/** `loss = criterion(out, y)` is code although it names a loss; so is `loss = 0.0` within code, but not below the words of a log. */
function isCodeLike(line: string, before: PastedLine | undefined): boolean {
  if (/^\s*(?:print|return|assert|if|def|for|while)\b/.test(line)) return true;
  if (!/^\s*[A-Za-z_][\w.]*\s*[-+*/]?=/.test(line)) return false;
  if (/^\s*(?:running|total|epoch|sum|cum|train|val|avg)\w{0,20} = 0(?:\.0?)?$/.test(line)) return true;
  const value = line.slice(line.indexOf("=") + 1);
  return /[A-Za-z_]\w*[.(]/.test(value.replace(/tensor\(/g, "")) || before?.kind === "code" || /(?:^|\s)#/.test(value);
}

const operator = /^(?:[-+*/%@&|]|\*\*|\/\/|[-+*/]?=|[=!<>]=|[<>])$/;

/** Sentences: three words in a row that are no code. */
function isWordy(line: string): boolean {
  const code = line.replace(/#.*$/, "").replace(/"[^"]*"|'[^']*'/g, "");
  const parts = code.split(/\s+/);
  // What an operator stands beside is code.
  const words = parts
    .filter((_, i) => !operator.test(parts[i - 1] ?? "") && !operator.test(parts[i + 1] ?? ""))
    .flatMap((part, i, all) =>
      /^[A-Za-z']+(?:[.,;:?!]$)?$/.test(part) && (i === all.length - 1 || /^[A-Za-z']+$/.test(part)) ? [part] : [],
    )
    .map((word) => word.replace(/[.,;:?!]$/, ""));
  const keywords =
    /^(?:for|in|if|else|and|or|not|is|import|from|as|def|class|with|return|lambda|while|raise|assert|del|print|async|await|global|except)$/;
  return words.filter((word) => !keywords.test(word)).length >= 3;
}

const errorName = "(?:[A-Za-z_][\\w.]*\\.)?[A-Z]\\w*(?:Error|Exception|Interrupt)";
const alone = new RegExp(`^\\s{0,4}(?:${errorName}): \\S`);

export function isTracebackStart(line: string): boolean {
  return (
    /^\s*Traceback \(most recent call last\)|^\s+File ".{1,300}", line \d+|^-{20,}$|^\S*Error\s+Traceback \(most recent/.test(
      line,
    ) || /^(?:Cell )?In ?\[\d*\], line \d+|^File \S+:\d+, in |^-+> ?\d+ /.test(line)
  );
}

/** An exception or a warning with nothing above it. */
function isAlone(line: string): boolean {
  return (
    alone.test(line) ||
    /\b(?:User|Future|Deprecation|Runtime)Warning: |Assertion [`'].{1,200}failed|CUDA error: /.test(line)
  );
}

function continuesTraceback(line: string, before: string): boolean {
  if (new RegExp(`^\\s*(?:${errorName})\\b`).test(before))
    return /^\s+\S|^(?:CUDA|For debugging|Compile with|Many models|In this case|or torch|safe to)/.test(line);
  return (
    /^\s|^\w[\w.]*(?:Error|Exception|Interrupt|Warning)\b|^(?:File|Cell|During|The above|Input In|~|\.|\/)|^-+>/.test(
      line,
    ) || /^\d+ /.test(line)
  );
}

/** By how much brackets stay open at the end of a line; strings and comments are left out. */
function depth(line: string): number {
  let [open, quote] = [0, ""];
  for (let p = 0; p < line.length; p++) {
    const letter = line[p];
    if (quote !== "") {
      if (letter === "\\") p++;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === "#") break;
    else if ("([{".includes(letter)) open++;
    else if (")]}".includes(letter)) open--;
  }
  return open;
}
