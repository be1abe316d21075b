import assert from "node:assert/strict";
import { check } from "../../../src/check";

const head = "import torch\nimport torch.nn.functional as F\nlabels = torch.tensor([0, 1])\nout = model(x)\n";

/** The one at the top is what argmax gives, whichever way it is asked for. */
describe("the class that topk(1) chooses", () => {
  const chosen: readonly string[] = [
    "F.cross_entropy(out.argmax(1).float(), labels)",
    "F.cross_entropy(out.topk(1)[1].float(), labels)",
    "F.cross_entropy(torch.topk(out, 1, dim=1).indices.squeeze(1).float(), labels)",
    "F.binary_cross_entropy(out.topk(1)[1].squeeze(1).float(), labels.float())",
  ];
  for (const text of chosen)
    it(`${text} is thresholded`, () => assert.equal(check(head + text, "python").calls[0]?.cause, "thresholded"));

  it("its scores, and places of several, are none", () => {
    for (const text of [
      "F.cross_entropy(out.topk(1)[0], labels)",
      "F.cross_entropy(out.topk(2)[1].float(), labels)",
      "F.cross_entropy(out.topk(2)[0], labels)",
    ])
      assert.equal(check(head + text, "python").calls[0]?.cause ?? null, null, text);
  });
});
