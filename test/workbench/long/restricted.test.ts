import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { withWorkbench } from "../harness/session";

const small = "\nlogits = [[2.0, 0.5]]\nlabels = [1]\n";
/** torch: CrossEntropyLoss()(torch.tensor([[2.0, 0.5]]), torch.tensor([1])) is 1.7014132738113403 */
const loss = "1.70141328";

const files: Readonly<Record<string, string>> = {
  "bomb1.py": `import numpy as np\nx = np.zeros((1000000, 10))\ny = np.zeros(1000000, dtype=int)\n${small}`,
  "bomb20.py": `import numpy as np\n${Array.from({ length: 20 }, (_, i) => `a${i} = np.zeros((1000, 10000))\n`).join("")}${small}`,
  "names.py": `# ${"names ".repeat(16_000)}\n${small}`,
  "blank.py": `${"\n".repeat(20_000)}${small}`,
};

const settings = {
  "lossLens.defaultReduction": 'mean"); print("INJECTED") #',
  "lossLens.decimals": "abc",
  "lossLens.largeInput.characters": -1,
};

describe("a hostile folder in Restricted Mode", () => {
  const workbench = withWorkbench({
    restricted: true,
    file: "pair.py",
    files: { ...files, "pair.py": small, ".vscode/settings.json": JSON.stringify(settings) },
  });

  async function evaluated(file: string): Promise<void> {
    await workbench().openFile(file);
    await workbench().placeCursor("[[2.0, 0.5]]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel(".loss-value");
    await eventuallyMatch(() => panel.text(), new RegExp(file.replace(".", "\\.")));
    await eventuallyEqual(() => panel.loss(), loss);
  }

  it("settings that do not fit are the defaults, and nothing of them gets into a program", async () => {
    await evaluated("pair.py");
    await workbench().runCommand("Loss Lens: Copy PyTorch Code of Loss");
    const copied = () => workbench().page.evaluate(() => navigator.clipboard.readText());
    await eventuallyMatch(copied, /^import torch/, /loss_fn = nn\.CrossEntropyLoss\(\)/);
    assert.doesNotMatch(await copied(), /INJECTED/);
  });

  for (const file of Object.keys(files)) {
    it(`${file}: the small pair has its loss, in the panel and in the hover`, async () => {
      await evaluated(file);
      await workbench().placeCursor("[[2.0, 0.5]]", 3);
      await eventuallyMatch(() => workbench().hoverTextAtCursor(), /1\.7014/);
    });
  }
});
