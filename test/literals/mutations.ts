/**
 * Texts of every form with something broken: 100,000 of them, drawn from a seed, in less than a minute of one core. No reader may throw, nor
 * take 50 ms, but 30 ns for each element that a text asks for and a budget has paid for. FUZZ_SEED (1) and MUTATIONS (100000) say from where and how many.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ExpressionBudget } from "../../src/literal/expression/budget";
import type { ValuePlace } from "../../src/literal/expression/value";
import { literalAt } from "../../src/literal/literalAt";
import { literalInSelection } from "../../src/literal/literalInSelection";
import { namedLiterals } from "../../src/literal/namedLiterals";
import { parseLiteral } from "../../src/literal/parseLiteral";
import { Budget as InterpreterBudget } from "../../src/python/interpret/budget";

const COUNT = Number(process.env.MUTATIONS ?? 100_000);
const MOST_MS = 50;
/** `[0.5] * 4330899`, `-2:6894039`: those that are paid for before they are made, ten million at the most. */
const MS_PER_ELEMENT = 3e-5;
const MOST_ELEMENTS = 1e7;
/** Short texts have as much to be broken in them, and are read in less time. */
const LONGEST = 90;
let state = Number(process.env.FUZZ_SEED ?? 1) >>> 0;

/** Below `limit`; the same numbers for the same seed. */
function draw(limit: number): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * limit);
}

const golden: readonly { readonly text: string; readonly language: string }[] = JSON.parse(
  readFileSync(join(__dirname, "../golden/literals.json"), "utf8"),
);
const written: readonly (readonly [text: string, languageId: string])[] = [
  ["x = torch.tensor([[0.1, -2e-3], [nan, 4]], dtype=torch.float32).softmax(1)", "python"],
  ["y = np.array([i / 3 for i in range(4)]) * 2 + np.eye(4)[[0, 2]]", "python"],
  ["m = matrix(c(1, 2.5, 3, NA), nrow = 2, byrow = TRUE) %/% 2", "r"],
  ["A = [1 2; 3 -4]' .* 0.5 % twice", "matlab"],
  ["v = [x^2 for x in 1:3] .+ Float32[1, 2, 3]", "julia"],
  ["float a[2][3] = {{1.f, 2.f}, {0x1f, 1'000, 3e2}};", "cpp"],
  ["let a = vec![[0.1_f32; 3]; 2];", "rust"],
  ["const a = new Float32Array([1, 2, ...[3, 4]]); // three", "javascript"],
  ['a,b\n0.1,0.2\n"0.3",\n', "csv"],
  ["\ta\tb\nr1\t1.234,5\t0,1\n", "plaintext"],
  ["Array\n(\n    [0] => Array\n        (\n            [0] => 1\n        )\n\n)\n", "php"],
  ["x = {1 2 3, 4 5 6};", "sas"],
  ["m = (2><2) [1, 2, 3, 4]", "haskell"],
  ["\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}", "latex"],
  ["- [1, 2]\n- [3, .nan]\n", "yaml"],
];
const seeds = [...written, ...golden.map(({ text, language }) => [text.slice(0, LONGEST), language] as const)];
const signs = "[](){}<>,;:.+-*/%^='\"`#|&~@!?\\\t\n \r_0123456789eExXnNaAiIfF\u00a0\u2212…é\ud83d\ude00\0".split("");
const words = [
  "...",
  "None",
  "NaN",
  "1e999",
  "**",
  "[[[[",
  "]]]]",
  "0x",
  "for x in",
  "c(",
  "np.",
  "torch.tensor(",
  "array(",
  "\r\n",
  "'''",
  "/*",
];

function mutated(text: string): string {
  let result = text;
  for (let i = 1 + draw(4); i > 0; i--) {
    const at = draw(result.length + 1);
    const other = seeds[draw(seeds.length)][0];
    const piece = [
      signs[draw(signs.length)],
      words[draw(words.length)],
      other.slice(draw(other.length)).slice(0, 40),
      "",
    ][draw(4)];
    result = result.slice(0, at) + piece + result.slice(at + draw(4));
    if (draw(50) === 0) result += result;
  }
  return result;
}

/** Asks of every text what it is, and of every few what a cursor or selection in it means. */
function read(text: string, languageId: string, turn: number, offset: number, length: number): void {
  parseLiteral(text, languageId);
  if (turn % 4 === 0) literalAt(text, offset, languageId);
  else if (turn % 8 === 1) literalInSelection(text, { offset, length }, languageId);
  else if (turn % 8 === 2) namedLiterals(text, languageId);
}

/** What the readers have said that they make, of either budget. */
let made = 0;
for (const budget of [ExpressionBudget.prototype, InterpreterBudget.prototype]) {
  const { spend } = budget;
  budget.spend = function (this: ExpressionBudget & InterpreterBudget, elements: number, place?: ValuePlace) {
    made += Math.min(MOST_ELEMENTS, Math.max(0, elements) || 0);
    spend.call(this, elements, place as ValuePlace);
  };
}

/** How many milliseconds a text may take that has made so many elements. */
function mostTime(elements: number): number {
  return MOST_MS + Math.min(MOST_ELEMENTS, elements) * MS_PER_ELEMENT;
}

/** Milliseconds of this process, of which other programs take none. */
function ownTime(run: () => unknown): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

let slowest = { ms: 0, text: "", languageId: "" };
let failed = 0;
for (let turn = 0; turn < COUNT; turn++) {
  const [seed, own] = seeds[draw(seeds.length)];
  const languageId = draw(5) === 0 ? seeds[draw(seeds.length)][1] : own;
  const text = mutated(seed);
  const offset = draw(text.length + 1);
  const length = draw(text.length - offset + 1);
  const run = (): void => read(text, languageId, turn, offset, length);
  const start = performance.now();
  try {
    made = 0;
    run();
    const most = mostTime(made);
    let ms = performance.now() - start;
    // Another program may have had the processor, or the compiler.
    for (let i = 0; i < 3 && ms > most; i++) ms = Math.min(ms, ownTime(run));
    if (ms > most) {
      failed++;
      console.log(`${languageId}: ${ms.toFixed(0)} ms: ${JSON.stringify(text)}`);
    }
    if (ms > slowest.ms) slowest = { ms, text, languageId };
  } catch (error) {
    failed++;
    console.log(`${languageId}: ${JSON.stringify(text)}: ${String(error)}`);
  }
}
console.log(`slowest: ${slowest.ms.toFixed(0)} ms, ${slowest.languageId}, ${slowest.text.length} characters`);
console.log(`${COUNT - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
