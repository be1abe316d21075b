/**
 * Run with `npx tsx test/bench/engine.bench.ts`. The losses on 10,000 × 100 float64 numbers: milliseconds, and as multiples of
 * CrossEntropyLoss in this process and of torch on one thread, where python3 has torch.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { applyOps } from "../../src/engine/applyOp";
import { lossGradient } from "../../src/engine/gradient";
import type { LossName } from "../../src/engine/loss";
import { lossFunctions } from "../../src/engine/losses/lossFunctions";
import type { TensorOp } from "../../src/engine/ops";
import { isRefusal } from "../../src/engine/refusal";
import type { Tensor } from "../../src/engine/tensor";

const N = 10_000;
const C = 100;
const TARGET = 5;

/** A generator with a fixed seed, so that every run computes the same numbers. */
function random(): () => number {
  let state = 12345;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const next = random();

function logits(samples: number, classes: number): Tensor {
  return {
    data: Float64Array.from({ length: samples * classes }, () => next() * 10 - 5),
    shape: [samples, classes],
    dtype: "float64",
  };
}

function classIndices(samples: number, classes: number): Tensor {
  return {
    data: Float64Array.from({ length: samples }, (_, i) => (i * 7) % classes),
    shape: [samples],
    dtype: "int64",
  };
}

function after(input: Tensor, ...ops: readonly TensorOp[]): Tensor {
  const result = applyOps(input, ops);
  if (isRefusal(result)) throw new Error(result.message);
  return result;
}

const x = logits(N, C);
const y = classIndices(N, C);
const q = after(x, { op: "softmax", dim: 1 });
const lp = after(x, { op: "logSoftmax", dim: 1 });
const labels: Tensor = { ...x, data: x.data.map(() => (next() < 0.5 ? 1 : 0)) };
const signs: Tensor = { ...x, data: labels.data.map((label) => 2 * label - 1) };

function best(run: () => unknown, times = 30): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

function run(loss: LossName, input: Tensor, target: Tensor): () => unknown {
  return () => {
    const result = lossFunctions[loss](input, target, {});
    if (isRefusal(result)) throw new Error(result.message);
    return result;
  };
}

const benchmarks: Readonly<Record<string, () => unknown>> = {
  CrossEntropyLoss: run("CrossEntropyLoss", x, y),
  "CrossEntropyLoss, probabilities": run("CrossEntropyLoss", x, q),
  "CrossEntropyLoss, gradient": () => lossGradient("CrossEntropyLoss", x, y, {}),
  NLLLoss: run("NLLLoss", lp, y),
  BCELoss: run("BCELoss", after(x, { op: "sigmoid" }), labels),
  BCEWithLogitsLoss: run("BCEWithLogitsLoss", x, labels),
  KLDivLoss: run("KLDivLoss", lp, q),
  MultiLabelSoftMarginLoss: run("MultiLabelSoftMarginLoss", x, labels),
  MultiMarginLoss: run("MultiMarginLoss", x, y),
  SoftMarginLoss: run("SoftMarginLoss", x, signs),
  HingeEmbeddingLoss: run("HingeEmbeddingLoss", x, signs),
};

function torchTimes(): Readonly<Record<string, number>> | undefined {
  const python = spawnSync("python3", [join(__dirname, "engine_torch.py")], { encoding: "utf8" });
  return python.status === 0 ? JSON.parse(python.stdout) : undefined;
}

function main(): void {
  const torch = torchTimes();
  const reference = best(benchmarks.CrossEntropyLoss, 100);
  console.log(`${N} × ${C} float64${torch ? "" : "; python3 has no torch here, so there is no torch column"}`);
  console.log(`${"".padEnd(34)}${"ms".padStart(9)}${"× CE".padStart(9)}${torch ? "× torch".padStart(10) : ""}`);
  for (const [name, task] of Object.entries(benchmarks)) {
    const time = best(task);
    const ratio = torch ? (time / torch[name]).toFixed(2).padStart(10) : "";
    console.log(`${name.padEnd(34)}${time.toFixed(2).padStart(9)}${(time / reference).toFixed(2).padStart(9)}${ratio}`);
  }
  const wide = best(run("CrossEntropyLoss", logits(N, 4 * C), classIndices(N, 4 * C)), 10);
  const tall = best(run("CrossEntropyLoss", logits(4 * N, C), classIndices(4 * N, C)), 10);
  console.log(
    `four times the classes: × ${(wide / reference).toFixed(2)}, four times the samples: × ${(tall / reference).toFixed(2)}`,
  );
  console.log(
    `memory that one CrossEntropyLoss allocates: ${allocated(benchmarks.CrossEntropyLoss)} bytes for ${8 * N * C} of input`,
  );
  if (torch) {
    const ratio = reference / torch.CrossEntropyLoss;
    console.log(
      `CrossEntropyLoss: × ${ratio.toFixed(2)} of torch on one thread, target ${TARGET}: ${ratio <= TARGET ? "met" : "MISSED"}`,
    );
  }
}

/** Bytes of array buffers that one call leaves behind, before the garbage is collected. */
function allocated(task: () => unknown): number {
  const before = process.memoryUsage().arrayBuffers;
  task();
  return process.memoryUsage().arrayBuffers - before;
}

main();
