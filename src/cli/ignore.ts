/** Whether a path, relative to the folder of the rules and with `/`, is left out. */
export type Ignores = (path: string, isFolder: boolean) => boolean;

interface Rule {
  readonly pattern: RegExp;
  readonly negated: boolean;
  readonly foldersOnly: boolean;
}

const MOST_RULES = 2000;

/** The rules of a `.gitignore`: the last that matches decides. */
export function ignoresOf(text: string): Ignores {
  const rules = text
    .split(/\r?\n/)
    .slice(0, MOST_RULES)
    .flatMap((line) => ruleOf(line) ?? []);
  return (path, isFolder) =>
    rules.reduce(
      (ignored, { pattern, negated, foldersOnly }) =>
        (!foldersOnly || isFolder) && pattern.test(path) ? !negated : ignored,
      false,
    );
}

function ruleOf(line: string): Rule | undefined {
  const trimmed = line.replace(/(?<!\\)\s+$/, "");
  if (trimmed === "" || trimmed.startsWith("#") || trimmed.length > 500) return undefined;
  const negated = trimmed.startsWith("!");
  const body = negated ? trimmed.slice(1) : trimmed.replace(/^\\([!#])/, "$1");
  const foldersOnly = body.endsWith("/");
  const path = body.replace(/\/$/, "");
  // A slash anywhere but at the end ties the pattern to the folder of the file.
  const anchored = path.includes("/");
  try {
    const source = globSource(path.replace(/^\//, ""));
    return { pattern: new RegExp(`^${anchored ? "" : "(?:.*/)?"}${source}$`), negated, foldersOnly };
  } catch {
    return undefined;
  }
}

/** `*` within a name, `**` over folders, `?`, `[a-z]`. */
function globSource(glob: string): string {
  return glob.replaceAll(/\*\*\/|\/\*\*$|\*+|\?|\[!?[^\]/]+\]|\\(.)|[.+^${}()|[\]\\/]/g, (part, escaped?: string) => {
    if (escaped !== undefined) return escaped.replace(/\W/, "\\$&");
    if (part === "**/") return "(?:[^/]+/)*";
    if (part === "/**") return "/.*";
    if (part.startsWith("*")) return "[^/]*";
    if (part === "?") return "[^/]";
    if (part.startsWith("[") && part.length > 2) return part.replace("[!", "[^").replaceAll("\\", "\\\\");
    return `\\${part}`;
  });
}
