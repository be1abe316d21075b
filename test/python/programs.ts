/**
 * Random programs, run by CPython with torch and read by the interpreter: what is printed at the module's level is the same, or not
 * known; never something else.
 *
 *   npx tsx test/python/programs.ts        COUNT programs (20000) from SEED (1); SHOW failures printed (8)
 *
 * The smallest forms of what differs are printed. A seed always draws the same programs.
 */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { interpret } from "../../src/python/interpret/interpret";
import type { TextUnit } from "../../src/textUnit";
import { compare, type Recorded } from "./compare";
import { program } from "./programs/statements";

const COUNT = Number(process.env.COUNT ?? 20_000);
const SEED = Number(process.env.SEED ?? 1);
const SHOW = Number(process.env.SHOW ?? 8);
/** So many programs are under way at once. */
const AHEAD = 400;

interface Ran {
  /** By line; null where a line was not given the same every time. */
  readonly prints: Readonly<Record<string, Recorded | null>>;
  readonly error: string | null;
}

interface Verdict {
  readonly known: number;
  readonly unknown: number;
  readonly wrong: readonly string[];
}

/** CPython, which answers in the order in which it is asked. */
class Judge {
  readonly #python = spawn("python3", [join(__dirname, "programs_judge.py")], { stdio: ["pipe", "pipe", "inherit"] });
  readonly #waiting: ((ran: Ran) => void)[] = [];

  constructor() {
    createInterface({ input: this.#python.stdout }).on("line", (line) => this.#waiting.shift()?.(JSON.parse(line)));
    this.#python.on("exit", (code) => {
      if (this.#waiting.length === 0) return;
      console.log(`programs_judge.py ended with ${code}; 0 passed, 1 failed`);
      process.exit(1);
    });
  }

  run(code: string, flag: string): Promise<Ran> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#python.stdin.write(`${JSON.stringify({ id: 0, code, flag })}\n`);
    });
  }

  end(): void {
    this.#python.stdin.end();
  }
}

function judge(code: string, { prints }: Ran): Verdict {
  const unit: TextUnit = { id: "program", version: 1, languageId: "python", text: code, role: "code" };
  let known = 0;
  let unknown = 0;
  const wrong: string[] = [];
  try {
    const lineOf = lines(code);
    for (const { kind, place, values } of interpret([unit]).shown) {
      const line = lineOf(place.start);
      const truth = prints[line];
      if (kind !== "print" || truth === undefined || truth === null || values.length !== 1) continue;
      const outcome = compare(values[0], truth);
      if (outcome === "known") known++;
      else if (outcome !== "unknown")
        wrong.push(`line ${line}, ${code.split("\n")[line - 1].trim()}: ${outcome.wrong}`);
    }
    unknown = Object.values(prints).length - known - wrong.length;
  } catch (error) {
    wrong.push(`the interpreter threw ${error instanceof Error ? error.stack : error}`);
  }
  return { known, unknown, wrong };
}

/** The line, counted from 1, of an offset. */
function lines(code: string): (offset: number) => number {
  const starts = [0];
  for (let i = 0; i < code.length; i++) if (code[i] === "\n") starts.push(i + 1);
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}

/** The program without the lines that do not matter: those that are left still show something wrong. */
async function shrunk(judgeOf: Judge, code: string, flag: string): Promise<string> {
  const fails = async (text: string) => judge(text, await judgeOf.run(text, flag)).wrong.length > 0;
  let rows = code.trimEnd().split("\n");
  for (let size = Math.ceil(rows.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let i = rows.length - size; i >= 0; i--) {
      const without = [...rows.slice(0, i), ...rows.slice(i + size)];
      if (without.length > 0 && (await fails(`${without.join("\n")}\n`))) {
        rows = without;
        i = Math.min(i, rows.length - size + 1);
      }
    }
  }
  // Blocks out of their heads, and heads gone.
  for (let i = rows.length - 1; i >= 0; i--) {
    const width = /^ */.exec(rows[i])?.[0].length ?? 0;
    let end = i + 1;
    while (end < rows.length && (/^ */.exec(rows[end])?.[0].length ?? 0) > width) end++;
    const without = [...rows.slice(0, i), ...rows.slice(i + 1, end).map((row) => row.slice(4)), ...rows.slice(end)];
    if (end > i + 1 && (await fails(`${without.join("\n")}\n`))) rows = without;
  }
  return `${rows.join("\n")}\n`;
}

async function main(): Promise<void> {
  const python = new Judge();
  const failures: { readonly code: string; readonly flag: string }[] = [];
  let known = 0;
  let unknown = 0;
  let ended = 0;
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < COUNT) {
      const number = next++;
      const code = program(SEED * 1_000_003 + number);
      const flag = String(number % 2);
      const ran = await python.run(code, flag);
      const verdict = judge(code, ran);
      known += verdict.known;
      unknown += verdict.unknown;
      if (ran.error !== null) ended++;
      if (verdict.wrong.length > 0) failures.push({ code, flag });
    }
  };
  await Promise.all(Array.from({ length: AHEAD }, one));
  const smallest: { readonly code: string; readonly flag: string }[] = [];
  failures.sort((a, b) => a.code.length - b.code.length);
  for (const { code, flag } of failures.slice(0, SHOW)) smallest.push({ code: await shrunk(python, code, flag), flag });
  smallest.sort((a, b) => a.code.length - b.code.length);
  for (const { code, flag } of smallest) {
    console.log(`--- FLAG=${flag}\n${code}${judge(code, await python.run(code, flag)).wrong.join("\n")}`);
  }
  python.end();
  console.log(
    `${COUNT} programs from seed ${SEED}, ${ended} of them ended by an exception; ` +
      `${known} of ${known + unknown} values known: ${((100 * known) / Math.max(1, known + unknown)).toFixed(1)} %`,
  );
  console.log(`${COUNT - failures.length} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

void main();
