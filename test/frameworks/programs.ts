import { pathToFileURL } from "node:url";
import type { LossOptions } from "../../src/engine/loss";
import { reportPair } from "../../src/engine/pairReport";
import type { Reading } from "../../src/engine/reading";
import { type SameFramework, sameIn } from "../../src/frameworks/same/sameIn";
import { samplePair } from "../../src/frameworks/same/samples";
import { sameProgram } from "../../src/render/sameInCode";
import type { DType, Tensor } from "../../src/tensor/tensor";
import { seeded } from "../python/operationsRandom";

/**
 * Pairs of arrays, and the programs that are written of them for each framework: `npx tsx test/frameworks/programs.ts` prints them as JSON.
 * `--random COUNT [SEED]` prints programs of random pairs, as wide as margins get, for the boosters alone.
 */

export interface Program {
  readonly pair: string;
  readonly framework: SameFramework;
  readonly program: string;
  readonly value: number;
}

function tensor(values: readonly number[], shape: readonly number[], dtype: DType = "float32"): Tensor {
  return { data: Float64Array.from(values), shape, dtype };
}

const multiclass = { task: "multiclass", targetKind: "classIndices", classDim: 1 } as const;
const soft = { ...multiclass, targetKind: "classProbabilities" } as const;
const binary = { task: "binary", targetKind: "binary", classDim: undefined } as const;

const scores = tensor([2.1, -1.3, 0.4, 0.2, 1.7, -0.6, 0.1, 0.2, 0.3], [3, 3]);
const probabilities = tensor([0.1, 0.2, 0.7, 0.05, 0.9, 0.05, 0, 0.25, 0.75], [3, 3]);
const logarithms = tensor(
  [...probabilities.data].map((p) => Math.log(p || 1e-30)),
  [3, 3],
);
const labels = tensor([2, 1, 0], [3], "int64");
const rows = tensor([0, 0.25, 0.75, 0, 1, 0, 0.5, 0.5, 0], [3, 3]);

interface Pair {
  readonly input: Tensor;
  readonly target: Tensor;
  readonly reading: Reading;
  readonly options?: LossOptions;
}

const pairs: Readonly<Record<string, Pair>> = {
  "logits, indices": { input: scores, target: labels, reading: { inputKind: "logits", ...multiclass } },
  "probabilities, indices": {
    input: probabilities,
    target: labels,
    reading: { inputKind: "probabilities", ...multiclass },
  },
  "log-probabilities, indices": {
    input: logarithms,
    target: labels,
    reading: { inputKind: "logProbabilities", ...multiclass },
  },
  "logits, rows": { input: scores, target: rows, reading: { inputKind: "logits", ...soft } },
  "probabilities, rows": {
    input: tensor([0.1, 0.2, 0.7, 0.05, 0.9, 0.05, 0.5, 0.25, 0.25], [3, 3]),
    target: rows,
    reading: { inputKind: "probabilities", ...soft },
  },
  "logits, smoothed rows": {
    input: scores,
    target: rows,
    reading: { inputKind: "logits", ...soft },
    options: { labelSmoothing: 0.1 },
  },
  "logits, weighted": {
    input: scores,
    target: labels,
    reading: { inputKind: "logits", ...multiclass },
    options: { weight: tensor([1, 2, 0.5], [3]) },
  },
  "logits, one ignored": {
    input: scores,
    target: tensor([2, -100, 0], [3], "int64"),
    reading: { inputKind: "logits", ...multiclass },
  },
  "classes in front": {
    input: tensor([2.1, 0.2, -1.3, 1.7, 0.4, -0.6], [1, 3, 2]),
    target: tensor([2, 1], [1, 2], "int64"),
    reading: { inputKind: "logits", ...multiclass },
  },
  "steps of a language model": {
    input: tensor([0.1, 2, 0.3, 1.1, -0.2, 0.4, 0, 0.5, 1.5, -0.3, 0.2, 2.2], [2, 2, 3]),
    target: tensor([1, 0, 2, 2], [2, 2], "int64"),
    reading: { inputKind: "logits", ...multiclass, classDim: 2 },
  },
  "binary logits": {
    input: tensor([0.3, 2, -1.2, -50], [4]),
    target: tensor([0, 1, 1, 1], [4]),
    reading: { inputKind: "logits", ...binary },
  },
  "binary probabilities": {
    input: tensor([0.3, 1, 0.2, 0.62], [4]),
    target: tensor([0, 0, 1, 1], [4]),
    reading: { inputKind: "probabilities", ...binary },
  },
  values: {
    input: tensor([0.3, 2, -1.2], [3]),
    target: tensor([0, 1, 1], [3]),
    reading: { inputKind: "logits", task: "regression", targetKind: "values", classDim: undefined },
  },
};

export function programs(given: Readonly<Record<string, Pair>> = pairs): readonly Program[] {
  return Object.entries(given).flatMap(([name, { input, target, reading, options = {} }]) => {
    const pair = samplePair(input, target, reading, options);
    const choice = Object.fromEntries(Object.entries(reading).filter(([, value]) => value !== undefined));
    const report = reportPair({ input, target }, undefined, choice, options);
    if (pair === undefined || report?.reference.kind !== "reference") throw new Error(`${name} has no loss`);
    return sameIn(pair, report.reference.mean).flatMap(({ framework, value }) => {
      const program = sameProgram(pair, framework, value);
      return program === undefined ? [] : [{ pair: name, framework, program, value }];
    });
  });
}

/** Margins and labels of a few samples; one pair in three has margins that saturate. */
function randomPairs(count: number, seed: number): Readonly<Record<string, Pair>> {
  const random = seeded(seed);
  const draw = (length: number, of: () => number) => Array.from({ length }, of);
  return Object.fromEntries(
    draw(count, () => (random.chance(1 / 3) ? 60 : 6)).map((width, index): [string, Pair] => {
      const [samples, classes] = [1 + random.int(6), 2 + random.int(5)];
      const margin = () => Math.fround(width * (random.int(2_000_001) / 1_000_000 - 1));
      if (index % 2 === 0) {
        const target = tensor(
          draw(samples, () => random.int(2)),
          [samples],
        );
        const inputKind = random.chance(1 / 2) ? "logits" : "probabilities";
        const given = inputKind === "logits" ? margin : () => Math.fround(random.int(100_001) / 100_000);
        return [
          `yes or no ${index}`,
          { input: tensor(draw(samples, given), [samples]), target, reading: { inputKind, ...binary } },
        ];
      }
      const target = tensor(
        draw(samples, () => random.int(classes)),
        [samples],
        "int64",
      );
      const input = tensor(draw(samples * classes, margin), [samples, classes]);
      return [`classes ${index}`, { input, target, reading: { inputKind: "logits", ...multiclass } }];
    }),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [flag, count = "40", seed = "1"] = process.argv.slice(2);
  const wanted =
    flag === "--random"
      ? programs(randomPairs(Number(count), Number(seed))).filter(
          ({ framework }) => framework === "xgboost" || framework === "lightgbm",
        )
      : programs();
  const plain = wanted.map((each) => ({
    ...each,
    value: Number.isFinite(each.value) ? each.value : String(each.value),
  }));
  process.stdout.write(JSON.stringify(plain));
}
