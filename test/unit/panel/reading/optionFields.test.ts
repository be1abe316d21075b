import assert from "node:assert/strict";
import { optionFields, parseOption, type TypedOption, withOption } from "../../../../src/panel/reading/optionFields";
import { optionProblems } from "../../../../src/panel/reading/optionProblems";
import { CLASSES, evaluation, PROBABILITIES, report } from "../pairs";

describe("typed options", () => {
  const read: readonly [TypedOption, string, string | number | undefined][] = [
    ["ignoreIndex", " -100 ", -100],
    ["ignoreIndex", "\u22121", -1],
    ["labelSmoothing", "0.1", 0.1],
    ["labelSmoothing", "", undefined],
    ["weight", " [1, 2] ", "[1, 2]"],
    ["posWeight", "", undefined],
    ["classNames", " cat, dog ", "cat, dog"],
  ];
  for (const [option, text, expected] of read) {
    it(`${option}: “${text}” is ${expected}`, () => assert.equal(parseOption(option, text), expected));
  }

  const refused: readonly [TypedOption, string][] = [
    ["ignoreIndex", "1.5"],
    ["ignoreIndex", "none"],
    ["labelSmoothing", "0,1"],
    ["labelSmoothing", "inf"],
  ];
  for (const [option, text] of refused) {
    it(`${option}: “${text}” is refused, with the text named`, () => {
      const parsed = parseOption(option, text);
      assert.ok(typeof parsed === "object" && parsed.problem.includes(text));
    });
  }

  it("leave no trace when taken back", () => {
    const options = withOption({ reduction: "mean" }, "weight", "[1, 2, 3]");
    assert.deepEqual(options, { reduction: "mean", weight: "[1, 2, 3]" });
    assert.deepEqual(withOption(options, "weight", undefined), { reduction: "mean" });
  });

  it("are offered where torch's losses of the task have them", () => {
    const offered = (input: string, target: string) => {
      const { reading } = evaluation(input, target);
      return optionFields.filter(({ applies }) => applies(reading)).map(({ label }) => label());
    };
    assert.deepEqual(offered(PROBABILITIES, CLASSES), ["weight", "ignore_index", "label_smoothing", "class names"]);
    assert.deepEqual(offered("[0.1, 0.9, 0.2]", "[0., 1., 0.]"), ["weight", "pos_weight"]);
  });
});

describe("problems of options", () => {
  const inView = evaluation(PROBABILITIES, CLASSES);

  it("are said at the field that has them", () => {
    const newest = report(PROBABILITIES, CLASSES, { options: { reduction: "mean", weight: "[1, 2" } });
    assert.ok(newest.kind === "unreadable");
    assert.deepEqual(optionProblems(newest, inView), { weight: newest.diagnostics[0].message });
    assert.deepEqual(optionProblems(inView, inView), {});
  });

  it("are weights of another number than the classes", () => {
    const weighted = (weight: string) => evaluation(PROBABILITIES, CLASSES, { options: { reduction: "mean", weight } });
    assert.equal(weighted("[1, 2, 3]").reference.kind, "reference");
    for (const weight of ["[1, 2]", "[[1, 2, 3]]"]) {
      const report = weighted(weight);
      assert.match(optionProblems(report, report).weight ?? "", /one weight for each of 3 classes/);
      // torch agrees: there is no pipeline that runs.
      assert.ok(report.pipelines.every(({ kind }) => kind === "raised"));
    }
  });
});

describe("the placeholder of an option", () => {
  const placeholder = (option: string, classes: number) =>
    optionFields.find((field) => field.option === option)?.placeholder(classes);

  it("has as many entries as there are classes, and says where there are more than it shows", () => {
    assert.equal(placeholder("weight", 3), "[1, 1, 1]");
    assert.equal(placeholder("classNames", 8), "0, 1, 2, 3, 4, 5, 6, 7");
    assert.equal(placeholder("weight", 10), "[1, 1, 1, …, 1]");
    assert.equal(placeholder("classNames", 300), "0, 1, 2, …, 299");
  });
});
