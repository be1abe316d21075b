import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { accessibilityProblems } from "../harness/axe";
import { eventuallyEqual, eventuallyPasses } from "../harness/eventually";
import { repository } from "../harness/install";
import type { WorkbenchPage } from "../harness/page";
import { TEST_MS } from "../harness/patience";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";
import { type State, show, stateFiles, stateSettings, states } from "./panelStates";

const themes = ["Dark 2026", "Light 2026", "Dark High Contrast", "Light High Contrast"] as const;

const WIDE = { width: 1500, height: 950 };
/** The panel is then 420 pixels wide. */
const NARROW = { width: 1230, height: 950 };
/** The panel is then 500 pixels wide. */
const FIRST_SCREEN = { width: 1370, height: 1000 };

/** A picture of a state in a wide and a narrow panel, of which nothing is wider than the panel. */
async function lookedAt({ page }: WorkbenchPage, frame: Frame, name: string): Promise<void> {
  await takePicture(page, name);
  await page.setViewportSize(NARROW);
  await eventuallyPasses(
    () => frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    (beyond) => assert.ok(beyond <= 0, `${name} is ${beyond} pixels too wide`),
  );
  await takePicture(page, `${name}-narrow`);
  await page.setViewportSize(WIDE);
}

/** The accessibility tree of a part, as it was read and kept. */
async function isAsKept(frame: Frame, name: string, part: string): Promise<void> {
  const golden = join(repository, "test/workbench/long/trees", `${name}.yaml`);
  const tree = () => frame.locator(part).first().ariaSnapshot();
  if (process.env.WRITE_TREES !== undefined) {
    mkdirSync(join(golden, ".."), { recursive: true });
    writeFileSync(golden, `${await tree()}\n`);
  }
  assert.ok(existsSync(golden), "written with WRITE_TREES=1, and read before it is kept");
  await eventuallyEqual(tree, readFileSync(golden, "utf8").trimEnd());
}

describe("every state of the panel", () => {
  const workbench = withWorkbench({ file: "states.py", files: stateFiles, settings: stateSettings, viewport: WIDE });

  for (const theme of themes) {
    it(`in ${theme}: axe finds nothing, and nothing is wider than the panel, wide or narrow`, async () => {
      await workbench().chooseTheme(theme);
      const problems: string[] = [];
      for (const state of states) {
        const panel = await show(workbench(), state);
        problems.push(...(await accessibilityProblems(panel.frame)).map((problem) => `${state.name}: ${problem}`));
        await lookedAt(workbench(), panel.frame, `state-${state.name}-${theme}`);
        await state.leave?.(panel);
      }
      assert.deepEqual(problems, []);
    }).timeout(TEST_MS);
  }

  for (const state of states.filter(({ shows, tree }) => shows.startsWith(".your-call") && tree === "main")) {
    it(`${state.name}: all that answers is in the first screen of 500 × 900, and stays in short as the rest scrolls`, async () => {
      const panel = await show(workbench(), state);
      await workbench().page.setViewportSize(FIRST_SCREEN);
      const { frame } = panel;
      await eventuallyPasses(
        () =>
          frame.evaluate(() => {
            const bottom = document.querySelector(".reading")?.getBoundingClientRect().bottom ?? Number.NaN;
            return [document.documentElement.clientWidth, bottom + window.scrollY] as const;
          }),
        ([width, end]) => assert.ok(width <= 500 && end <= 900, `${width} pixels wide, it ends at ${end}`),
      );
      await frame.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
      await frame.locator(".answer-bar .short-call").waitFor();
      await workbench().page.setViewportSize(WIDE);
      await state.leave?.(panel);
    });
  }

  for (const state of states) {
    const { tree: part } = state;
    if (part === undefined) continue;
    it(`${state.name}: its accessibility tree`, async () => {
      const panel = await show(workbench(), state);
      await isAsKept(panel.frame, state.name, part);
      await state.leave?.(panel);
    });
  }
});

for (const language of ["ru", "zh-cn"]) {
  describe(`every state of the panel in ${language}`, () => {
    const workbench = withWorkbench({
      ...{ file: "states.py", files: stateFiles, settings: stateSettings, viewport: WIDE, language },
    });

    it("nothing is wider than the panel, wide or narrow", async () => {
      for (const state of states) {
        const panel = await show(workbench(), state);
        await lookedAt(workbench(), panel.frame, `state-${state.name}-${language}`);
        await state.leave?.(panel);
      }
    }).timeout(TEST_MS);
  });
}

/** Two arrays of more than a million characters, which VS Code is not given to keep. */
const huge = `y = [0, 1]\nhuge = [\n  [${"0.12345678, ".repeat(45_000)}],\n  [${"0.12345678, ".repeat(45_000)}],\n]\n`;

describe("the panel before anything is evaluated", () => {
  const workbench = withWorkbench({ file: "huge.py", files: { "huge.py": huge }, viewport: WIDE });
  const welcome: State = { name: "welcome", file: "huge.py", at: ["huge = [", 8], shows: ".loss-value" };

  it("is what a window without the arrays begins with: axe finds nothing in any theme", async () => {
    await show(workbench(), welcome);
    await workbench().reload();
    const problems: string[] = [];
    for (const theme of themes) {
      await workbench().chooseTheme(theme);
      const { frame } = await workbench().panel(".welcome");
      problems.push(...(await accessibilityProblems(frame)).map((problem) => `${theme}: ${problem}`));
      await lookedAt(workbench(), frame, `state-welcome-${theme}`);
    }
    assert.deepEqual(problems, []);
    await isAsKept((await workbench().panel(".welcome")).frame, "welcome", "main");
  }).timeout(TEST_MS);
});
