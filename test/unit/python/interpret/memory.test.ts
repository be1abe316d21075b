import assert from "node:assert/strict";
import { printed } from "./read";

const two = "import torch\nw = torch.tensor([1., 2.])\n";
const leaf = "import torch\nw = torch.tensor([1., 2.], requires_grad=True)\n";

/** What torch prints; `?` where it raises, or where we do not follow it. */
const programs: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "shapes that change in place": [
    [`${two}w.unsqueeze_(0)\nprint(w.shape[0], w.shape[1])`, "1 2"],
    [`${two}v = w\nw.unsqueeze_(0)\nprint(v.dim())`, "?"],
    [`${two}held = [w]\nw.unsqueeze_(0)\nprint(held[0].dim())`, "?"],
    [`${two}held = (w, 3)\nw.unsqueeze_(0)\nprint(held[0].dim(), held[1])`, "? 3"],
    [`${two}held = {"a": {"b": w}}\nw.unsqueeze_(0)\nprint(held["a"]["b"].dim())`, "?"],
    [`${two}class C: pass\nc = C()\nc.w = w\nw.unsqueeze_(0)\nprint(c.w.dim())`, "?"],
    [`${two}class C:\n    held = w\nw.unsqueeze_(0)\nprint(C.held.dim())`, "?"],
    [`${two}size = w.size\nw.unsqueeze_(0)\nprint(len(size()))`, "?"],
    [`${two}def f():\n    return w.dim()\nw.unsqueeze_(0)\nprint(f())`, "2"],
    [
      `${two}def outer():\n    v = w\n    def inner():\n        return v.dim()\n    return inner\nf = outer()\nw.unsqueeze_(0)\nprint(f())`,
      "?",
    ],
    [`${two}torch.Tensor.unsqueeze_(w, 0)\nprint(w.dim())`, "?"],
    [`${two}getattr(w, "unsqueeze_")(0)\nprint(w.dim())`, "?"],
    [`${two}v = w\nw.data = torch.zeros(3)\nprint(v.shape[0])`, "?"],
    ["import numpy as np\na = np.zeros(4)\nb = [a]\na.shape = (2, 2)\nprint(b[0].ndim)", "?"],
  ],
  "leaves that require a gradient": [
    [`${leaf}w += 1\nprint(w)`, "?"],
    [`${leaf}w.mul_(2)\nprint(w)`, "?"],
    [`${leaf}w[0] = 5\nprint(w)`, "?"],
    [`${leaf}v = w[:1]\nv.zero_()\nprint(w)`, "?"],
    [`${leaf}v = w * 2\nv += 1\nprint(v, w)`, "[3, 5] [1, 2]"],
    [`${leaf}with torch.no_grad():\n    w += 1\nprint(w)`, "[2, 3]"],
    [`${leaf}w.data.mul_(2)\nprint(w)`, "[2, 4]"],
    [`${leaf}w.detach().add_(1)\nprint(w)`, "[2, 3]"],
    [`${leaf}w.data = torch.tensor([5., 6.])\nprint(w)`, "[5, 6]"],
    [`${leaf}w.requires_grad_(False)\nw += 1\nprint(w)`, "[2, 3]"],
    [`${leaf}w.requires_grad = False\nw += 1\nprint(w)`, "[2, 3]"],
    [`${two}w.requires_grad_()\nw += 1\nprint(w)`, "?"],
    [`${two}w.requires_grad = True\nw += 1\nprint(w)`, "?"],
    [`${two}import os\nif os.environ.get("A"):\n    w.requires_grad_()\nw += 1\nprint(w)`, "?"],
    [`${two}def f():\n    w.requires_grad_()\n    return 1\nw += 1\nprint(w)`, "[2, 3]"],
    [`${two}try:\n    w.requires_grad_()\n    unknown()\nexcept ValueError:\n    pass\nw += 1\nprint(w)`, "?"],
    ["import torch\nw = torch.zeros(2, requires_grad=True)\nw += 1\nprint(w)", "?"],
    ["import torch\nw = torch.nn.Parameter(torch.zeros(2))\nw += 1\nprint(w)", "?"],
    ["import torch\nw = torch.nn.Parameter(torch.zeros(2), requires_grad=False)\nw += 1\nprint(w)", "[1, 1]"],
    ["import torch\nw = torch.nn.Buffer(torch.zeros(2))\nw += 1\nprint(w)", "[1, 1]"],
    [`${leaf}print(torch.Tensor.backward(w.sum()), w.sum().backward())`, "None None"],
    [`${two}print(torch.Tensor.index_put_(w, (torch.tensor([0]),), torch.tensor(5.)), w)`, "? ?"],
  ],
  // No real pandas stands beside the tests: pandas 3.1.1 prints these.
  "columns as attributes": [
    [
      "import pandas as pd\ndf = pd.DataFrame({'score': [.5, .25], 'y': [0, 1]})\nprint(df.score.values, df.y.to_numpy())",
      "[0.5, 0.25] [0, 1]",
    ],
    [
      "import pandas as pd\ndf = pd.DataFrame({'rank': [.5, .25], 'size': [0, 1]})\nprint(df['rank'].values, df.rank, df.size)",
      "[0.5, 0.25] ? ?",
    ],
    ["import pandas as pd\ndf = pd.DataFrame({'y': [0, 1]})\ndf.y = [1, 1]\nprint(df.y.values)", "?"],
    ["import pandas as pd\ndf = pd.DataFrame({'y': [0, 1]})\ndf.loc[0, 'y'] = 5\nprint(df.y.values)", "?"],
    [
      "import pandas as pd\nfrom helpers import clean\ndf = pd.DataFrame({'y': [0, 1]})\nclean(df)\nprint(df.y.values)",
      "?",
    ],
  ],
};

