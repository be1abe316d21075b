import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { repository } from "./install";

const folder = join(repository, "screenshots");
const failure = "failed-";

/** Takes a picture into the screenshots folder and returns its path. */
export async function takePicture(page: Page, name: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name.replaceAll(/[^\w.-]+/g, "-")}.png`);
  await page.screenshot({ path, animations: "disabled" });
  return path;
}

/** Takes a picture of what a failed test, or a failed step, left on screen. */
export function takeFailurePicture(page: Page, name: string): Promise<string> {
  return takePicture(page, failure + name);
}

/** Removes the pictures of an earlier run's failures. */
export function removeFailurePictures(): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.startsWith(failure)) rmSync(join(folder, name), { force: true });
}
