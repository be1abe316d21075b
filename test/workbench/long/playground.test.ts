import assert from "node:assert/strict";
import type { Browser, Page } from "playwright-core";
import { buildPlayground, playgroundFile } from "../../../scripts/playground";
import { launchBrowser } from "../harness/browser";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { PATIENCE_MS } from "../harness/patience";

const origin = "https://playground.test";

describe("the playground", () => {
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    await buildPlayground();
    browser = await launchBrowser();
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    // What the policy of the page forbids is an error of the console.
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error.stack)));
    await page.route("**/*", (route) => {
      const url = route.request().url();
      const file = url.startsWith(`${origin}/`) ? playgroundFile(url) : undefined;
      if (file === undefined) {
        complaints.push(`asked for ${url}`);
        return route.abort();
      }
      return route.fulfill({ contentType: file.type, body: file.body });
    });
    await page.goto(`${origin}/`);
  });

  after(() => browser?.close());

  it("shows the loss of its own arrays in the extension's panel", async () => {
    // torch: F.nll_loss(torch.log(y_pred), y_true) of these arrays, float64
    await eventuallyMatch(() => page.locator(".loss-value").first().innerText(), /^0\.1785/);
  });

  it("evaluates what is pasted", async () => {
    await page.locator("#input").fill("logits = torch.tensor([[2.0, -1.0, 0.5]], dtype=torch.float64)");
    await page.locator("#target").fill("[0]");
    await page.locator("#arrays button").click();
    // torch: F.cross_entropy(logits, torch.tensor([0])) = 0.24131129665715703
    await eventuallyMatch(() => page.locator(".loss-value").first().innerText(), /^0\.2413/);
  });

  it("answers a question", async () => {
    await page.locator("#question button").click();
    await eventuallyMatch(() => page.locator("#answers > li").first().innerText(), /^≠ .*softmax applied twice/);
  });

  it("says so where there is nothing to answer", async () => {
    await page.locator("#text").fill("hello");
    await page.locator("#question button").click();
    await eventuallyEqual(() => page.locator("#answers > li").count(), 1);
    assert.doesNotMatch(await page.locator("#answers").innerText(), /softmax/);
  });

  it("asks for nothing from elsewhere, and for nothing that its policy forbids", () => {
    assert.deepEqual(complaints, []);
  });
});
