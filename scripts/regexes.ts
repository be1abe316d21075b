/**
 * npm run lint:regexes: regular expressions of src/ take time in proportion to the text. What recheck has proven linear is kept in
 * regexes.json, so that only new ones are asked about; what it does not prove fails, unless it stands there as `superlinear`, where nothing
 * is added: write it so that no two parts of it can take the same characters, or give it a `{0,200}`. `--all` asks about all of them anew.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "acorn";
import { transformSync } from "esbuild";
import { checkSync } from "recheck";

const repository = resolve(__dirname, "..");
const known = join(repository, "scripts/regexes.json");

export interface KnownRegexes {
  readonly linear: readonly string[];
  /** Not proven linear, from before the rule: of a line, of a name, of the first thousand characters. */
  readonly superlinear: readonly string[];
}

export interface FoundRegex {
  readonly pattern: string;
  readonly flags: string;
  readonly file: string;
}

export function knownRegexes(): KnownRegexes {
  return JSON.parse(readFileSync(known, "utf8")) as KnownRegexes;
}

export function nameOf({ pattern, flags }: FoundRegex): string {
  return `/${pattern}/${flags}`;
}

/** The regular expressions that are written as such in src/, each once. */
export function sourceRegexes(): readonly FoundRegex[] {
  const folder = join(repository, "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const found = files.flatMap((file) => regexesOf(readFileSync(join(folder, file), "utf8"), file));
  return [...new Map(found.map((each) => [nameOf(each), each])).values()];
}

function regexesOf(text: string, file: string): readonly FoundRegex[] {
  if (!text.includes("/")) return [];
  const loader = file.endsWith("x") ? "tsx" : "ts";
  const { code } = transformSync(text, { loader, jsx: "automatic", format: "esm", target: "es2022" });
  const found: FoundRegex[] = [];
  const open: unknown[] = [parse(code, { sourceType: "module", ecmaVersion: "latest" })];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("regex" in node) found.push({ ...(node.regex as Pick<FoundRegex, "pattern" | "flags">), file });
    for (const inner of Object.values(node)) if (typeof inner === "object" && inner !== null) open.push(inner);
  }
  return found;
}

function main(): void {
  const all = process.argv.includes("--all");
  const { linear, superlinear } = knownRegexes();
  const found = sourceRegexes();
  const proven = new Set(all ? [] : linear);
  const excused = new Set(superlinear);
  let refused = 0;
  for (const each of found) {
    const name = nameOf(each);
    if (proven.has(name) || excused.has(name)) continue;
    const answer = checkSync(each.pattern, each.flags, { timeout: 20_000 });
    if (answer.status === "safe") {
      proven.add(name);
      continue;
    }
    refused++;
    console.log(
      `src/${each.file}: ${name} is not proven linear (${answer.status === "vulnerable" ? answer.complexity.summary : answer.status})`,
    );
  }
  const names = new Set(found.map(nameOf));
  const kept = (list: Iterable<string>) => [...list].filter((name) => names.has(name)).sort();
  const next: KnownRegexes = { linear: kept(proven), superlinear: kept(excused) };
  writeFileSync(known, `${JSON.stringify(next, undefined, 2)}\n`);
  console.log(`${next.linear.length} linear, ${next.superlinear.length} not proven linear, ${refused} refused`);
  if (refused > 0) process.exitCode = 1;
}

if (require.main === module) main();
