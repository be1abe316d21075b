/**
 * Looks at the product from the shell: opens the workbench with the built extension, does the steps in the order given, takes pictures.
 *
 *   npx tsx test/workbench/look.ts --file lesson.py --select '[0.1, 0.9, 0.2]' --command 'Loss Lens: Evaluate Loss of Selection' --out a.png
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "./harness/browser";
import { install, repository } from "./harness/install";
import { WorkbenchPage } from "./harness/page";
import { PATIENCE_MS } from "./harness/patience";
import { takeFailurePicture } from "./harness/pictures";
import { startServer, type Theme, themes } from "./harness/server";
import { panelFrame, panelText } from "./harness/webview";

const usage = `Steps, done in the order given:
  --file PATH         open a file of the workspace
  --select TEXT       select the first occurrence of TEXT (may span lines) in the text editor
  --cursor TEXT       put the cursor into the first occurrence of TEXT, one character after its start
  --drag TEXT         select TEXT, on one visible line of an editor or notebook cell, with the mouse
  --add TEXT          the same with Alt held: a second selection, beside that of --drag
  --click TEXT        click on TEXT in an editor or notebook cell
  --command TITLE     run a command from the palette
  --hover TEXT        rest the pointer on TEXT
  --pick LABEL        choose a row of the open quick pick
  --type TEXT         type
  --press KEY         press a key or chord, e.g. Escape or Control+K
  --in-panel SELECTOR click in the panel (a Playwright selector, e.g. 'text=Copy' or 'role=button[name="Sum"]')
  --panel-text        print the text of the panel
  --hover-text        print the text of the hover
  --wait MS           wait
  --out PNG           take a picture
Setting: --theme ${Object.keys(themes).join("|")}  --size 1400x900  --language ru  --folder DIR (samples)  --setting KEY=JSON  --extension DIR`;

const text = { type: "string", multiple: true } as const;
const flag = { type: "boolean", multiple: true } as const;

function readArguments() {
  return parseArgs({
    tokens: true,
    options: {
      ...{ file: text, select: text, cursor: text, drag: text, add: text, click: text, command: text, hover: text },
      ...{ pick: text, type: text, press: text, "in-panel": text, wait: text, out: text },
      ...{ "panel-text": flag, "hover-text": flag, help: flag },
      theme: { type: "string", default: "dark" },
      size: { type: "string", default: "1400x900" },
      folder: { type: "string", default: resolve(repository, "samples") },
      extension: { type: "string", default: repository },
      language: { type: "string" },
      setting: text,
    },
  });
}

/** What was last selected with the mouse. */
let dragged = "";

async function step(workbench: WorkbenchPage, name: string, value: string): Promise<void> {
  const { page } = workbench;
  switch (name) {
    case "file":
      return workbench.openFile(value);
    case "select":
      return workbench.select(value);
    case "cursor":
      return workbench.placeCursor(value, 1);
    case "drag":
      dragged = value;
      return workbench.drag(value);
    case "add":
      return workbench.drag(dragged, value);
    case "click":
      return workbench.click(value);
    case "command":
      return workbench.runCommand(value);
    case "hover":
      await workbench.hover(value);
      return;
    case "pick":
      return workbench.quickPick.answer({ choose: value }, PATIENCE_MS);
    case "type":
      return page.keyboard.type(value);
    case "press":
      return page.keyboard.press(value);
    case "in-panel":
      return (await panelFrame(page, value)).locator(value).first().click();
    case "panel-text":
      return console.log(await panelText(page));
    case "hover-text":
      return console.log(await page.locator(".monaco-hover:visible").first().innerText());
    case "wait":
      return page.waitForTimeout(Number(value));
    case "out":
      // A moment for whatever the last step set in motion.
      await page.waitForTimeout(500);
      await page.screenshot({ path: value, animations: "disabled" });
      console.log(resolve(value));
  }
}

async function main(): Promise<void> {
  const { values, tokens } = readArguments();
  if (values.help || process.argv.length < 3) return console.log(usage);
  const [width, height] = values.size.split("x").map(Number) as [number, number];
  const settings = Object.fromEntries(
    (values.setting ?? []).map((pair) => {
      const at = pair.indexOf("=");
      return [pair.slice(0, at), JSON.parse(pair.slice(at + 1)) as unknown];
    }),
  );
  await install(console.log);
  const server = await startServer({
    extension: resolve(values.extension),
    endWhenIdle: true,
    settings: { "workbench.colorTheme": themes[values.theme as Theme] ?? values.theme, ...settings },
  });
  // A copy: steps may change files.
  const folder = mkdtempSync(join(tmpdir(), "lens-look-"));
  cpSync(values.folder, folder, { recursive: true });
  const browser = await launchBrowser();
  try {
    const workbench = await WorkbenchPage.open(browser, server, {
      folder,
      viewport: { width, height },
      ...(values.language !== undefined && { language: values.language }),
    });
    for (const token of tokens) {
      if (token.kind !== "option") continue;
      try {
        await step(workbench, token.name, token.value ?? "");
      } catch (error) {
        console.error(
          `--${token.name} ${token.value ?? ""} failed; see ${await takeFailurePicture(workbench.page, "look")}`,
        );
        throw error;
      }
    }
    for (const error of workbench.takeErrors()) console.error(error);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
