import assert from "node:assert/strict";
import type { Browser, Frame, Page } from "playwright-core";
import { englishWords, pseudoBundle } from "../../pseudo";
import { launchBrowser } from "../harness/browser";
import { type Case, cases } from "../panel-preview/cases";
import { type Bundle, bundle, openAll, openPanel, show, themes } from "../panel-preview/page";

/** Every text of a page that a person sees or hears, but for code, formulas and what torch says. */
function textsOf(frame: Page | Frame): Promise<readonly string[]> {
  return frame.evaluate(() => {
    const verbatim = "script, style, code, pre, math, .torch-text";
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode as Text;
      if (parentElement?.closest(verbatim) === null) texts.push(data);
    }
    const attributes = ["aria-label", "aria-description", "aria-valuetext", "title", "alt", "placeholder"];
    for (const element of document.body.querySelectorAll("*")) {
      for (const name of attributes) texts.push(element.getAttribute(name) ?? "");
    }
    return texts.filter((text) => text.trim() !== "");
  });
}

function textsOfCall({ call, message, fixes }: NonNullable<Case["codeUses"]>[number]): readonly string[] {
  return [call, message, ...fixes.map(({ title }) => title)];
}

const states = [
  ...["named", "logits", "chosen", "binaryLogits", "multilabel", "one", "ambiguous", "options", "wrongOption"],
  ...["softTargets", "extremes", "raising", "nDimensional", "none", "infinite", "inputOnly", "unreadable", "afterGood"],
  ...["misfit", "outOfRange"],
];

describe("the panel in another language", () => {
  let browser: Browser;
  let panel: Bundle;
  const language = { name: "qps-ploc", texts: pseudoBundle() };

  before(async () => {
    [browser, panel] = await Promise.all([launchBrowser(), bundle()]);
  });

  after(() => browser.close());

  async function opened(shown: Case | undefined): Promise<Page> {
    const page = await openPanel(browser, panel, themes.dark, 900, language);
    if (shown !== undefined) await show(page, shown);
    return page;
  }

  async function assertAllTranslated(page: Page, shown: Partial<Case>): Promise<void> {
    const { input, target, codeUses = [], classLists = [] } = shown;
    const classes = classLists.flatMap(({ name, names }) => [name, ...names]);
    const names = [input?.name, target?.name, "lesson.py", ...codeUses.flatMap(textsOfCall), ...classes];
    const given = names.filter((name) => name !== undefined);
    const texts = await textsOf(page);
    assert.ok(
      texts.some((text) => text.includes("⟦")),
      "nothing is in the language of the test",
    );
    assert.deepEqual(
      texts.filter((text) => englishWords(text, given).length > 0),
      [],
    );
  }

  it("has no English left before anything was evaluated", async () => {
    const page = await opened(undefined);
    assert.equal(await page.locator("html").getAttribute("lang"), "qps-ploc");
    await assertAllTranslated(page, {});
    await page.close();
  });

  it("has no English left in what opens, answers and refuses", async () => {
    const shown = cases.probabilities;
    const page = await opened(shown);
    await openAll(page);
    const questions = ["0.6628", "0.1234", "?"];
    for (const question of questions) {
      await page.locator(".seen input").fill(question);
      await assertAllTranslated(page, shown);
    }
    for (const menu of await page.locator("[aria-haspopup=menu]").all()) {
      await menu.click();
      await page.locator("[role=menuitem]").first().waitFor();
      await assertAllTranslated(page, shown);
      await page.keyboard.press("Escape");
    }
    await page.locator(".disclosure").first().click();
    await page.locator(".sliders input[type=range]").first().press("ArrowRight");
    await page.getByRole("button", { name: language.texts.Baseline, exact: true }).click();
    await page.locator(".options-fields input").nth(1).fill("1.5");
    await page.locator(".options-fields input").nth(2).fill("2");
    await page.locator(".options-fields input").nth(0).fill("[1, 2]");
    await page.keyboard.press("Tab");
    await page.locator(".hint.problem").first().waitFor();
    await assertAllTranslated(page, shown);
    await show(page, { ...shown, choice: { inputKind: "logits" } });
    await page.locator(".compare").waitFor();
    await assertAllTranslated(page, shown);
    await page.close();
  });

  describe("has no English left in the state", () => {
    let page: Page;
    let id = 0;

    before(async () => {
      page = await opened(undefined);
    });
    after(() => page.close());

    for (const name of states) {
      it(name, async () => {
        const shown = cases[name];
        id += 10;
        await show(page, shown, id);
        await openAll(page);
        await assertAllTranslated(page, shown);
        const charts = await page.locator(".charts .segment input").all();
        for (const chart of charts.slice(1)) {
          await chart.dispatchEvent("click");
          assert.ok(await chart.isChecked());
          await assertAllTranslated(page, shown);
        }
      });
    }
  });
});
