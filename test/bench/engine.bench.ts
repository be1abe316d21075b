/**
 * Run as it ships, in one bundle, because calls from module to module cost extra otherwise:
 *
 *   npx esbuild test/bench/engine.bench.ts --bundle --platform=node --log-level=error | node - [TURNS [LOSS …]]
 *
 * The losses on 10,000 × 100 float64 numbers: milliseconds, and as multiples of CrossEntropyLoss in this process and of torch on one
 * thread, where python3 has torch.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { lossGradient } from "../../src/engine/gradient";
import type { LossName, LossOptions } from "../../src/engine/loss";
import { lossFunctions } from "../../src/engine/losses/lossFunctions";
import { applyOps } from "../../src/engine/ops/applyOp";
import type { TensorOp } from "../../src/engine/ops/tensorOp";
import { pipelinesFor } from "../../src/engine/pipelines";
import { reduce } from "../../src/engine/reduce";
import { isRefusal } from "../../src/engine/refusal";
import { shareEvaluation } from "../../src/engine/sharedEvaluation";
import type { Tensor } from "../../src/tensor/tensor";

const N = 10_000;
const C = 100;
/** What is asked for: multiples of torch's time on one thread, and of the dearest candidate pipeline by itself for all of them. */
const TORCH_TARGET = 1.5;
const CROSS_ENTROPY_TARGET = 1;
const PIPELINES_TARGET = 3;
/** torch and the engine take turns, so that what else the machine does hits both alike. */
const TURNS = Number(process.argv[2] ?? 4);
const ROUNDS = 12;
const NAMES = process.argv.slice(3);

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
const others: Tensor = { ...x, data: x.data.map(() => next() * 10 - 5) };
const negative: Tensor = { ...x, data: x.data.map(() => next() * 10 - 5) };
const counts: Tensor = { ...x, data: x.data.map(() => Math.floor(next() * 5)) };
const variances: Tensor = { ...x, data: x.data.map(() => next() + 0.1) };
const rowSigns: Tensor = { data: signs.data.slice(0, N), shape: [N], dtype: "float64" };
const lists: Tensor = {
  data: Float64Array.from({ length: N * C }, (_, i) => (i % C < 3 ? (i * 7) % C : -1)),
  shape: [N, C],
  dtype: "int64",
};

/** Milliseconds of the processor, which other processes do not add to. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The best of several runs; short ones are repeated until the clock sees them. */
function best(run: () => unknown, times = 10): number {
  let fastest = Number.POSITIVE_INFINITY;
  let repeats = 1;
  for (let i = 0; i < times; i++) {
    const start = processorTime();
    for (let j = 0; j < repeats; j++) run();
    const time = processorTime() - start;
    fastest = Math.min(fastest, time / repeats);
    if (time < 2) repeats = Math.min(repeats * 2, 64);
  }
  return fastest;
}

/** The call as a person makes it: checked, computed, reduced. */
function run(loss: LossName, input: Tensor, target: Tensor, options: LossOptions = {}): () => unknown {
  return () => {
    const result = lossFunctions[loss](input, target, options);
    if (isRefusal(result)) throw new Error(result.message);
    return reduce(result, "mean");
  };
}

const candidates = pipelinesFor({ task: "multiclass", targetKind: "classIndices", classDim: 1 }, 2);
const ALL = `all ${candidates.length} candidate pipelines`;

const everything: Readonly<Record<string, () => unknown>> = {
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
  MultiLabelMarginLoss: run("MultiLabelMarginLoss", x, lists),
  MSELoss: run("MSELoss", x, others),
  L1Loss: run("L1Loss", x, others),
  HuberLoss: run("HuberLoss", x, others),
  SmoothL1Loss: run("SmoothL1Loss", x, others),
  PoissonNLLLoss: run("PoissonNLLLoss", x, counts),
  GaussianNLLLoss: run("GaussianNLLLoss", x, others, { var: variances }),
  CosineEmbeddingLoss: run("CosineEmbeddingLoss", x, rowSigns, { input2: others }),
  MarginRankingLoss: run("MarginRankingLoss", x, signs, { input2: others }),
  TripletMarginLoss: run("TripletMarginLoss", x, others, { negative }),
  [ALL]: () => {
    const evaluate = shareEvaluation(x, y, {});
    return candidates.map((pipeline) => {
      const result = evaluate(pipeline);
      return isRefusal(result) ? result : reduce(result, "mean");
    });
  },
};

