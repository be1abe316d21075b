/**
 * How long a report and an explanation take, against one CrossEntropyLoss on the same arrays in the same process:
 * npx tsx test/bench/report.bench.ts
 */
import { explainLoss } from "../../src/engine/explainLoss";
import type { Unreduced } from "../../src/engine/loss";
import { lossFunctions } from "../../src/engine/losses/lossFunctions";
import { reportPair } from "../../src/engine/pairReport";
import { isRefusal, type Refusal } from "../../src/engine/refusal";
import type { Tensor } from "../../src/tensor/tensor";

function arrays(rows: number, classes: number): { readonly input: Tensor; readonly target: Tensor } {
  let state = 1;
  const random = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const input: Tensor = {
    data: Float64Array.from({ length: rows * classes }, () => random() * 8 - 4),
    shape: [rows, classes],
    dtype: "float64",
  };
  const target: Tensor = {
    data: Float64Array.from({ length: rows }, () => Math.floor(random() * classes)),
    shape: [rows],
    dtype: "int64",
  };
  return { input, target };
}

/** Milliseconds of the processor, which other processes do not add to: the best of several runs. */
function best(run: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 14; turn++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    fastest = Math.min(fastest, (user + system) / 1000);
  }
  return fastest;
}

/** Its values are made when they are read. */
function sumOf(loss: Unreduced | Refusal): number {
  return isRefusal(loss) ? Number.NaN : loss.sum;
}

for (const [rows, classes] of [
  [4, 3],
  [1000, 10],
  [10_000, 100],
]) {
  const args = arrays(rows, classes);
  const loss = best(() => sumOf(lossFunctions.CrossEntropyLoss(args.input, args.target, {})));
  const report = best(() => reportPair(args, undefined, {}, {}));
  const whole = reportPair(args, undefined, {}, {});
  const solver = whole === undefined ? Number.NaN : best(() => explainLoss(whole, { value: 0.6628, halfUnit: 5e-5 }));
  const figures = [loss, report, solver].map((time) => `${time.toFixed(3)} ms`);
  console.log(
    `${rows} × ${classes}: CrossEntropyLoss ${figures[0]}, report ${figures[1]} (× ${(report / loss).toFixed(1)}), explaining a loss ${figures[2]}`,
  );
}
