import assert from "node:assert/strict";
import { printed } from "../interpret/read";

const head = `import torch
from torch.utils.data import DataLoader, Dataset
x = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
class Rows(Dataset):
    def __init__(self, give):
        self.give = give
    def __len__(self):
        return 3
    def __getitem__(self, i):
        return self.give(i)
def batches(give, **options):
    return [b for b in DataLoader(Rows(give), **options)]
`;

/** What torch 2.13 prints, arrays as nested lists; `?` is ours, where nothing is said. */
const programs: readonly (readonly [code: string, expected: string])[] = [
  ["print(batches(lambda i: (x[i], i), batch_size=2))", "[[[[1, 2], [3, 4]], [0, 1]], [[[5, 6]], [2]]]"],
  [
    "print(batches(lambda i: {'x': x[i], 'n': 'a'}, batch_size=3))",
    "[{'x': [[1, 2], [3, 4], [5, 6]], 'n': ['a', 'a', 'a']}]",
  ],
  [
    "print(batches(lambda i: i / 2, batch_size=3)[0].dtype == torch.float64, batches(lambda i: i > 0, batch_size=3))",
    "True [[0, 1, 1]]",
  ],
  ["print(batches(lambda i: x[i].numpy(), batch_size=2, drop_last=True))", "[[[1, 2], [3, 4]]]"],
  ["print(batches(lambda i: x[i], batch_size=2, collate_fn=lambda s: torch.stack(s).sum(0)))", "[[4, 6], [5, 6]]"],
  ["print(list(DataLoader([(x[0], 1), (x[1], 0)], batch_size=2)))", "[[[[1, 2], [3, 4]], [1, 0]]]"],
  ["print(len(batches(lambda i: x[i], batch_size=2, shuffle=True)))", "?"],
  ["print(batches(lambda i: x[i], batch_size=2, sampler=[2, 1, 0])[0])", "?"],
  ["print(batches(lambda i: x[: i + 1], batch_size=2)[0])", "?"],
  ["import random\nprint(batches(lambda i: random.random(), batch_size=3)[0])", "?"],
];

describe("what a loader puts together", () => {
  for (const [code, expected] of programs) it(code, () => assert.equal(printed(head + code), expected));
});