describe("memory that several things share", () => {
  for (const [about, rows] of Object.entries(programs)) {
    for (const [program, expected] of rows) {
      it(`${about}: ${program}`, () => assert.equal(printed(program), expected));
    }
  }
});

const torchHead = `import torch
import torch.nn.functional as F
p, y = torch.tensor([.9, .2, .7]), torch.tensor([1., 0., 0.])
x, t = torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]]), torch.tensor([2, 0])
lp = torch.log_softmax(x, 1)
`;
const numpyHead = `import numpy as np
p, y = np.array([.9, .2, .7]), np.array([1., 0., 0.])
x = np.array([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
shifted = x - x.max(axis=1, keepdims=True)
lp = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
`;

describe("losses that are written out", () => {
  // What torch 2.13 and NumPy 2.4 give.
  for (const [head, formula, expected] of [
    [torchHead, "-(y*torch.log(p)+(1-y)*torch.log(1-p)).mean()", "0.510826"],
    [torchHead, "(-(y*torch.log(p)+(1-y)*torch.log(1-p))).sum()", "1.53248"],
    [torchHead, "-lp[torch.arange(2), t].mean()", "0.592278"],
    [torchHead, "-lp[range(2), t].mean()", "0.592278"],
    [torchHead, "-lp.gather(1, t.unsqueeze(1)).squeeze(1).mean()", "0.592278"],
    [torchHead, "-(F.one_hot(t, 3) * lp).sum(1).mean()", "0.592278"],
    [torchHead, "(torch.logsumexp(x, 1) - x[torch.arange(2), t]).mean()", "0.592278"],
    [numpyHead, "-(y*np.log(p)+(1-y)*np.log(1-p)).mean()", "0.510826"],
    [numpyHead, "-np.mean(y*np.log(p)+(1-y)*np.log(1-p))", "0.510826"],
    [numpyHead, "-np.mean(y*np.log(p+1e-3)+(1-y)*np.log(1-p+1e-3))", "0.50893"],
    [numpyHead, "-lp[np.arange(2), [2, 0]].mean()", "0.592278"],
    [numpyHead, "-np.sum(np.eye(3)[[2, 0]] * lp) / 2", "0.592278"],
  ] as const) {
    it(formula, () => assert.equal(printed(`${head}print(${formula})`), expected));
  }
});