/** CrossEntropyLoss, by which the others are measured, is always among them. */
const benchmarks = Object.fromEntries(
  Object.entries(everything).filter(
    ([name]) => NAMES.length === 0 || name === "CrossEntropyLoss" || NAMES.some((part) => name.startsWith(part)),
  ),
);

type Times = Record<string, number>;

function torchTimes(): Times | undefined {
  const python = spawnSync(
    "python3",
    [join("test", "bench", "engine_torch.py"), String(ROUNDS), ...Object.keys(benchmarks)],
    { encoding: "utf8" },
  );
  return python.status === 0 ? JSON.parse(python.stdout) : undefined;
}

function engineTimes(): Times {
  return Object.fromEntries(Object.entries(benchmarks).map(([name, task]) => [name, best(task, ROUNDS)]));
}

function fastest(turns: readonly Times[]): Times | undefined {
  if (turns.length === 0) return undefined;
  return Object.fromEntries(Object.keys(turns[0]).map((name) => [name, Math.min(...turns.map((turn) => turn[name]))]));
}

function main(): void {
  const [ours, torchs]: [Times[], Times[]] = [[], []];
  for (let turn = 0; turn < TURNS; turn++) {
    ours.push(engineTimes());
    const theirs = torchTimes();
    if (theirs !== undefined) torchs.push(theirs);
  }
  const times = fastest(ours) ?? {};
  const torch = fastest(torchs);
  const reference = times.CrossEntropyLoss;
  console.log(`${N} × ${C} float64${torch ? "" : "; python3 has no torch here, so there is no torch column"}`);
  console.log(`${"".padEnd(34)}${"ms".padStart(9)}${"× CE".padStart(9)}${torch ? "× torch".padStart(10) : ""}`);
  for (const [name, time] of Object.entries(times)) {
    const ratio = torch?.[name] === undefined ? Number.NaN : time / torch[name];
    const text = Number.isNaN(ratio) ? "" : ratio.toFixed(2).padStart(10);
    const mark = ratio > targetOf(name) ? `  above ${targetOf(name)}` : "";
    console.log(
      `${name.padEnd(34)}${time.toFixed(3).padStart(9)}${(time / reference).toFixed(2).padStart(9)}${text}${mark}`,
    );
  }
  if (NAMES.length > 0) return;
  const wide = best(run("CrossEntropyLoss", logits(N, 4 * C), classIndices(N, 4 * C)));
  const tall = best(run("CrossEntropyLoss", logits(4 * N, C), classIndices(4 * N, C)));
  console.log(
    `four times the classes: × ${(wide / reference).toFixed(2)}, the samples: × ${(tall / reference).toFixed(2)}`,
  );
  const bytes = allocated(benchmarks.CrossEntropyLoss);
  console.log(`one CrossEntropyLoss allocates ${bytes} bytes of arrays for ${8 * N * C} of input`);
  const all = times[ALL] / dearestCandidate();
  const met = all <= PIPELINES_TARGET ? "met" : "MISSED";
  console.log(
    `all candidate pipelines: × ${all.toFixed(2)} of the dearest by itself, at most ${PIPELINES_TARGET} asked for: ${met}`,
  );
}

/** Milliseconds of the candidate that takes longest where it is the only one. */
function dearestCandidate(): number {
  const times = candidates.map(({ ops, loss }) =>
    best(() => {
      const activated = applyOps(x, ops);
      const result = isRefusal(activated) ? activated : lossFunctions[loss](activated, y, {});
      return isRefusal(result) ? result : reduce(result, "mean");
    }),
  );
  return Math.max(...times);
}

function targetOf(name: string): number {
  return name.startsWith("CrossEntropyLoss") ? CROSS_ENTROPY_TARGET : TORCH_TARGET;
}

/** Bytes of array buffers that one call leaves behind, before the garbage is collected. */
function allocated(task: () => unknown): number {
  const before = process.memoryUsage().arrayBuffers;
  task();
  return process.memoryUsage().arrayBuffers - before;
}

main();
