import assert from "node:assert/strict";
import { evaluate } from "../../../src/evaluate";
import type { Progress, Report, Request } from "../../../src/report";
import { createHandler } from "../../../src/worker/handler";
import type { FromWorker, ToWorker } from "../../../src/worker/protocol";

function source(text: string, name?: string) {
  return { kind: "text" as const, text, languageId: "python", name };
}

const requests: Readonly<Record<string, Request>> = {
  "class indices, with pipelines that raise and their fixes": {
    input: source("[[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-1.5, 4.0, 0.0]]", "logits"),
    target: source("[0, 2, 1]", "labels"),
    choice: {},
    options: { reduction: "mean", weight: "[1, 2, 0.5]" },
  },
  "yes or no, unreduced": {
    input: source("[0.1, 0.9, 0.2]"),
    target: source("[0., 1., 0.]"),
    choice: { inputKind: "probabilities" },
    options: { reduction: "none" },
  },
  "infinities and nan": {
    input: source("[[0.0, 1.0], [float('nan'), 0.5], [float('inf'), 1.0]]"),
    target: source("[0, 1, 0]"),
    choice: {},
    options: { reduction: "sum" },
  },
  "an input alone": { input: source("[1, 2]"), target: undefined, choice: {}, options: { reduction: "mean" } },
  "arrays that do not fit": {
    input: source("[[1.0, 2.0]]"),
    target: source("[0, 1, 2]"),
    choice: {},
    options: { reduction: "mean" },
  },
  "a text that is no array": {
    input: source("[[1, 2], [3]]"),
    target: source("[0, 1]"),
    choice: {},
    options: { reduction: "mean" },
  },
};

/** What comes out at the other end of the worker's channel, which copies as `structuredClone` does. */
function worker() {
  const heard: FromWorker[] = [];
  const handle = createHandler((message) => heard.push(structuredClone(message)));
  return (order: Omit<ToWorker, "texts">): { readonly report: Report | undefined; readonly progress: Progress[] } => {
    heard.length = 0;
    handle(structuredClone({ ...order, texts: undefined }));
    const progress = heard.flatMap((message) => (message.type === "progress" ? [message.progress] : []));
    const [last] = heard.slice(-1);
    return { report: last?.type === "report" ? last.report : undefined, progress };
  };
}

/** The same report with everything in it that is only made when it is looked at. */
function plain(report: Report): Report {
  return structuredClone(report);
}

describe("the evaluation worker", () => {
  for (const [name, { input, target, choice, options }] of Object.entries(requests)) {
    it(`reports the same as an evaluation in place: ${name}`, () => {
      const { report } = worker()({ sources: { input, target }, choice, options });
      assert.deepEqual(report, plain(evaluate({ input, target, choice, options })));
    });
  }

  it("sends the fixes of pipelines that raise along", () => {
    const { input, target, choice, options } = requests["class indices, with pipelines that raise and their fixes"];
    const { report } = worker()({ sources: { input, target }, choice, options });
    assert.ok(report?.kind === "evaluation");
    const repaired = report.pipelines.flatMap((result) => (result.kind === "raised" ? [result.repaired] : []));
    assert.ok(repaired.some((fixed) => fixed !== undefined && fixed.value.data.length > 0));
  });

  it("keeps the arrays for the next choice, and reads them no second time", () => {
    const { input, target, options } = requests["class indices, with pipelines that raise and their fixes"];
    const order = worker();
    order({ sources: { input, target }, choice: {}, options });
    const choice = { inputKind: "probabilities" } as const;
    const { report, progress } = order({ sources: undefined, choice, options });
    assert.deepEqual(report, plain(evaluate({ input, target, choice, options })));
    assert.equal(progress.filter(({ kind }) => kind === "reading").length, 0);
  });

  it("tells its progress in the order of the work, every pipeline counted", () => {
    const { input, target, choice, options } = requests["class indices, with pipelines that raise and their fixes"];
    const { report, progress } = worker()({ sources: { input, target }, choice, options });
    assert.ok(report?.kind === "evaluation");
    const kinds = progress.map(({ kind }) => kind).filter((kind, index, all) => kind !== all[index - 1]);
    assert.deepEqual(kinds, ["reading", "understanding", "pipelines", "fixes"]);
    const counted = progress.flatMap((each) => (each.kind === "pipelines" ? [[each.done, each.of]] : []));
    const of = report.pipelines.length;
    assert.deepEqual(
      counted,
      report.pipelines.map((_, done) => [done, of]),
    );
  });

  it("says that it failed where it is asked before it was given anything", () => {
    const heard: FromWorker[] = [];
    const handle = createHandler((message) => heard.push(message));
    handle({ sources: undefined, choice: {}, options: { reduction: "mean" }, texts: undefined });
    assert.deepEqual(
      heard.map(({ type }) => type),
      ["failed"],
    );
  });
});
