/**
 * How long a frame takes while a slider of What if is dragged, on 100 × 10 and on 1,000 × 10 values: npx tsx test/workbench/panel-preview/frames.ts
 */
import { launchBrowser } from "../harness/browser";
import { install } from "../harness/install";
import { type Case, cases } from "./cases";
import { bundle, openPanel, show, themes } from "./page";

const STEPS = 120;

function hundred(): Case {
  const row = (seed: number) =>
    Array.from({ length: 10 }, (_, column) => (((seed * 31 + column * 17) % 80) / 10 - 4).toFixed(2));
  const rows = Array.from({ length: 100 }, (_, seed) => `[${row(seed).join(", ")}]`);
  const labels = Array.from({ length: 100 }, (_, seed) => seed % 10);
  return {
    input: { kind: "text", text: `[${rows.join(",\n")}]`, languageId: "python", name: "logits" },
    target: { kind: "text", text: `[${labels.join(", ")}]`, languageId: "python", name: "labels" },
  };
}

async function main(): Promise<void> {
  await install(console.log);
  const panel = await bundle();
  const browser = await launchBrowser();
  try {
    for (const [name, shown] of Object.entries({ "100 × 10": hundred(), "1000 × 10": cases.thousand })) {
      const page = await openPanel(browser, panel, themes.dark, 900);
      await show(page, shown);
      await page.getByText("What if").click();
      for (const slider of [0, 1, 10]) {
        // Each step is one of the slider, then a frame: what a hand on it does at most.
        const times: readonly number[] = await page.evaluate(
          `(async () => {
            const field = document.querySelectorAll(".what-if input[type=range]")[${slider}];
            const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
            const times = [];
            for (let step = 0; step < ${STEPS}; step++) {
              await frame();
              const start = performance.now();
              field.value = String(Number(field.min) + ((Number(field.max) - Number(field.min)) * step) / ${STEPS});
              field.dispatchEvent(new Event("input", { bubbles: true }));
              await Promise.resolve();
              document.body.getBoundingClientRect();
              times.push(performance.now() - start);
            }
            return times;
          })()`,
        );
        const sorted = [...times].sort((a, b) => a - b);
        const label = await page.locator(".what-if .slider label").nth(slider).innerText();
        const figures = [0.5, 0.95].map((share) => `${sorted[Math.floor(share * STEPS)]?.toFixed(2)} ms`);
        console.log(`${name}, ${label}: median ${figures[0]}, 95th percentile ${figures[1]}, of 16.7 ms a frame`);
      }
      await page.close();
    }
  } finally {
    await browser.close();
  }
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
