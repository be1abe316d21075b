import assert from "node:assert/strict";
import * as l10n from "@vscode/l10n";
import { readBundle } from "../../../scripts/l10nTexts";
import { checkUnits } from "../../../src/check";
import { evaluate } from "../../../src/evaluate";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { answerMessage } from "../../../src/render/answerText";
import { fixTitle } from "../../../src/render/fixText";
import { hoverMarkdown } from "../../../src/render/hover";
import { escapeMarkdown } from "../../../src/render/writtenText";
import { englishWords, pseudoBundle } from "../../pseudo";
import { cases } from "../../workbench/panel-preview/cases";

describe("rendered texts in another language", () => {
  before(() => l10n.config({ contents: { ...pseudoBundle() } }));
  after(() => l10n.config({ contents: {} }));

  const { huge: _, ...quick } = cases;
  for (const [name, { input, target, choice = {}, options = { reduction: "mean" as const } }] of Object.entries(
    quick,
  )) {
    it(`the hover has no English in the state ${name}`, () => {
      const report = evaluate({ input, target, choice, options });
      const label = target && {
        name: target.name,
        place: "lesson.py:5",
        origin: undefined,
        of: "y_pred",
        optionsFrom: "lesson.py:9",
      };
      const colours = { bar: "#000", wrong: "#000", text: "#000" };
      const text = hoverMarkdown(report, label, colours);
      assert.match(text, /⟦/);
      const refusals = "pipelines" in report ? report.pipelines.filter((result) => result.kind === "raised") : [];
      const verbatim = refusals.map(({ refusal }) => escapeMarkdown(`${refusal.exception}: ${refusal.message}`));
      // Code, the picture's bytes, colours and icons are no words.
      const words = text.replaceAll(/`[^`]*`|\(data:[^)]*\)|<[^>]*>|\$\([\w-]+\)/g, " ");
      const names = ["y_pred", input.name ?? "", escapeMarkdown(input.name ?? ""), "lesson.py", ...verbatim];
      assert.deepEqual(englishWords(words, names), []);
    });
  }

  it("what stands in a row in the hover has the comma of Chinese", () => {
    l10n.config({ contents: { ...readBundle("l10n/bundle.l10n.zh-cn.json") } });
    try {
      const { input, target, options = { reduction: "mean" } } = cases.options;
      const label = { name: "labels", place: "a.py:5", origin: "pinned", of: undefined, optionsFrom: "a.py:9" };
      const text = hoverMarkdown(evaluate({ input, target, choice: {}, options }), label, undefined);
      assert.match(text, /`ignore_index=1`，`label_smoothing=0\.1`/);
      assert.match(text, /a\\?\.py\\?:5，pinned/);
      assert.doesNotMatch(text.replaceAll(/`[^`]*`/g, ""), /, /);
    } finally {
      l10n.config({ contents: { ...pseudoBundle() } });
    }
  });

  it("what is said about a call of the code has no English", () => {
    const text = [
      "import torch, torch.nn.functional as F",
      "p = torch.tensor([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05]])",
      "F.cross_entropy(p, torch.tensor([0, 1]))",
    ].join("\n");
    const { answers } = checkUnits([{ id: "train.py", version: 1, languageId: "python", text, role: "code" }]);
    assert.equal(answers.length, 1);
    assert.deepEqual(englishWords(answerMessage(answers[0]), ["p"]), []);
    const [fix] = answers[0].fixes;
    const code = fix.title.kind === "use" || fix.title.kind === "logarithm" ? fix.title.code.split(/\W+/) : [];
    assert.deepEqual(englishWords(fixTitle(fix.title), code), []);
  });

  const unreadable = [
    ...["", "x", "0.5", "[1, 2", "[1, , 2]", "[[1, 2], [3]]", "[1, ...]", "{1, 2}", "['a']", "f([1])"],
    ...["np.ones(-1)", "np.zeros((2,3)) + np.ones(4)", "[1] * 10**12", "[1/0]", "[1][5]", "x.foo()", "np.empty(3)"],
    ...["a,b\n1,2\n3", "tensor([[1., 2.],\n        ...,\n        [3., 4.]])"],
  ];
  for (const text of unreadable) {
    it(`what is wrong with ${JSON.stringify(text)} is said without English`, () => {
      const read = parseLiteral(text, "python");
      assert.ok(read.diagnostics.length > 0);
      for (const { message } of read.diagnostics) {
        assert.match(message, /⟦/);
        // What was found stands in quotation marks.
        const words = message.replaceAll(/“[^”]*”/g, " ");
        assert.deepEqual(englishWords(words), []);
      }
    });
  }
});
