import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { losses } from "../../../src/engine/losses/losses";
import { numel } from "../../../src/tensor/tensor";
import {
  compareCase,
  decodeNumber,
  type EncodedTensor,
  type Expected,
  type GoldenCase,
} from "../../golden/compareCase";
import { goldenCases, lossFiles } from "../../golden/goldenFiles";

const ROOT = join(__dirname, "../../..");

/** All golden cases of a loss without operations before it. */
const cases: readonly GoldenCase[] = lossFiles
  .flatMap((name) => goldenCases<GoldenCase>(name))
  .filter(({ inputOps, targetOps }) => inputOps === undefined && targetOps === undefined);

function optionTensor({ options }: GoldenCase, name: string): EncodedTensor | undefined {
  const value = options?.[name];
  return typeof value === "object" ? value : undefined;
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return String(a) === String(b) && a.length === b.length;
}

type Column = (golden: GoldenCase) => boolean;

function ofRank(rank: number): Column {
  return ({ input }) => input.shape.length === rank && numel(input.shape) > 0;
}

const layouts: Readonly<Record<string, Column>> = {
  "()": ofRank(0),
  "(C)": ofRank(1),
  "(N,C)": ofRank(2),
  "(N,C,d1)": ofRank(3),
  "(N,C,d1,d2)": ofRank(4),
  "(N,C,d1,d2,d3)": ofRank(5),
  empty: ({ input }) => numel(input.shape) === 0,
  broadcast: (golden) =>
    [golden.target, ...["weight", "posWeight", "input2", "negative"].map((name) => optionTensor(golden, name))].some(
      (other) => other !== undefined && !same(other.shape, golden.input.shape),
    ),
};

const optionNames: Readonly<Record<string, string>> = {
  weight: "weight",
  pos_weight: "posWeight",
  ignore_index: "ignoreIndex",
  label_smoothing: "labelSmoothing",
  margin: "margin",
  p: "p",
  alpha: "alpha",
  gamma: "gamma",
  log_target: "logTarget",
  delta: "delta",
  beta: "beta",
  log_input: "logInput",
  full: "full",
  eps: "eps",
  swap: "swap",
  smooth: "smooth",
  batch: "batch",
};

const specials: Readonly<Record<string, (value: number) => boolean>> = {
  nan: Number.isNaN,
  "+inf": (value) => value === Number.POSITIVE_INFINITY,
  "-inf": (value) => value === Number.NEGATIVE_INFINITY,
  "-0": (value) => Object.is(value, -0),
  "1e300": (value) => value === 1e300,
};

/** Which golden cases belong to a column, by its heading. */
function columnOf(section: string, heading: string): Column {
  if (section === "Loss × layout") return layouts[heading];
  if (heading === "batchmean") return ({ expected }) => expected.batchmean !== undefined;
  if (section.startsWith("Loss × option")) return ({ options }) => options?.[optionNames[heading]] !== undefined;
  if (section === "Loss × special value") return ({ input }) => input.data.map(decodeNumber).some(specials[heading]);
  return ({ input }) => input.dtype === heading && numel(input.shape) > 0;
}

function belongsTo(row: string, { loss, input, target }: GoldenCase): boolean {
  const [name, mode] = row.split(", ");
  if (name !== loss) return false;
  return mode === undefined || same(input.shape, target.shape) === (mode === "class probabilities");
}

/** What torch did: with `batchmean` where that is what the column is about, with the default reduction or any other else. */
function outcomes({ expected }: GoldenCase, heading: string): readonly Expected[] {
  if (heading === "batchmean") return expected.batchmean === undefined ? [] : [expected.batchmean];
  return [expected.none, expected.mean, expected.sum].filter((outcome) => outcome !== undefined);
}

interface Cell {
  readonly section: string;
  readonly row: string;
  readonly heading: string;
  readonly mark: string;
}

function cellsOf(markdown: string): Cell[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .flatMap((part) => {
      const section = part.slice(0, part.indexOf("\n")).trim();
      const [head, , ...rows] = part
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .map((line) =>
          line
            .split("|")
            .slice(1, -1)
            .map((text) => text.trim()),
        );
      return rows.flatMap(([row, ...marks]) =>
        marks.flatMap((mark, i) => (mark === "" ? [] : [{ section, row, heading: head[i + 1], mark }])),
      );
    });
}

/** The tables of losses; what else the page lists has tests of its own. */
const cells = cellsOf(readFileSync(join(ROOT, "FEATURES.md"), "utf8")).filter(({ section }) =>
  section.startsWith("Loss ×"),
);

describe("the compatibility tables of FEATURES.md", () => {
  for (const section of new Set(cells.map((cell) => cell.section))) {
    describe(section, () => {
      for (const { row, heading, mark } of cells.filter((cell) => cell.section === section)) {
        it(`${row} × ${heading}: ${mark}`, () => {
          const inColumn = columnOf(section, heading);
          const backing = cases.filter((golden) => belongsTo(row, golden) && inColumn(golden));
          const computed = backing.filter((golden) =>
            outcomes(golden, heading).some((outcome) => !("exception" in outcome)),
          );
          assert.ok(backing.length > 0, "no golden case");
          if (mark === "✓") assert.ok(computed.length > 0, "torch refuses every golden case");
          else
            assert.deepEqual(
              computed.map(({ label }) => label),
              [],
              "torch computes it",
            );
          for (const golden of backing) assert.deepEqual(compareCase(golden), [], golden.label);
        });
      }
    });
  }
});

describe("every loss of the engine", () => {
  const tables = ["Loss × layout", "Loss × type of the input"];

  for (const [name, { signature }] of Object.entries(losses)) {
    const own = cases.filter(({ loss }) => loss === name);

    it(`${name} has a row in each table that asks for one`, () => {
      for (const table of tables) {
        const row = cells.find((cell) => cell.section === table && cell.row.split(", ")[0] === name);
        assert.ok(row !== undefined, `“${table}” of FEATURES.md has no row for ${name}`);
      }
    });

    it(`${name} has golden cases of values, gradients and refusals: test/golden/golden_cases.py`, () => {
      const found = own.flatMap(({ expected }) => Object.values(expected));
      assert.ok(
        found.some((outcome) => "values" in outcome),
        "no value",
      );
      assert.ok(
        found.some((outcome) => "gradient" in outcome && outcome.gradient !== undefined),
        "no gradient",
      );
      assert.ok(
        found.some((outcome) => "exception" in outcome),
        "no refusal",
      );
    });

    it(`${name} has a golden case of each of its options`, () => {
      const parameters = new Set([...(signature.module ?? []), ...(signature.functional?.parameters ?? [])]);
      const options = Object.values(optionNames).filter((option) => [...parameters].some((each) => each === option));
      for (const option of options)
        assert.ok(
          own.some(({ options: given }) => given?.[option] !== undefined),
          option,
        );
    });
  }
});
