import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const repository = resolve(__dirname, "..");

/** A bundle of texts: the English text as its key. */
export type Bundle = Readonly<Record<string, string>>;

/** The files of src, by their paths from the repository. */
export function sourceFiles(): readonly string[] {
  const files = readdirSync(resolve(repository, "src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join("src", file))
    .sort();
}

/** Every text that src passes to `l10n.t`, once, in order. Throws where one is no plain literal: it could not be translated. */
export function sourceTexts(): readonly string[] {
  const texts = sourceFiles().flatMap((file) => {
    const source = readFileSync(resolve(repository, file), "utf8");
    return Array.from(source.matchAll(/\bl10n\.t\(\s*/g), ({ 0: call, index }) => {
      const [literal] =
        /^(?:"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')(?=\s*[,)])/.exec(source.slice(index + call.length)) ?? [];
      if (literal === undefined) {
        const line = source.slice(0, index).split("\n").length;
        throw new Error(`${file}:${line}: l10n.t takes a string literal first`);
      }
      return literalValue(literal);
    });
  });
  return [...new Set(texts)].sort();
}

function literalValue(literal: string): string {
  const body = literal.slice(1, -1);
  return JSON.parse(literal.startsWith('"') ? literal : `"${body.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`);
}

export function readBundle(path: string): Bundle {
  return JSON.parse(readFileSync(resolve(repository, path), "utf8"));
}
