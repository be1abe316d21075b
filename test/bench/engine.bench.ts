/**
 * Run as it ships, in one bundle, because calls from module to module cost extra otherwise:
 *
 *   npx esbuild test/bench/engine.bench.ts --bundle --platform=node --log-level=error | node -
 *
 * The losses on 10,000 × 100 float64 numbers: milliseconds, and as multiples of CrossEntropyLoss in this process and of torch on one
 * thread, where python3 has torch.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { lossGradient } from "../../src/engine/gradient";
import type { LossName } from "../../src/engine/loss";
import { lossFunctions } from "../../src/engine/losses/lossFunctions";
import { applyOps } from "../../src/engine/ops/applyOp";
import type { TensorOp } from "../../src/engine/ops/tensorOp";
import { pipelinesFor } from "../../src/engine/pipelines";
import { isRefusal } from "../../src/engine/refusal";
import { shareEvaluation } from "../../src/engine/sharedEvaluation";
import type { Tensor } from "../../src/tensor/tensor";

const N = 10_000;
const C = 100;
/** What is asked for: multiples of torch's time on one thread, and of one CrossEntropyLoss for all candidate pipelines. */
const TORCH_TARGET = 5;
const PIPELINES_TARGET = 3;
const ROUNDS = 40;

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

function best(run: () => unknown, times = 10): number {
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

const candidates = pipelinesFor({ task: "multiclass", targetKind: "classIndices", classDim: 1 }, 2);
const ALL = `all ${candidates.length} candidate pipelines`;

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
  [ALL]: () => {
    const evaluate = shareEvaluation(x, y, {});
    return candidates.map(({ ops, loss }) => evaluate(ops, loss));
  },
};

function torchTimes(): Readonly<Record<string, number>> | undefined {
  const python = spawnSync("python3", [join("test", "bench", "engine_torch.py")], { encoding: "utf8" });
  return python.status === 0 ? JSON.parse(python.stdout) : undefined;
}

function main(): void {
  const torch = torchTimes();
  const names = Object.keys(benchmarks);
  const times = new Map(names.map((name) => [name, Number.POSITIVE_INFINITY]));
  // In turns, so that what else the machine does hits all of them alike.
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of names) times.set(name, Math.min(times.get(name) ?? 0, best(benchmarks[name], 1)));
  }
  const reference = times.get("CrossEntropyLoss") ?? 0;
  console.log(`${N} × ${C} float64${torch ? "" : "; python3 has no torch here, so there is no torch column"}`);
  console.log(`${"".padEnd(34)}${"ms".padStart(9)}${"× CE".padStart(9)}${torch ? "× torch".padStart(10) : ""}`);
  for (const [name, time] of times) {
    const ratio = torch?.[name] === undefined ? "" : (time / torch[name]).toFixed(2).padStart(10);
    console.log(`${name.padEnd(34)}${time.toFixed(2).padStart(9)}${(time / reference).toFixed(2).padStart(9)}${ratio}`);
  }
  const wide = best(run("CrossEntropyLoss", logits(N, 4 * C), classIndices(N, 4 * C)));
  const tall = best(run("CrossEntropyLoss", logits(4 * N, C), classIndices(4 * N, C)));
  console.log(
    `four times the classes: × ${(wide / reference).toFixed(2)}, the samples: × ${(tall / reference).toFixed(2)}`,
  );
  const bytes = allocated(benchmarks.CrossEntropyLoss);
  console.log(`one CrossEntropyLoss allocates ${bytes} bytes of arrays for ${8 * N * C} of input`);
  judge("all candidate pipelines", (times.get(ALL) ?? 0) / reference, "one CrossEntropyLoss", PIPELINES_TARGET);
  if (torch) judge("CrossEntropyLoss", reference / torch.CrossEntropyLoss, "torch on one thread", TORCH_TARGET);
}

function judge(what: string, ratio: number, of: string, target: number): void {
  console.log(
    `${what}: × ${ratio.toFixed(2)} of ${of}, at most ${target} asked for: ${ratio <= target ? "met" : "MISSED"}`,
  );
}

/** Bytes of array buffers that one call leaves behind, before the garbage is collected. */
function allocated(task: () => unknown): number {
  const before = process.memoryUsage().arrayBuffers;
  task();
  return process.memoryUsage().arrayBuffers - before;
}

main();
