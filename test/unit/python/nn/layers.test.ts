import assert from "node:assert/strict";
import { factsOf, named, numbersOf, shapeOf } from "./reading";

/** Each layer with an input and the shape that torch gives. */
const shapes: readonly (readonly [layer: string, input: readonly number[], output: readonly number[]])[] = [
  ["nn.Linear(64, 10)", [3, 64], [3, 10]],
  ["nn.Linear(64, 10)", [2, 5, 64], [2, 5, 10]],
  ["nn.Conv1d(4, 6, 3)", [2, 4, 9], [2, 6, 7]],
  ["nn.Conv2d(3, 8, kernel_size=3, stride=2, padding=1)", [2, 3, 32, 32], [2, 8, 16, 16]],
  ["nn.Conv2d(3, 8, (3, 5), dilation=2)", [3, 20, 20], [8, 16, 12]],
  ["nn.Conv2d(3, 8, 3, padding='same')", [2, 3, 7, 9], [2, 8, 7, 9]],
  ["nn.Conv3d(1, 2, 2)", [1, 1, 4, 4, 4], [1, 2, 3, 3, 3]],
  ["nn.ConvTranspose2d(8, 4, 2, stride=2)", [2, 8, 5, 5], [2, 4, 10, 10]],
  ["nn.ConvTranspose1d(8, 4, 3, stride=2, padding=1, output_padding=1)", [2, 8, 5], [2, 4, 10]],
  ["nn.MaxPool2d(2)", [2, 3, 7, 8], [2, 3, 3, 4]],
  ["nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True)", [2, 3, 8, 8], [2, 3, 5, 5]],
  ["nn.MaxPool1d(2, ceil_mode=True)", [2, 3, 7], [2, 3, 4]],
  ["nn.AvgPool2d(3, 1)", [2, 3, 7, 8], [2, 3, 5, 6]],
  ["nn.AdaptiveAvgPool2d(1)", [2, 3, 7, 8], [2, 3, 1, 1]],
  ["nn.AdaptiveAvgPool2d((2, 3))", [2, 3, 7, 8], [2, 3, 2, 3]],
  ["nn.BatchNorm1d(5)", [4, 5], [4, 5]],
  ["nn.BatchNorm2d(5)", [4, 5, 2, 2], [4, 5, 2, 2]],
  ["nn.LayerNorm(6)", [2, 6], [2, 6]],
  ["nn.GroupNorm(2, 4)", [3, 4, 5], [3, 4, 5]],
  ["nn.Dropout(0.5)", [2, 6], [2, 6]],
  ["nn.Flatten()", [2, 3, 4], [2, 12]],
  ["nn.Unflatten(1, (3, 4))", [2, 12], [2, 3, 4]],
  ["nn.Identity()", [2, 12], [2, 12]],
  ["nn.GLU()", [2, 12], [2, 6]],
  ["nn.PReLU()", [2, 3], [2, 3]],
  ["nn.Softmax(dim=1)", [2, 3], [2, 3]],
  ["nn.Softmax2d()", [2, 3, 4, 4], [2, 3, 4, 4]],
  ["nn.Upsample(scale_factor=2)", [1, 3, 4, 4], [1, 3, 8, 8]],
  ["nn.Upsample(size=(5, 6))", [1, 3, 4, 4], [1, 3, 5, 6]],
  ["nn.PixelShuffle(2)", [1, 8, 3, 3], [1, 2, 6, 6]],
  ["nn.ZeroPad2d(1)", [1, 3, 4, 4], [1, 3, 6, 6]],
  ["nn.ZeroPad2d((1, 2, 0, 3))", [1, 3, 4, 4], [1, 3, 7, 7]],
  ["nn.TransformerEncoderLayer(8, 2)", [5, 2, 8], [5, 2, 8]],
  ["nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2), 2)", [5, 2, 8], [5, 2, 8]],
  ["nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 2))", [3, 8], [3, 2]],
  ["nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten(), nn.LazyLinear(7))", [3, 1, 5, 5], [3, 7]],
];

