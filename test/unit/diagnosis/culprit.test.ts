import { strict as assert } from "node:assert";
import { checkUnits } from "../../../src/check";
import { causePlace, culpritPlace } from "../../../src/diagnosis/culprit";
import type { Place } from "../../../src/textUnit";

/** The text that is underlined of the first call, and that of the place the mistake comes from. */
function marked(text: string): readonly (string | undefined)[] {
  const { answers, home } = checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]);
  const [answer] = answers;
  const of = (place: Place | undefined) => place && text.slice(place.start, place.end);
  const cause = answer.claim && causePlace(answer.claim);
  return [of(culpritPlace(answer)), of(cause && home(cause))];
}

const head = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n";

describe("the argument that is wrong", () => {
  it("of a softmax that is applied twice: the input, and the softmax in forward", () => {
    const text = `${head}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 3)
    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)

net = Net()
out = net(torch.randn(2, 4))
loss = F.cross_entropy(out, torch.tensor([0, 2]))
`;
    assert.deepEqual(marked(text), ["out", "F.softmax(self.fc(x), dim=1)"]);
  });

  it("of class numbers that go too far: the targets", () => {
    const text = `${head}logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
loss = F.cross_entropy(logits, torch.tensor([0, 3]))
`;
    assert.deepEqual(marked(text), ["torch.tensor([0, 3])", undefined]);
  });

  it("of shapes that are spread against each other: the call", () => {
    const text = `${head}predicted = torch.tensor([[1.0], [2.0], [3.0]])
loss = F.mse_loss(predicted, torch.tensor([1.0, 2.0, 2.5]))
`;
    assert.deepEqual(marked(text), ["F.mse_loss(predicted, torch.tensor([1.0, 2.0, 2.5]))", undefined]);
  });
});
