import { eventuallyEqual, untilDone } from "../harness/eventually";
import type { WorkbenchPage } from "../harness/page";
import type { Panel } from "../harness/panel";

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

/** So many rows of ten equal logits are evaluated in the worker. */
const rows = (count: number) =>
  `y = [${Array.from({ length: count }, (_, at) => at % 10).join(", ")}]\nmany = [${Array(count)
    .fill(`[${Array(10).fill("0.25").join(", ")}]`)
    .join(",\n  ")}]\n`;

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
four = [0, 1, 2, 0]
three = [0.15, 0.95, 0.25]
${images()}`;

/** The files that the states are in, by name. */
export const stateFiles: Readonly<Record<string, string>> = { "states.py": program, "many.py": rows(400) };

export const stateSettings = { "lossLens.largeInput.characters": 10_000 };

/** A state of the panel: how it is asked for, and what is there once it is shown. */
export interface State {
  readonly name: string;
  readonly file?: string;
  /** Where in the program it is asked for: a text, and how far into it the cursor is put; or two texts that are selected. */
  readonly at: readonly [text: string, offset: number] | readonly [input: string, target: string];
  readonly shows: string;
  /** Put away the list of targets. */
  readonly withoutTargets?: boolean;
  /** What is looked at; all from its beginning where nothing is said. */
  readonly part?: string;
  /** What is done in the panel before it is asked for, once it is shown, and to leave it as it was. */
  readonly before?: (panel: Panel) => Promise<unknown>;
  readonly look?: (panel: Panel) => Promise<unknown>;
  readonly leave?: (panel: Panel) => Promise<unknown>;
  /** Its evaluation does not come to an end. */
  readonly isBusy?: boolean;
  /** What of it is kept as a golden text: its accessibility tree. */
  readonly tree?: string;
}

/** The text that the cursor or the first selection is in. */
const whole = ["cross_entropy(logits, labels)", 3] as const;

/** A chart by its place among the charts, whatever the language. */
const chart = (place: number) => async (panel: Panel) => {
  await panel.frame.locator(".charts .segment").nth(place).click();
  await panel.frame.locator(".charts figure").waitFor();
};

const fold = (section: string, open: boolean) => async (panel: Panel) => {
  const details = panel.frame.locator(section);
  if (((await details.getAttribute("open")) !== null) !== open) await details.locator("summary").first().click();
};

const setBaseline = (panel: Panel) => panel.frame.locator(".pair-actions button[aria-pressed]").first().click();

/** Another type of worker: it begins, and never comes to an end. */
const endless = (panel: Panel) =>
  panel.frame.evaluate(`{
    window.LensWorker ??= window.Worker;
    window.Worker = class extends window.LensWorker {
      set onmessage(heard) {
        super.onmessage = heard && ((event) => event.data.type === "progress" && event.data.progress.kind === "reading" && heard(event));
      }
    };
  }`);

const ordinary = (panel: Panel) => panel.frame.evaluate("window.Worker = window.LensWorker");

export const states: readonly State[] = [
  { name: "wrong-call", at: ["cross_entropy(probs, labels)", 3], shows: ".your-call.wrong", tree: "main" },
  { name: "several-calls", at: whole, shows: ".your-call.right .call-tabs", tree: "main" },
  {
    name: "raising-call",
    at: ["cross_entropy(logits, short)", 3],
    shows: ".your-call.raises, [role=alert]",
    tree: "main",
  },
  { name: "unreadable", at: ["[[0.1, 0.9], [0.2]]", 4], shows: ".diagnostics", tree: ".diagnostics" },
  { name: "input-only", at: ["[[0.31, 0.69", 4], shows: ".invitation", withoutTargets: true, tree: "main" },
  {
    name: "misfit",
    at: ["[0, 1, 2, 0]", "[0.15, 0.95, 0.25]"],
    shows: ".notice[role=alert] .plain-list",
    tree: "main",
  },
  { name: "images", at: ["cross_entropy(seg_logits", 3], shows: ".pixels", part: ".charts", tree: "main" },
  { name: "values", at: whole, shows: ".your-call.right", part: ".charts", look: chart(2), leave: chart(0) },
  { name: "loss-per-sample", at: whole, shows: ".your-call.right", part: ".charts", look: chart(1), leave: chart(0) },
  { name: "reliability", at: whole, shows: ".your-call.right", part: ".charts", look: chart(3), leave: chart(0) },
  {
    ...{ name: "metrics", at: whole, shows: ".your-call.right", part: ".metrics", tree: ".metrics" },
    look: async (panel) => {
      await fold(".metrics", true)(panel);
      await panel.frame.locator(".metrics table").first().waitFor();
    },
    leave: fold(".metrics", false),
  },
  {
    ...{ name: "what-if", at: whole, shows: ".your-call.right", part: ".what-if", tree: ".what-if" },
    look: async (panel) => {
      await fold(".what-if", true)(panel);
      await panel.frame.locator('.what-if .slider input[type="number"]').first().fill("2");
      await panel.frame.locator(".what-if .slider.changed").first().waitFor();
    },
    leave: async (panel) => {
      await panel.frame.locator(".what-if-actions button").first().click();
      await fold(".what-if", false)(panel);
    },
  },
  {
    ...{ name: "compare", at: whole, shows: ".your-call.right", part: ".compare", tree: ".compare" },
    look: async (panel) => {
      await setBaseline(panel);
      await panel.frame.locator(".call-tabs [role=tab]").nth(2).click();
      await panel.frame.locator(".compare table").waitFor();
    },
    leave: async (panel) => {
      await panel.frame.locator(".compare > p button").click();
      await eventuallyEqual(() => panel.frame.locator(".compare").count(), 0);
    },
  },
  {
    ...{ name: "pending", file: "many.py", at: ["many = [[0.25", 12], shows: ".pending progress", tree: ".pending" },
    isBusy: true,
    before: endless,
    leave: async (panel) => {
      await ordinary(panel);
      await panel.frame.locator(".pending button").click();
      await panel.frame.locator(".pending button.primary").waitFor();
    },
  },
];

/** Brings the panel into a state, with the part that is looked at in view. */
export async function show(workbench: WorkbenchPage, state: State): Promise<Panel> {
  const { file = "states.py", at, shows, withoutTargets, part = "main", before, look, isBusy = false } = state;
  if (before !== undefined) await before(await workbench.panel());
  await workbench.openFile(file);
  const [text, second] = at;
  if (typeof second === "number") await workbench.placeCursor(text, second);
  else await workbench.drag(text, second);
  await untilDone(async (patience) => {
    await workbench.focusEditor();
    await workbench.page.keyboard.press("Control+Alt+L");
    if (withoutTargets) {
      await workbench.quickPick.field.waitFor({ timeout: patience });
      await workbench.quickPick.close();
    }
    const { frame } = await workbench.panel(shows, patience);
    await frame.locator(`main[aria-busy=${isBusy}]`).waitFor({ timeout: patience });
  }, `the panel with ${shows}`);
  const panel = await workbench.panel(shows);
  await look?.(panel);
  await panel.frame
    .locator(part)
    .first()
    .evaluate((element) => element.scrollIntoView());
  return panel;
}