describe("layers", () => {
  for (const [layer, input, output] of shapes) {
    it(`${layer} of ${input.join(" × ")} gives ${output.join(" × ")}`, () => {
      const text = `y = ${layer}(torch.randn(${input.join(", ")}))\n`;
      assert.deepEqual(shapeOf(text), output);
      assert.equal(factsOf(named(text, "y")).dtype, "float32");
    });
  }

  it("keep sizes that are not known", () => {
    const text = "def f(x):\n    y = nn.Linear(64, 10)(x)\n    return y\nf(load())\n";
    assert.deepEqual(factsOf(named(text, "y")), { library: "torch", dtype: "float32", lastSize: 10 });
  });

  it("say nothing where torch raises", () => {
    for (const text of [
      "y = nn.Linear(64, 10)(torch.randn(3, 65))\n",
      "y = nn.Conv2d(3, 8, 3)(torch.randn(2, 4, 9, 9))\n",
      "y = nn.Conv2d(3, 8, 3)(torch.randn(2, 3, 2, 2))\n",
      "y = nn.BatchNorm2d(3)(torch.randn(2, 3))\n",
    ]) {
      assert.equal(shapeOf(text), undefined, text);
    }
  });

  it("have the type of their weights", () => {
    const dtype = (text: string) => factsOf(named(text, "y")).dtype;
    assert.equal(dtype("y = nn.Embedding(7, 3)(torch.tensor([1, 2]))\n"), "float32");
    assert.equal(dtype("y = nn.Linear(2, 3).double()(torch.randn(1, 2, dtype=torch.float64))\n"), "float64");
    assert.equal(
      dtype("y = nn.Linear(2, 3, dtype=torch.float64)(torch.randn(1, 2, dtype=torch.float64))\n"),
      "float64",
    );
    assert.equal(dtype("m = nn.Sequential(nn.Linear(2, 3))\nm.to('cuda', torch.bfloat16)\ny = m(x)\n"), "bfloat16");
    assert.equal(dtype("m = nn.Linear(2, 3).to(device, dtype)\ny = m(x)\n"), undefined);
    assert.equal(dtype("with torch.autocast('cuda'):\n    y = nn.Linear(2, 3)(torch.randn(1, 2))\n"), undefined);
    // mat1 and mat2 must have the same dtype
    assert.deepEqual(factsOf(named("y = nn.Linear(2, 3)(torch.randn(1, 2).double())\n", "y")), { library: "torch" });
  });

  it("of known values that are activations give known values", () => {
    const values = numbersOf(named("y = nn.Sigmoid()(torch.tensor([0.0, 2.0]))\n", "y"));
    // torch.sigmoid(torch.tensor([0., 2.], dtype=torch.float64))
    assert.deepEqual(
      values?.map((value) => value.toFixed(9)),
      ["0.500000000", "0.880797078"],
    );
    const softmax = numbersOf(
      named("y = nn.Sequential(nn.Identity(), nn.Softmax(dim=-1))(torch.tensor([0.0, 2.0]))\n", "y"),
    );
    assert.deepEqual(
      softmax?.map((value) => value.toFixed(9)),
      ["0.119202922", "0.880797078"],
    );
  });

  it("give the values of dropout only where it is off", () => {
    assert.deepEqual(numbersOf(named("y = nn.Dropout(0)(torch.tensor([1.0, 2.0]))\n", "y")), [1, 2]);
    assert.deepEqual(numbersOf(named("y = F.dropout(torch.tensor([1.0, 2.0]), training=False)\n", "y")), [1, 2]);
    assert.equal(numbersOf(named("y = nn.Dropout()(torch.tensor([1.0, 2.0]))\n", "y")), undefined);
    assert.equal(numbersOf(named("y = F.dropout(torch.tensor([1.0, 2.0]))\n", "y")), undefined);
  });

  it("compute F.linear of known weights", () => {
    const text =
      "y = F.linear(torch.tensor([[1.0, 2.0]]), torch.tensor([[3.0, 4.0], [5.0, 6.0]]), torch.tensor([0.5, 1.0]))\n";
    assert.deepEqual(numbersOf(named(text, "y")), [11.5, 18]);
  });

  it("give tuples for recurrent layers and attention", () => {
    assert.deepEqual(
      shapeOf("y, (h, c) = nn.LSTM(4, 6, batch_first=True, bidirectional=True)(torch.randn(2, 5, 4))\n"),
      [2, 5, 12],
    );
    assert.deepEqual(shapeOf("y, h = nn.GRU(4, 6, num_layers=2)(torch.randn(5, 2, 4))\n", "h"), [2, 2, 6]);
    assert.deepEqual(shapeOf("q = torch.randn(5, 2, 8)\ny, w = nn.MultiheadAttention(8, 2)(q, q, q)\n"), [5, 2, 8]);
  });

  it("take their weights from functions", () => {
    assert.deepEqual(
      shapeOf("y = F.conv2d(torch.randn(2, 3, 8, 8), torch.randn(4, 3, 3, 3), padding=1)\n"),
      [2, 4, 8, 8],
    );
    assert.deepEqual(shapeOf("y = F.embedding(torch.tensor([[0, 1]]), torch.randn(7, 3))\n"), [1, 2, 3]);
    assert.deepEqual(shapeOf("y = F.max_pool2d(torch.randn(2, 3, 8, 8), 2)\n"), [2, 3, 4, 4]);
    assert.deepEqual(shapeOf("y = F.interpolate(torch.randn(2, 3, 8, 8), scale_factor=2)\n"), [2, 3, 16, 16]);
  });
});

