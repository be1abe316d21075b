import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { accessibilityProblems } from "../harness/axe";
import { eventuallyEqual, eventuallyPasses, untilDone } from "../harness/eventually";
import { repository } from "../harness/install";
import type { Panel } from "../harness/panel";
import { TEST_MS } from "../harness/patience";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

/** Two images of six by eight pixels, logits of three classes, and their masks with an ignored edge. */
function images(): string {
  const logit = (n: number, c: number, y: number, x: number) =>
    (Math.abs(x - 3 - n) + Math.abs(y - 2) < 3 ? [-1.2, 2.4, 0.3][c] : [2.1, -0.6, 0.1][c]) +
    ((x * 7 + y * 3) % 5) / 4 -
    c / 8;
  const list = (count: number, item: (at: number) => string) =>
    `[${Array.from({ length: count }, (_, at) => item(at)).join(", ")}]`;
  const scores = list(2, (n) => list(3, (c) => list(6, (y) => list(8, (x) => logit(n, c, y, x).toFixed(2)))));
  const mask = list(2, (n) =>
    list(6, (y) =>
      list(8, (x) => (y === 5 ? "-100" : Math.abs(x - 3) + Math.abs(y - 2 - n) < 3 ? "1" : x === 7 ? "2" : "0")),
    ),
  );
  return `seg_logits = torch.tensor(${scores})\nseg_mask = torch.tensor(${mask})\nseg_loss = F.cross_entropy(seg_logits, seg_mask)\n`;
}

const program = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0], [1.5, 0.25, -0.75], [0.2, 0.9, 0.4]])
labels = torch.tensor([0, 2, 1, 1])
probs = torch.softmax(logits, dim=1)
twice = F.cross_entropy(probs, labels)
whole = F.cross_entropy(logits, labels)
summed = F.cross_entropy(logits, labels, reduction="sum", label_smoothing=0.1)
ragged = [[0.1, 0.9], [0.2]]
alone = [[0.31, 0.69], [0.5, 0.5], [0.25, 0.75], [0.8, 0.2], [0.1, 0.9]]
short = torch.tensor([0, 1, 2])
raising = F.cross_entropy(logits, short)
${images()}`;

/** A state of the panel: where in the program it is asked for, and what is there once it is shown. */
interface State {
  readonly name: string;
  readonly at: string;
  readonly offset: number;
  readonly shows: string;
  /** Put away the list of targets. */
  readonly withoutTargets?: boolean;
  /** What is looked at; all from its beginning where nothing is said. */
  readonly part?: string;
  /** What is done in the panel. */
  readonly look?: (panel: Panel) => Promise<void>;
  /** What of it is kept as a golden text: its accessibility tree. */
  readonly tree?: string;
}

const chart = (label: string) => async (panel: Panel) => {
  await panel.frame.locator(".charts .segment", { hasText: label }).click();
  await panel.frame.locator(".charts figure").waitFor();
};

const states: readonly State[] = [
  { name: "wrong-call", at: "cross_entropy(probs, labels)", offset: 3, shows: ".your-call.wrong", tree: "main" },
  {
    name: "several-calls",
    at: "cross_entropy(logits, labels)",
    offset: 3,
    shows: ".your-call.right .call-tabs",
    tree: "main",
  },
  {
    name: "raising-call",
    at: "cross_entropy(logits, short)",
    offset: 3,
    shows: ".your-call.raises, [role=alert]",
    tree: "main",
  },
  { name: "unreadable", at: "[[0.1, 0.9], [0.2]]", offset: 4, shows: ".diagnostics", tree: ".diagnostics" },
  { name: "input-only", at: "[[0.31, 0.69", offset: 4, shows: ".invitation", withoutTargets: true, tree: "main" },
  { name: "images", at: "cross_entropy(seg_logits", offset: 3, shows: ".pixels", part: ".charts", tree: "main" },
  {
    name: "values",
    at: "cross_entropy(logits, labels)",
    offset: 3,
    shows: ".your-call.right",
    part: ".charts",
    look: chart("values"),
  },
  {
    name: "loss-per-sample",
    at: "cross_entropy(logits, labels)",
    offset: 3,
    shows: ".your-call.right",
    part: ".charts",
    look: chart("loss per sample"),
  },
  {
    name: "reliability",
    at: "cross_entropy(logits, labels)",
    offset: 3,
    shows: ".your-call.right",
    part: ".charts",
    look: chart("reliability"),
  },
];

const themes = ["Dark 2026", "Light 2026", "Dark High Contrast", "Light High Contrast"] as const;

describe("every state of the panel", () => {
  const workbench = withWorkbench({
    file: "states.py",
    files: { "states.py": program },
    viewport: { width: 1500, height: 950 },
  });

  async function show({ at, offset, shows, withoutTargets, part, look }: State): Promise<Panel> {
    await workbench().placeCursor(at, offset);
    await untilDone(async (patience) => {
      await workbench().focusEditor();
      await workbench().page.keyboard.press("Control+Alt+L");
      if (withoutTargets) {
        await workbench().quickPick.field.waitFor({ timeout: patience });
        await workbench().quickPick.close();
      }
      await (await workbench().panel(shows, patience)).frame
        .locator("main[aria-busy=false]")
        .waitFor({ timeout: patience });
    }, `the panel with ${shows}`);
    const panel = await workbench().panel(shows);
    if (look !== undefined) await look(panel);
    await panel.frame
      .locator(part ?? "main")
      .first()
      .evaluate((element) => element.scrollIntoView());
    return panel;
  }

  for (const theme of themes) {
    it(`in ${theme}: axe finds nothing, and nothing is wider than the panel, wide or narrow`, async () => {
      await workbench().chooseTheme(theme);
      const problems: string[] = [];
      for (const state of states) {
        const panel = await show(state);
        await takePicture(workbench().page, `state-${state.name}-${theme}`);
        problems.push(...(await accessibilityProblems(panel.frame)).map((problem) => `${state.name}: ${problem}`));
        await workbench().page.setViewportSize({ width: 1230, height: 950 });
        await eventuallyPasses(
          () => panel.frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
          (beyond) => assert.ok(beyond <= 0, `${state.name} is ${beyond} pixels too wide`),
        );
        await takePicture(workbench().page, `state-${state.name}-${theme}-narrow`);
        await workbench().page.setViewportSize({ width: 1500, height: 950 });
      }
      assert.deepEqual(problems, []);
    }).timeout(TEST_MS);
  }

  for (const state of states) {
    const { tree: part } = state;
    if (part === undefined) continue;
    it(`${state.name}: its accessibility tree`, async () => {
      const panel = await show(state);
      const golden = join(repository, "test/workbench/long/trees", `${state.name}.yaml`);
      const tree = () => panel.frame.locator(part).ariaSnapshot();
      if (process.env.WRITE_TREES !== undefined) {
        mkdirSync(join(golden, ".."), { recursive: true });
        writeFileSync(golden, `${await tree()}\n`);
      }
      assert.ok(existsSync(golden), "written with WRITE_TREES=1, and read before it is kept");
      await eventuallyEqual(tree, readFileSync(golden, "utf8").trimEnd());
    });
  }
});
