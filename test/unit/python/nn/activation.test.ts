import assert from "node:assert/strict";
import { lastActivation } from "../../../../src/python/library/nn/activation";
import { named, onlyCall } from "./reading";

function last(text: string, name = "y"): ReturnType<typeof lastActivation> {
  return lastActivation(named(text, name));
}

describe("the last activation", () => {
  it("is known of values that are not", () => {
    const found = last("y = nn.Sequential(nn.Linear(64, 10), nn.Softmax(dim=-1))(x)\n");
    assert.equal(found?.operation, "softmax");
    assert.equal(found?.dim, -1);
    assert.equal(last("y = torch.sigmoid(model(x))\n")?.operation, "sigmoid");
    assert.equal(last("y = model(x).log_softmax(1)\n")?.operation, "log_softmax");
    assert.equal(last("y = nn.LogSigmoid()(model(x))\n")?.operation, "logsigmoid");
    assert.equal(last("y = F.relu(model(x))\n")?.operation, "relu");
  });

  it("counts its dim from the front where the rank is known", () => {
    assert.equal(last("y = torch.randn(2, 3).softmax(-1)\n")?.dim, 1);
    assert.equal(last("y = nn.Softmax(dim=-1)(nn.Linear(4, 5)(torch.randn(2, 4)))\n")?.dim, 1);
  });

  it("stays through what moves, picks, copies and casts elements", () => {
    for (const after of [
      "view(-1)",
      "squeeze()",
      "unsqueeze(0)",
      "permute(1, 0)",
      "detach()",
      "clone()",
      "to('cuda')",
      "float()",
      "[:, 0]",
      "t()",
      "double().cpu()",
    ]) {
      const dot = after.startsWith("[") ? after : `.${after}`;
      const found = last(`y = torch.softmax(torch.randn(2, 3), dim=1)${dot}\n`);
      assert.equal(found?.operation, "softmax", after);
    }
  });

  it("tells what came since", () => {
    const found = last("y = torch.randn(2, 3).softmax(1).clone().view(-1)\n");
    assert.deepEqual(
      found?.since.map(({ operation }) => operation),
      ["view", "clone"],
    );
  });

  it("says whether the axes are where they were", () => {
    assert.equal(last("y = torch.randn(2, 3).softmax(1).detach()\n")?.keepsAxes, true);
    assert.equal(last("y = torch.randn(2, 3).softmax(1).t()\n")?.keepsAxes, false);
  });

  it("ends with arithmetic, with writing, and with what is not read", () => {
    assert.equal(last("y = torch.softmax(x, 1) * 2\n"), undefined);
    assert.equal(last("y = torch.log(torch.softmax(x, 1))\n"), undefined);
    assert.equal(last("y = torch.randn(2, 3).softmax(1)\ny[0] = 5\n"), undefined);
    assert.equal(last("y = f(torch.softmax(x, 1))\n"), undefined);
    assert.equal(last("y = model(x)\n"), undefined);
  });

  it("is known after branches only where all agree", () => {
    const branches = (other: string) =>
      `if flag:\n    y = torch.softmax(model(x), 1)\nelse:\n    y = ${other}\nz = y\n`;
    assert.equal(last(branches("F.softmax(model(z), dim=1)"), "z")?.operation, "softmax");
    assert.equal(last(branches("F.softmax(model(z), dim=0)"), "z"), undefined);
    assert.equal(last(branches("torch.sigmoid(model(x))"), "z"), undefined);
    assert.equal(last(branches("model(x)"), "z"), undefined);
  });

  it("reaches a loss through a model of the file", () => {
    const call = onlyCall(
      "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(64, 10)\n        self.out = nn.Softmax(dim=1)\n    def forward(self, x):\n        return self.out(self.fc(x))\nnet = Net()\ncriterion = nn.CrossEntropyLoss()\nfor x, y in loader:\n    loss = criterion(net(x), y)\n",
    );
    const found = lastActivation(call.arguments[0].value);
    assert.equal(found?.operation, "softmax");
    assert.equal(found?.dim, 1);
  });
});