describe("containers", () => {
  it("are indexed, sliced, extended and iterated", () => {
    const layers = "m = nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, 2))\nx = torch.randn(3, 8)\n";
    assert.deepEqual(shapeOf(`${layers}y = m[0](x)\n`), [3, 4]);
    assert.deepEqual(shapeOf(`${layers}y = m[:2](x)\n`), [3, 4]);
    assert.deepEqual(shapeOf(`${layers}m.append(nn.Linear(2, 5))\ny = m(x)\n`), [3, 5]);
    assert.deepEqual(shapeOf(`${layers}y = x\nfor layer in m:\n    y = layer(y)\nz = y\n`, "z"), [3, 2]);
  });

  it("hold what is added by name or set as an attribute, and nothing that is not known", () => {
    const empty = "m = nn.Sequential()\nx = torch.randn(3, 8)\n";
    const added = "m.add_module('fc', nn.Linear(8, 4))\n";
    assert.deepEqual(shapeOf(`${empty}${added}y = m(x)\n`), [3, 4]);
    assert.deepEqual(shapeOf(`${empty}${added}m.add_module('out', nn.Linear(4, 1))\ny = m(x)\n`), [3, 1]);
    assert.deepEqual(shapeOf(`${empty}${added}m.fc = nn.Linear(8, 2)\ny = m(x)\n`), [3, 2]);
    assert.deepEqual(shapeOf(`${empty}m.fc = nn.Linear(8, 4)\nm.name = "head"\ny = m(x)\n`), [3, 4]);
    assert.deepEqual(shapeOf(`${empty}setattr(m, 'fc', nn.Linear(8, 4))\ny = m(x)\n`), [3, 4]);
    const own = "class Net(nn.Sequential):\n    def __init__(self):\n        super().__init__()\n        ";
    assert.deepEqual(shapeOf(`${own}self.${added.slice(2)}y = Net()(torch.randn(3, 8))\n`), [3, 4]);
    for (const change of [
      "m.add_module('fc', make())",
      "m.fc = make()",
      "m.add_module(name(), nn.Linear(8, 4))",
      "for i in range(n()):\n    m.add_module(str(i), nn.Linear(8, 4))",
      "m.append(nn.Linear(8, 4))\nm.pop(0)",
    ])
      assert.equal(shapeOf(`${empty}${change}\ny = m(x)\n`), undefined, change);
  });

  it("have names where an OrderedDict gives them", () => {
    const text =
      "from collections import OrderedDict\nm = nn.Sequential(OrderedDict([('fc', nn.Linear(8, 4)), ('act', nn.ReLU())]))\nx = torch.randn(3, 8)\n";
    assert.deepEqual(shapeOf(`${text}y = m(x)\n`), [3, 4]);
    assert.deepEqual(shapeOf(`${text}y = m.fc(x)\n`), [3, 4]);
  });

  it("of lists and dicts hold layers", () => {
    const list = "m = nn.ModuleList([nn.Linear(8, 4), nn.Linear(4, 2)])\nx = torch.randn(3, 8)\n";
    assert.deepEqual(shapeOf(`${list}y = m[1](m[0](x))\n`), [3, 2]);
    assert.deepEqual(shapeOf(`${list}y = m[-1](torch.randn(1, 4))\n`), [1, 2]);
    assert.deepEqual(shapeOf("m = nn.ModuleDict({'a': nn.Linear(8, 4)})\ny = m['a'](torch.randn(3, 8))\n"), [3, 4]);
  });
});

describe("modules", () => {
  it("are themselves on other devices and in other modes", () => {
    for (const method of ["cuda()", "to('cuda')", "to(device)", "train()", "eval()", "requires_grad_(False)"]) {
      assert.deepEqual(shapeOf(`m = nn.Linear(8, 4).${method}\ny = m(torch.randn(3, 8))\n`), [3, 4], method);
    }
  });

  it("know whether they train", () => {
    const net =
      "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.drop = nn.Dropout(0.5)\n    def forward(self, x):\n        x = self.drop(x)\n        return x if self.training else x * 2\nnet = Net()\n";
    const x = "torch.tensor([1.0, 2.0])";
    assert.equal(numbersOf(named(`${net}y = net(${x})\n`, "y")), undefined);
    assert.deepEqual(numbersOf(named(`${net}net.eval()\ny = net(${x})\n`, "y")), [2, 4]);
    assert.deepEqual(numbersOf(named(`${net}y = net.train(False)(${x})\n`, "y")), [2, 4]);
    assert.equal(numbersOf(named(`${net}net.eval()\nnet.train()\ny = net(${x})\n`, "y")), undefined);
    assert.equal(numbersOf(named(`${net}net.train(flag)\ny = net(${x})\n`, "y")), undefined);
  });

  it("hold buffers that they register", () => {
    const text =
      "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.register_buffer('w', torch.tensor([1.0, 2.0]))\n    def forward(self, x):\n        return self.w * x\ny = Net()(3.0)\n";
    assert.deepEqual(numbersOf(named(text, "y")), [3, 6]);
  });

  it("lose what a step of an optimizer changes", () => {
    const text = "x = torch.tensor([1.0, 2.0], requires_grad=True)\no = torch.optim.SGD([x], lr=0.1)\n";
    assert.deepEqual(numbersOf(named(`${text}y = x * 2\n`, "y")), [2, 4]);
    assert.equal(numbersOf(named(`${text}o.step()\ny = x * 2\n`, "y")), undefined);
    const model =
      "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.w = nn.Parameter(torch.tensor([1.0]))\nm = Net()\no = torch.optim.Adam(m.parameters())\no.step()\ny = m.w * 2\n";
    assert.equal(numbersOf(named(model, "y")), undefined);
  });
});
