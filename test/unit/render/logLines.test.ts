import assert from "node:assert/strict";
import { checkUnits } from "../../../src/check";
import { callLine, pairLine, reportText } from "../../../src/render/logLines";

const program = `import torch
import torch.nn.functional as F
probs = torch.tensor([[0.7125, 0.1875, 0.1], [0.2, 0.6, 0.2]])
labels = torch.tensor([0, 1])
loss = F.cross_entropy(probs, labels)
other = F.cross_entropy(model(probs), labels)
`;

describe("the log", () => {
  const { answers } = checkUnits([{ id: "a", version: 1, languageId: "python", text: program, role: "code" }]);
  const [first, second] = answers;

  it("says of a call what was found, and no value", () => {
    const line = callLine(first!, 5, false);
    assert.match(
      line,
      /^torch CrossEntropyLoss in line 5: wrong \[double-softmax\]; input probs \[2, 3\] float32, target labels \[2\] int64/,
    );
    assert.doesNotMatch(line, /0\.7125|\(probs/);
  });

  it("says why a call is not judged", () => {
    assert.match(callLine(second!, 6, false), /unsure; input .*not known: input \(\w+\)/);
  });

  it("has the text of the call and its value where they are asked for", () => {
    const line = callLine(first!, 5, true);
    assert.match(line, /text "F\.cross_entropy\(probs, labels\)", gives \d\.\d{4}/);
  });

  it("says which arrays went together, and why", () => {
    const input = { name: "probs", characters: undefined, shape: [2, 3] };
    assert.equal(
      pairLine(input, { name: undefined, characters: 12, shape: undefined }, "call"),
      "pair: input probs [2, 3], target (no name) of 12 characters, by call",
    );
    assert.equal(pairLine(input, undefined, undefined), "pair: input probs [2, 3], no target");
  });
});

describe("the diagnostic report", () => {
  it("has versions, what was set, and the log in a fence that the log cannot end", () => {
    const text = reportText({
      facts: { "Loss Lens": "0.1.0", host: "Node\nv22" },
      settings: {},
      log: ["one", "a name with ```` in it"],
    });
    assert.equal(
      text,
      [
        "### Loss Lens",
        "",
        "- Loss Lens: 0.1.0",
        "- host: Node v22",
        "",
        "Settings that were changed:",
        "",
        "- none",
        "",
        "The end of the log:",
        "",
        "`````",
        "one",
        "a name with ```` in it",
        "`````",
        "",
      ].join("\n"),
    );
  });
});
