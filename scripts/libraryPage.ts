/** The reference of the library, made of its types and what is said above them: what src/library.ts exports, as it is declared. */
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { repository } from "./l10nTexts";

interface Declared {
  readonly name: string;
  readonly kind: "function" | "const" | "interface" | "type";
  readonly words: string;
  readonly declaration: string;
}

/** What src/library.ts exports, in its order. */
export function libraryExports(): readonly Declared[] {
  const library = resolve(repository, "src/library.ts");
  const text = readFileSync(library, "utf8");
  return Array.from(text.matchAll(/^export (?:type )?\{([^}]*)\} from "([^"]+)";/gm)).flatMap(([, names, module]) => {
    const source = readFileSync(`${resolve(dirname(library), module!)}.ts`, "utf8");
    return names!
      .split(",")
      .map((name) => name.replace(/^\s*type\s/, "").trim())
      .filter((name) => name !== "")
      .map((name) => declared(source, name, module!));
  });
}

function declared(source: string, name: string, module: string): Declared {
  const found = new RegExp(`^export (function|const|interface|type) ${name}\\b`, "m").exec(source);
  if (found === null) throw new Error(`${module} declares no ${name}`);
  const kind = found[1] as Declared["kind"];
  const words = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n$/.exec(source.slice(0, found.index))?.[1] ?? "";
  return { name, kind, words: plainWords(words), declaration: declarationOf(source.slice(found.index), kind, module) };
}

/** A docstring as one paragraph. */
function plainWords(docstring: string): string {
  return docstring.replaceAll(/\s*\n\s*\*?\s*/g, " ").trim();
}

function declarationOf(text: string, kind: Declared["kind"], module: string): string {
  // A table says of which type it is behind its rows.
  const table = /^export const (\w+) = [^;]*\) as ([^;]+);/.exec(text);
  if (kind === "const" && table !== null) return `const ${table[1]}: ${table[2]}`;
  const end = {
    // Up to the body.
    function: /^[\s\S]*?(?= \{\n)/,
    const: /^export const \w+(?:: [^=]+)?(?= =)/,
    interface: /^[\s\S]*?\n\}/,
    type: /^[\s\S]*?;(?=\n(?:\n|$|\/\*\*|export))/,
  }[kind];
  const [declaration] = end.exec(text) ?? [];
  if (declaration === undefined) throw new Error(`A declaration of ${module} has no end: ${text.slice(0, 80)}`);
  return declaration.replace(/^export /, "");
}

const headings: Readonly<Record<Declared["kind"], string>> = {
  function: "Functions",
  const: "Tables",
  interface: "Types",
  type: "Types",
};

export function libraryPage(): string {
  const all = libraryExports();
  const sections = ["Functions", "Tables", "Types"].map((heading) => ({
    heading,
    of: all.filter(({ kind }) => headings[kind] === heading),
  }));
  return [
    "# Reference of the library",
    "",
    'What `import { … } from "loss-lens"` gives, as it is declared. [library.md](library.md) leads through it with examples; the package has the types of',
    "everything that is named here.",
    "",
    ...sections.flatMap(({ heading, of }) => [
      `## ${heading}`,
      "",
      ...of.flatMap(({ name, words, declaration }) => [
        `### ${name}`,
        "",
        ...(words === "" ? [] : [words, ""]),
        "```ts",
        declaration,
        "```",
        "",
      ]),
    ]),
  ].join("\n");
}
