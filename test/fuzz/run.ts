/**
 * npm run test:fuzz: random texts for the parser, the interpreter, the readers of arrays and of pastes, none of which may throw; and random
 * pairs under hostile names, whose every program CPython has to parse. FUZZ_SECONDS (3600) and FUZZ_SEED (of the clock) say how long and
 * from where; what fails is made small and printed with its seed. Without FUZZ_SEED the random cases of the unit tests are drawn anew, too.
 */
import { spawn, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { askText } from "../../src/ask";
import { checkUnits } from "../../src/check";
import { evaluate } from "../../src/evaluate";
import { literalsIn } from "../../src/literal/literalsIn";
import { parseLiteral } from "../../src/literal/parseLiteral";
import { Reader } from "../../src/pairing/reader";
import { interpretInParts } from "../../src/python/interpret/interpret";
import { parseModule } from "../../src/python/parse/parseModule";
import { definitionSnippet } from "../../src/render/definitionCode";
import { pipelineSnippet, pipelineTest } from "../../src/render/pytorchCode";
import { exportFormats, exportTable } from "../../src/render/tableExport";
import { names, pairs, texts } from "./texts";

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 3600);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
const languages = [
  "python",
  "plaintext",
  "markdown",
  "csv",
  "json",
  "cpp",
  "r",
  "julia",
  "matlab",
  "latex",
  "yaml",
  "go",
];

/** CPython, which answers in the order in which it is asked. */
class Judge {
  readonly #python = spawn("python3", [join(__dirname, "judge.py")], { stdio: ["pipe", "pipe", "inherit"] });
  readonly #waiting: ((fault: string | null) => void)[] = [];

  constructor() {
    createInterface({ input: this.#python.stdout }).on("line", (line) => this.#waiting.shift()?.(JSON.parse(line)));
    this.#python.on("exit", () => {
      for (const tell of this.#waiting.splice(0)) tell("the judge has ended");
    });
  }

  faultOf(program: string): Promise<string | null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#python.stdin.write(`${JSON.stringify(program)}\n`);
    });
  }

  end(): void {
    this.#python.stdin.end();
  }
}

/** All programs that are offered for a pair. */
function programsOf(
  { input, target }: { readonly input: string; readonly target: string },
  own: string,
  other: string,
) {
  const source = (text: string, name: string) => ({ kind: "text", text, languageId: "python", name }) as const;
  const request = {
    input: source(input, own),
    target: source(target, other),
    choice: {},
    options: { reduction: "mean" },
  } as const;
  const report = evaluate(request);
  if (report.kind !== "evaluation") return [];
  const context = { ...report, inputName: own, targetName: other };
  const { reference } = report;
  const libraries =
    reference.kind === "reference"
      ? (["numpy", "scipy"] as const).flatMap((library) => definitionSnippet({ ...context, reference }, library) ?? [])
      : [];
  return [
    ...report.pipelines.flatMap((result) => [pipelineSnippet(context, result), pipelineTest(context, result)]),
    ...libraries,
    exportTable({ columns: [{ name: own, at: () => other }], rows: 1 }, "python"),
  ];
}

/** Whether the properties of the unit tests hold for the cases of another seed than theirs. */
function unitPropertiesHold(): boolean {
  const folder = join(__dirname, "../unit");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(folder, file))
    .filter((file) => readFileSync(file, "utf8").includes('from "fast-check"'));
  const env = { ...process.env, FUZZ_SEED: String(SEED) };
  console.log(`FUZZ_SEED=${SEED} npx mocha --import=tsx ${files.join(" ")}`);
  return (
    spawnSync("npx", ["mocha", "--import=tsx", "--reporter=dot", ...files], { env, stdio: "inherit" }).status === 0
  );
}

async function main(): Promise<void> {
  const judge = new Judge();
  const end = Date.now() + SECONDS * 1000;
  const properties: Readonly<Record<string, fc.IRawProperty<unknown>>> = {
    "the parser": fc.property(texts, (text) => void parseModule(text)),
    "the readers of arrays": fc.property(texts, fc.constantFrom(...languages), (text, languageId) => {
      parseLiteral(text, languageId);
      literalsIn(text, languageId);
      new Reader(interpretInParts).read([{ id: "a", version: 1, languageId, text, role: "code" }]).unitArrays(0);
    }),
    "the interpreter and the check": fc.property(texts, (text) => {
      checkUnits([{ id: "a", version: 1, languageId: "python", text, role: "code" }]);
    }),
    pastes: fc.property(texts, (text) => void askText(text)),
    exports: fc.property(names, names, (name, value) => {
      for (const { format } of exportFormats) exportTable({ columns: [{ name, at: () => value }], rows: 1 }, format);
      const csv = exportTable({ columns: [{ name, at: () => value }], rows: 1 }, "csv");
      // No cell begins as a formula does, unless it is a number.
      for (const cell of csv.split(/[\n,]/)) {
        const isFormula = /^"?[=@]/.test(cell);
        if (isFormula && !/["\n,]/.test(name + value)) throw new Error(`a formula: ${cell}`);
      }
    }),
    "programs, by CPython": fc.asyncProperty(pairs, names, names, async (pair, own, other) => {
      for (const program of programsOf(pair, own, other)) {
        const fault = await judge.faultOf(program);
        if (fault !== null) throw new Error(`${fault}\n${program}`);
      }
    }),
  };
  const counts = new Map(Object.keys(properties).map((name) => [name, 0]));
  let [passed, failed] = [0, 0];
  for (let round = 0; Date.now() < end && failed === 0; round++) {
    for (const [name, property] of Object.entries(properties)) {
      const result = await fc.check(property, { seed: SEED + round, numRuns: name.startsWith("programs") ? 5 : 50 });
      counts.set(name, (counts.get(name) ?? 0) + result.numRuns);
      if (!result.failed) {
        passed++;
        continue;
      }
      failed++;
      console.log(`${name}, seed ${SEED + round}: ${JSON.stringify(result.counterexample)}\n${result.errorInstance}`);
    }
  }
  judge.end();
  if (process.env.FUZZ_SEED === undefined) {
    if (unitPropertiesHold()) passed++;
    else failed++;
  }
  for (const [name, count] of counts) console.log(`${name}: ${count} runs`);
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
