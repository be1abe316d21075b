/**
 * Generates little programs that call losses in every way, has the real torch run them and the interpreter read them, and compares:
 * the same exception word for word, the same value, shape and dtype, or unknown; never different.
 *
 *   npx tsx test/python/losses.ts [count] [seed] [--unknown]
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { interpret } from "../../src/python/interpret/interpret";
import type { LossCall } from "../../src/python/lossCall";
import type { TextUnit } from "../../src/textUnit";
import { compare, type Recorded } from "./compare";
import { lossPrograms } from "./lossPrograms";

interface Truth {
  readonly value?: Recorded;
  readonly exception?: { readonly type: string; readonly message: string };
}

type Outcome = "known" | "unknown" | { readonly wrong: string };

function truths(texts: readonly string[]): readonly Truth[] {
  const input = texts.map((text) => `${JSON.stringify({ text })}\n`).join("");
  const script = join(import.meta.dirname, "losses_judge.py");
  const python = process.env.PYTHON ?? "python3";
  const { stdout, stderr, status } = spawnSync(python, [script], { input, maxBuffer: 1 << 28, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Truth);
}

function judge(text: string, { value, exception }: Truth): Outcome {
  const unit: TextUnit = { id: "a.py", version: 1, languageId: "python", text, role: "code" };
  const { calls } = interpret([unit]);
  const call: LossCall | undefined = calls.at(-1);
  if (call === undefined) return "unknown";
  if (call.raises !== undefined) {
    const { type, message } = call.raises;
    if (exception === undefined) return { wrong: `claimed to raise ${type}: ${message}` };
    if (exception.type === type && exception.message === message) return "known";
    return {
      wrong: `claimed to raise\n  ${type}: ${message}\ntorch raises\n  ${exception.type}: ${exception.message}`,
    };
  }
  if (exception !== undefined || value === undefined) {
    const isClaimed = call.value.kind === "tensor" && call.value.storage.data !== undefined;
    return isClaimed ? { wrong: `has a value, but raises ${exception?.message}` } : "unknown";
  }
  return compare(call.value, value);
}

function main(): void {
  const isVerbose = process.argv.includes("--unknown");
  const [count = 4000, seed = 1] = process.argv
    .slice(2)
    .filter((word) => word !== "--unknown")
    .map(Number);
  const texts = lossPrograms(count, seed);
  const all = truths(texts);
  let passed = 0;
  let unknown = 0;
  let raised = 0;
  let failed = 0;
  texts.forEach((text, i) => {
    const outcome = judge(text, all[i]);
    if (typeof outcome === "object") {
      failed++;
      if (failed <= 20) console.log(`${text}\n${outcome.wrong}\n`);
      return;
    }
    passed++;
    if (outcome === "unknown") {
      unknown++;
      if (isVerbose) console.log(`${text.slice(text.indexOf("x ="))}${JSON.stringify(all[i]).slice(0, 200)}\n`);
    }
    if (all[i].exception !== undefined) raised++;
  });
  console.log(`losses: ${unknown} unknown of ${passed}, of which ${raised} raise`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

main();
