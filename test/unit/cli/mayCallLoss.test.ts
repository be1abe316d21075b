import assert from "node:assert/strict";
import { mayCallLoss } from "../../../src/cli/checkReport";
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
      "model.compile('adam', 'mse')",
    ]) {
      assert.ok(mayCallLoss(text), text);
    }
  });

  it("are not those that speak of none", () => {
    assert.equal(mayCallLoss("import os\nfor name in os.listdir('.'):\n    print(name.upper())\n"), false);
  });
});
