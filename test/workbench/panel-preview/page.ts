import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import type { Bundle as Texts } from "../../../scripts/l10nTexts";
import type { Snapshot } from "../../../src/protocol";
import { repository } from "../harness/install";
import { PATIENCE_MS } from "../harness/patience";
import type { Case } from "./cases";

const ORIGIN = "https://panel.test";
const policy = `default-src 'none'; script-src ${ORIGIN}; style-src ${ORIGIN}; img-src ${ORIGIN} data:; font-src ${ORIGIN}; connect-src ${ORIGIN}; worker-src blob:`;

/** What a webview gives its page: the protocol's other end, and the theme as variables of the root element. */
const webview = `
  let saved;
  window.messages = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => messages.push(message),
    getState: () => saved,
    setState: (state) => (saved = state),
  });
  document.addEventListener("readystatechange", () => {
    for (const name in variables) document.documentElement.style.setProperty(name, variables[name]);
  }, { once: true });
`;

interface Theme {
  readonly bodyClass: string;
  readonly kind: string;
  readonly variables: { readonly [Name: string]: string };
}

/** The colours and fonts that VS Code gives to a webview in its four own themes, as far as the panel uses them. */
export const themes: { readonly [Name: string]: Theme } = JSON.parse(
  readFileSync(join(__dirname, "themes.json"), "utf8"),
);

/** The panel's script, its worker's, and the style sheet. */
export interface Bundle {
  readonly script: string;
  readonly worker: string;
  readonly style: string;
}

export async function bundle(): Promise<Bundle> {
  const { outputFiles } = await build({
    entryPoints: {
      script: join(repository, "src/panel/panel.tsx"),
      worker: join(repository, "src/worker/evaluationWorker.ts"),
      style: join(repository, "media/panel.css"),
    },
    outdir: "/",
    bundle: true,
    write: false,
    platform: "browser",
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
  });
  const textOf = (name: string) => outputFiles.find(({ path }) => path.endsWith(name))?.text ?? "";
  return { script: textOf("script.js"), worker: textOf("worker.js"), style: textOf("style.css") };
}

/** A display language and its texts, as the host hands them to the page. */
export interface Language {
  readonly name: string;
  readonly texts: Texts;
}

/** A page with the panel in it, under the policy of the real one, before anything is shown in it. */
export async function openPanel(
  browser: Browser,
  { script, worker, style }: Bundle,
  theme: Theme,
  width: number,
  { name, texts }: Language = { name: "en", texts: {} },
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  page.setDefaultTimeout(PATIENCE_MS);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") console.error(`page: ${message.text()}`);
  });
  page.on("pageerror", (error) => console.error(`page: ${error.stack}`));
  await page.route(`${ORIGIN}/**`, (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === "/panel.js") return route.fulfill({ contentType: "text/javascript", body: script });
    if (pathname === "/worker.js") return route.fulfill({ contentType: "text/javascript", body: worker });
    if (pathname === "/webview.css") return route.fulfill({ path: join(__dirname, "webview.css") });
    if (pathname === "/panel.css") return route.fulfill({ contentType: "text/css", body: style });
    return route.fulfill({
      contentType: "text/html",
      body: `<!DOCTYPE html><html lang="${name}"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><title>Loss Lens</title>
<link rel="stylesheet" href="/webview.css"><link rel="stylesheet" href="/panel.css"></head>
<body class="${theme.bodyClass}" data-vscode-theme-kind="${theme.kind}"><div id="panel" data-worker="/worker.js" data-large-characters="200000"></div>
<script type="module" src="/panel.js"></script></body></html>`,
    });
  });
  await page.addInitScript((bundle) => {
    document.addEventListener("readystatechange", () => {
      const panel = document.getElementById("panel");
      if (panel !== null) panel.dataset.texts = bundle;
    });
  }, JSON.stringify(texts));
  await page.addInitScript(`const variables = ${JSON.stringify(theme.variables)};${webview}`);
  await page.goto(`${ORIGIN}/index.html`);
  return page;
}

/** Sends a case as the host would, waits until it has been evaluated, and does its steps. */
export async function show(page: Page, shown: Case, id = 2): Promise<void> {
  const { input, target, choice = {}, options, codeUses = [], classLists = [], before, steps = [] } = shown;
  if (before !== undefined) await show(page, before, id - 1);
  const place = (label: string, offset: number) => ({ label, anchor: { uri: "file:///lesson.py", offset } });
  const snapshot: Snapshot = {
    id,
    request: { input, target, choice, options: options ?? { reduction: "mean" } },
    inputPlace: place(shown.place ?? "lesson.py:3", 0),
    targetPlace: target && place("lesson.py:5", 200),
    codeUses,
    callTabs: codeUses.length < 2 ? [] : codeUses.map(({ place }, use) => ({ use, label: place })),
    asked: 0,
    classLists,
    settings: { decimals: 8, type: "asWritten" },
  };
  await page.evaluate((message) => window.postMessage(message, "*"), { type: "snapshot", snapshot });
  await page
    .locator("header.pair", { hasText: input.name ?? "" })
    .first()
    .waitFor();
  await page.locator("main[aria-busy=false]").waitFor();
  for (const step of steps) {
    if ("click" in step) await page.locator(step.click).first().click();
    else if ("hover" in step) await page.locator(step.hover).first().hover();
    else await page.locator(step.fill).fill(step.text);
  }
  if (steps.length > 0) await page.waitForTimeout(150);
}

/** Opens everything that opens. */
export async function openAll(page: Page): Promise<void> {
  const openClosed = () => {
    const closed = document.querySelectorAll<HTMLElement>(
      "details:not([open]) > summary, .reading-toggle[aria-expanded=false]",
    );
    for (const summary of closed) summary.click();
    return closed.length;
  };
  while ((await page.evaluate(openClosed)) > 0) await page.waitForTimeout(50);
}
