import assert from "node:assert/strict";
import { answersOf } from "../../../src/diagnosis/answersOf";
import { interpret } from "../../../src/python/interpret/interpret";
import type { TextUnit } from "../../../src/textUnit";

const head = "import torch\nimport torch.nn.functional as F\n";

function unit(text: string): readonly TextUnit[] {
  return [{ id: "x", version: 1, languageId: "python", text: head + text, role: "code" }];
}

/** Fixes of every call, and how often the text was read for them. */
function fixesOf(text: string) {
  let readings = 0;
  const units = unit(text);
  const answers = answersOf(interpret(units), {
    interpret: (changed) => {
      readings++;
      return interpret(changed);
    },
  });
  return {
    fixes: answers.map(({ fixes }) => fixes.map(({ title, value }) => ({ title, value: value?.data[0] }))),
    readings,
  };
}

const one = (i: number) => `logits = torch.tensor([[${i / 10}, -0.3, 0.4], [0.2, 1.9, ${-i / 8}]])
loss = F.cross_entropy(F.softmax(logits, dim=1), torch.tensor([0, 1]))
`;

describe("fixes of many calls", () => {
  it("are read together where they are apart, and give what each gives alone", () => {
    const texts = Array.from({ length: 40 }, (_, i) => one(i));
    const { fixes, readings } = fixesOf(texts.join(""));
    assert.deepEqual(
      fixes,
      texts.map((text) => fixesOf(text).fixes[0]),
    );
    assert.ok(fixes.every(([first]) => first?.value !== undefined));
    assert.ok(readings <= 6, `${readings} readings`);
  });

  it("are read one by one where one changes what another call is made of", () => {
    const shared = "probs = F.softmax(torch.tensor([[1.2, -0.3, 0.4], [0.2, 1.9, -0.5]]), dim=1)\n";
    const calls = ["0, 1", "1, 1", "2, 1", "2, 0", "0, 2"].map((y) => `F.cross_entropy(probs, torch.tensor([${y}]))\n`);
    const together = fixesOf(shared + calls.join(""));
    assert.deepEqual(
      together.fixes,
      calls.map((call) => fixesOf(shared + call).fixes[0]),
    );
  });
});
