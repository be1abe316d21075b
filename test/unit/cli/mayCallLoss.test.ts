import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { mayCallLoss } from "../../../src/cli/mayCallLoss";
import { frameworkLosses } from "../../../src/frameworks/frameworkLosses";
import { lossTable } from "../../../src/python/library/nn/losses/table";

describe("files that are read for loss calls", () => {
  const torch = Object.entries(lossTable).flatMap(([name, { functionNames, otherModules = "" }]) => {
    return [name, ...functionNames.split(/\s+/), ...otherModules.split(/\s+/)];
  });
  const others = frameworkLosses.flatMap(({ functions, form }) => [
    ...functions.split(/\s+/),
    ...(form?.names ?? "").split(/\s+/),
  ]);

  it("are those with any loss in them, by its last name alone", () => {
    const names = [...torch, ...others].map((path) => path.split(".").at(-1) ?? "").filter((name) => name !== "");
    assert.ok(names.length > 40);
    const missed = names.filter((name) => !mayCallLoss(`x = ${name}(a, b)`));
    assert.deepEqual(missed, []);
  });

  it("are those that write one out", () => {
    for (const text of [
      "-np.mean(np.sum(y * np.log(p), axis=1))",
      "-(t * log2(q)).sum()",
      "inter = (p * t).sum()\nloss = 1 - (inter + 1) / (p.sum() + t.sum() + 1)",
      "def dice(p, t):\n    return 1 - 2 * (p * t).sum() / (p.sum() + t.sum())",
      "hinge_loss = (1 - y * s).clamp(min=0)",
      "loss = np.mean(np.maximum(q * e, (q - 1) * e))",
      "import keras\nmodel.compile('adam', 'mse')",
      "import xgboost as xgb\nxgb.train({'objective': 'binary:logistic'}, d)",
      "model = BertForSequenceClassification(config)\nmodel(ids, labels=labels)",
    ]) {
      assert.ok(mayCallLoss(text), text);
    }
  });

  it("are those in which the editor finds one", () => {
    const folder = join(__dirname, "../../python/answers");
    const programs = readdirSync(folder).flatMap((file) =>
      readFileSync(join(folder, file), "utf8")
        .split(/^== .*\n/m)
        .slice(1),
    );
    assert.ok(programs.length > 1000);
    assert.deepEqual(
      programs.filter((text) => !mayCallLoss(text)),
      [],
    );
  });

  it("are not those that speak of none", () => {
    for (const text of [
      "import os\nfor name in os.listdir('.'):\n    print(name.upper())\n",
      "loss = model(x)\nprint(loss.item())",
      "import math\nx = sum(math.log(n) for n in range(1, 3))",
      "import re\nre.compile('a')",
      "self.log('train_loss', loss.mean())\nself.log(f'{stage}_acc', acc)",
    ]) {
      assert.equal(mayCallLoss(text), false, text);
    }
  });
});
