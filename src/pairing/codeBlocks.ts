/** Blocks of Python in texts: between fences of Markdown, Quarto and R Markdown, and behind Sphinx's directives. */

const fences = ["```", "~~~"];
/** What stands behind a fence: `python`, `{python label, echo=FALSE}`, `{code-cell} ipython3`. */
const languages: ReadonlySet<string> = new Set(["python", "py", "python3", "ipython", "ipython3", "{code-cell}"]);
const directives: ReadonlySet<string> = new Set(["code-block::", "code::", "sourcecode::", "testcode::", "ipython::"]);

interface Block {
  readonly isCode: boolean;
  /** What closes it; undefined for what ends where the text is indented no more. */
  readonly fence: string | undefined;
  readonly indent: number;
}

/** Whether there is a line that begins a block of Python. */
export function hasBlocks(text: string): boolean {
  return text.split("\n").some((line) => begins(line)?.isCode === true);
}

/** The blocks, and what stands around them; each with the other blanked, so that offsets are those of the text. */
export function takenApart(text: string): { readonly code: string; readonly rest: string } {
  const [code, rest]: [string[], string[]] = [[], []];
  let block: Block | undefined;
  for (const line of text.split("\n")) {
    const [inside, after]: [boolean, Block | undefined] =
      block === undefined || endsBefore(block, line)
        ? [false, begins(line)]
        : block.fence !== undefined && line.trim() === block.fence
          ? [false, undefined]
          : [block.isCode && !isOption(block, line), block];
    const blank = line.endsWith("\r") ? `${" ".repeat(line.length - 1)}\r` : " ".repeat(line.length);
    code.push(inside ? line : blank);
    rest.push(inside ? blank : line);
    block = after;
  }
  return { code: code.join("\n"), rest: rest.join("\n") };
}

function begins(line: string): Block | undefined {
  const text = line.trim();
  const indent = indentOf(line);
  const fence = fences.find((each) => text.startsWith(each));
  if (fence !== undefined) {
    const first = text.slice(fence.length).trim().toLowerCase();
    const [word = ""] = first.split(/[ \t,]/, 1);
    const isChunk = word === "{python" || word === "{python}";
    return { isCode: isChunk || languages.has(word), fence, indent };
  }
  if (!text.startsWith(".. ")) return undefined;
  const [, name, language = "python"] = text.split(/[ \t]/);
  return directives.has(name) && languages.has(language) ? { isCode: true, fence: undefined, indent } : undefined;
}

function endsBefore({ fence, indent }: Block, line: string): boolean {
  return fence === undefined && line.trim() !== "" && indentOf(line) <= indent;
}

/** `:linenos:` below a directive. */
function isOption({ fence }: Block, line: string): boolean {
  return fence === undefined && line.trim().startsWith(":");
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
