import assert from "node:assert/strict";
import { readCommandLine } from "../../../src/cli/commandLine";

describe("the command line", () => {
  it("evaluate with everything", () => {
    const command = readCommandLine([
      ...["evaluate", "run.py", "--input", "logits", "--target", "y", "--as", "logits", "--task", "multiclass"],
      ...["--reduction", "sum", "--weight", "[1, 2]", "--ignore-index", "0", "--label-smoothing", "0.1"],
      ...["--expect", "0.6628", "--tolerance", "1e-3", "--json", "--worst", "2", "--language", "r"],
      ...["--labels-from", "1"],
    ]);
    assert.deepEqual(command, {
      kind: "evaluate",
      file: "run.py",
      language: "r",
      input: "logits",
      target: "y",
      labelsFrom: "1",
      choice: { inputKind: "logits", task: "multiclass" },
      options: { reduction: "sum", ignoreIndex: 0, labelSmoothing: 0.1, weight: "[1, 2]" },
      worst: 2,
      json: true,
      expectation: { text: "0.6628", seen: { value: 0.6628, halfUnit: 0.5 * 10 ** -4 }, tolerance: 0.001 },
    });
  });

  it("the logits of a teacher, of which a temperature makes both arrays logits", () => {
    const choiceOf = (...options: readonly string[]) => {
      const command = readCommandLine(["evaluate", "a.py", ...options]);
      return command.kind === "evaluate" ? command.choice : undefined;
    };
    assert.deepEqual(choiceOf("--teacher-logits"), { targetKind: "logits" });
    assert.deepEqual(choiceOf("--teacher-logits", "--as", "logProbabilities"), {
      inputKind: "logProbabilities",
      targetKind: "logits",
    });
    assert.deepEqual(choiceOf("--temperature", "2"), { inputKind: "logits", targetKind: "logits", temperature: 2 });
  });

  it("the standard input, and a negative loss", () => {
    const command = readCommandLine(["evaluate", "-", "--expect=-0.84"]);
    assert.ok(command.kind === "evaluate");
    assert.equal(command.file, "-");
    assert.equal(command.expectation?.seen.value, -0.84);
  });

  const wrong: readonly (readonly [argv: readonly string[], says: RegExp])[] = [
    [[], /No command/],
    [["compute", "a.py"], /no command “compute”/],
    [["evaluate"], /needs a file/],
    [["evaluate", "a.py", "b.py"], /“b\.py” is one too many/],
    [["evaluate", "a.py", "--inptu", "x"], /--inptu/],
    [["evaluate", "a.py", "--as", "scores"], /logits, probabilities, logProbabilities, not “scores”/],
    [["evaluate", "a.py", "--reduction", "average"], /none, mean, sum, batchmean/],
    [["evaluate", "a.py", "--expect", "little"], /not “little”/],
    [["evaluate", "a.py", "--expect", "-1"], /--expect/],
    [["evaluate", "a.py", "--tolerance", "1e-3"], /goes with --expect/],
    [["evaluate", "a.py", "--expect", "1", "--tolerance=-1"], /not negative/],
    [["evaluate", "a.py", "--expect", "1", "--reduction", "none"], /one number/],
    [["evaluate", "a.py", "--ignore-index", "1.5"], /whole number/],
    [["evaluate", "a.py", "--temperature", "0"], /above 0/],
    [["evaluate", "a.py", "--temperature", "2", "--as", "probabilities"], /goes with --as logits/],
    [["list", "a.py", "--expect", "1"], /list has no option --expect/],
  ];

  for (const [argv, says] of wrong) {
    it(`wrong usage: ${argv.join(" ") || "nothing"}`, () => {
      const command = readCommandLine(argv);
      assert.ok(command.kind === "wrongUsage");
      assert.match(command.message, says);
    });
  }
});
