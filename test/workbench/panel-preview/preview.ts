/**
 * Looks at the panel outside VS Code: opens it in a headless browser, shows it every case in every theme, takes pictures, and says
 * what is wider than the panel; with --axe it says what axe-core finds too.
 *
 *   npx tsx test/workbench/panel-preview/preview.ts [--out DIR] [--theme dark,light] [--width 900] [--case probabilities,binary] [--axe]
 *       [--open] [--chart "loss per sample"] [--language ru|pseudo]
 *
 * With --open everything that opens is open.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { readBundle } from "../../../scripts/l10nTexts";
import { pseudoBundle } from "../../pseudo";
import { accessibilityProblems } from "../harness/axe";
import { launchBrowser } from "../harness/browser";
import { install, repository } from "../harness/install";
import { cases } from "./cases";
import { bundle, type Language, openAll, openPanel, show, themes } from "./page";

/** The panel before anything was evaluated. */
const WELCOME = "welcome";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: "string", default: join(repository, "screenshots/panel") },
      theme: { type: "string", default: Object.keys(themes).join() },
      case: { type: "string", default: [WELCOME, ...Object.keys(cases)].join() },
      width: { type: "string", default: "900" },
      axe: { type: "boolean", default: false },
      open: { type: "boolean", default: false },
      chart: { type: "string" },
      language: { type: "string" },
    },
  });
  mkdirSync(values.out, { recursive: true });
  await install(console.log);
  const panel = await bundle();
  const browser = await launchBrowser();
  try {
    for (const theme of values.theme.split(",")) {
      for (const name of values.case.split(",")) {
        const page = await openPanel(browser, panel, themes[theme], Number(values.width), language(values.language));
        if (name === WELCOME) await page.locator(".welcome").waitFor();
        else await show(page, cases[name]);
        if (values.open) await openAll(page);
        if (values.chart !== undefined) await page.locator(".charts .segment", { hasText: values.chart }).click();
        await page.screenshot({ path: join(values.out, `${name}-${theme}-${values.width}.png`), fullPage: true });
        const problems = values.axe ? await accessibilityProblems(page) : [];
        for (const problem of [...(await tooWide(page)), ...problems]) console.log(`${name} in ${theme}: ${problem}`);
        await page.close();
      }
    }
  } finally {
    await browser.close();
  }
}

function language(name: string | undefined): Language | undefined {
  if (name === undefined) return undefined;
  return { name, texts: name === "pseudo" ? pseudoBundle() : readBundle(`l10n/bundle.l10n.${name}.json`) };
}

async function tooWide(page: Page): Promise<readonly string[]> {
  const beyond = await page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
  return Number(beyond) > 0 ? [`${beyond} pixels wider than the panel`] : [];
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
