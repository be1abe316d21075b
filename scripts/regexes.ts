/**
 * npm run lint:regexes: regular expressions of src/, written as such or made by RegExp of constants of their file, take time in proportion
 * to the text. What recheck has proven linear is kept in
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
  /** Not proven linear, from before the rule was asked about them: of a line, of a name, of the first thousand characters. */
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

/** The regular expressions that are written in src/, or made there of constant parts, each once. */
export function sourceRegexes(): readonly FoundRegex[] {
  const folder = join(repository, "src");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => /\.tsx?$/.test(file));
  const found = files.flatMap((file) => regexesOf(readFileSync(join(folder, file), "utf8"), file));
  return [...new Map(found.map((each) => [nameOf(each), each])).values()];
}

function regexesOf(text: string, file: string): readonly FoundRegex[] {
  if (!text.includes("/") && !text.includes("RegExp")) return [];
  const loader = file.endsWith("x") ? "tsx" : "ts";
  const { code } = transformSync(text, { loader, jsx: "automatic", format: "esm", target: "es2022" });
  const found: FoundRegex[] = [];
  const tree = parse(code, { sourceType: "module", ecmaVersion: "latest" });
  const constants = constantsOf(tree);
  const open: unknown[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("regex" in node) found.push({ ...(node.regex as Pick<FoundRegex, "pattern" | "flags">), file });
    const made = constructed(node as Node, constants);
    if (made !== undefined) found.push({ ...made, file });
    for (const inner of Object.values(node)) if (typeof inner === "object" && inner !== null) open.push(inner);
  }
  return found;
}

/** What is written of a syntax tree is read as it is: a node has its type and its parts. */
type Node = { readonly type?: string } & Readonly<Record<string, unknown>>;

/** The constants at the top of a module, by name. */
function constantsOf(tree: unknown): ReadonlyMap<string, Node> {
  const statements = (tree as { readonly body: readonly Node[] }).body;
  const declared = statements.flatMap((each) => {
    const statement = each.type === "ExportNamedDeclaration" ? (each.declaration as Node | null) : each;
    return statement?.type === "VariableDeclaration" && statement.kind === "const"
      ? (statement.declarations as readonly { readonly id: Node; readonly init: Node | null }[])
      : [];
  });
  return new Map(declared.flatMap(({ id, init }) => (init !== null ? [[String(id.name), init] as const] : [])));
}

/** What `new RegExp(…)` is made of constant parts; parts that are not constant, as the names of a program, stand for themselves. */
function constructed(
  node: Node,
  constants: ReadonlyMap<string, Node>,
): Pick<FoundRegex, "pattern" | "flags"> | undefined {
  if (node.type !== "NewExpression" && node.type !== "CallExpression") return undefined;
  if ((node.callee as Node).name !== "RegExp") return undefined;
  const [pattern, flags] = node.arguments as readonly Node[];
  return { pattern: textOf(pattern, constants, 0), flags: flags === undefined ? "" : textOf(flags, constants, 0) };
}

function textOf(node: Node, constants: ReadonlyMap<string, Node>, depth: number): string {
  const inner = (each: Node) => textOf(each, constants, depth + 1);
  if (depth > 20) return UNKNOWN;
  if (node.type === "Literal") return String(node.value);
  if (node.type === "BinaryExpression" && node.operator === "+")
    return inner(node.left as Node) + inner(node.right as Node);
  if (node.type === "Identifier") {
    const constant = constants.get(String(node.name));
    return constant === undefined ? UNKNOWN : inner(constant);
  }
  if (node.type === "TemplateLiteral" || node.type === "TaggedTemplateExpression") {
    const isRaw = node.type === "TaggedTemplateExpression";
    const { quasis, expressions } = (isRaw ? node.quasi : node) as {
      readonly quasis: readonly { readonly value: { readonly raw: string; readonly cooked: string } }[];
      readonly expressions: readonly Node[];
    };
    return quasis
      .map(({ value }, i) => (isRaw ? value.raw : value.cooked) + (i < expressions.length ? inner(expressions[i]) : ""))
      .join("");
  }
  return UNKNOWN;
}

/** A word, as names are. */
const UNKNOWN = "name";

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
