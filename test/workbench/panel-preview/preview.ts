/**
 * Looks at the panel outside VS Code: opens it in a headless browser, shows it every case in every theme, takes pictures, and lets
 * axe-core look too where its path is given.
 *
 *   npx tsx test/workbench/panel-preview/preview.ts [--out DIR] [--theme dark,light] [--width 900] [--case probabilities,binary] [--axe PATH]
 *       [--open] [--chart "loss per sample"] [--language ru|pseudo]
 *
 * With --open everything that opens is open.
 */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { readBundle } from "../../../scripts/l10nTexts";
import { pseudoBundle } from "../../pseudo";
import { launchBrowser } from "../harness/browser";
import { install, repository } from "../harness/install";
import { cases } from "./cases";
import { bundle, type Language, openAll, openPanel, show, themes } from "./page";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      out: { type: "string", default: join(repository, "screenshots/panel") },
      theme: { type: "string", default: Object.keys(themes).join() },
      case: { type: "string", default: Object.keys(cases).join() },
      width: { type: "string", default: "900" },
      axe: { type: "string" },
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
        await show(page, cases[name]);
        if (values.open) await openAll(page);
        if (values.chart !== undefined) await page.locator(".charts .segment", { hasText: values.chart }).click();
        await page.screenshot({ path: join(values.out, `${name}-${theme}-${values.width}.png`), fullPage: true });
        if (values.axe !== undefined) await check(page, values.axe, `${name} in ${theme}`);
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

async function check(page: Page, axePath: string, what: string): Promise<void> {
  await page.evaluate(readFileSync(axePath, "utf8"));
  const violations: readonly string[] =
    await page.evaluate(`axe.run({ preload: false }).then(({ violations }) => violations.map(
    ({ id, nodes }) => id + ": " + nodes.map(({ target, any }) => target + " " + (any[0]?.message ?? "")).join(" | ")))`);
  for (const violation of violations) console.log(`${what}: ${violation}`);
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
