import type { Page } from "playwright-core";

export interface Place {
  readonly left: number;
  readonly right: number;
  /** The middle. */
  readonly x: number;
  readonly y: number;
}

/** Where `text` is on screen, uncovered and in one line of any editor or notebook cell. */
export async function inSight(page: Page, text: string): Promise<Place | undefined> {
  return (await page.evaluate(locateInLines, text)) ?? undefined;
}

/** Runs in the page. */
function locateInLines(text: string): Place | null {
  for (const line of document.querySelectorAll(".view-lines > .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    let whole = "";
    while (walker.nextNode()) {
      nodes.push(walker.currentNode as Text);
      whole += (walker.currentNode as Text).data.replaceAll("\u00a0", " ");
    }
    const start = whole.indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    let passed = 0;
    for (const node of nodes) {
      const from = start - passed;
      const to = start + text.length - passed;
      if (from >= 0 && from < node.length) range.setStart(node, from);
      if (to > 0 && to <= node.length) range.setEnd(node, to);
      passed += node.length;
    }
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const uncovered = [left + 1, x, right - 1].every((at) => line.contains(document.elementFromPoint(at, y)));
    if (uncovered) return { left: left + 1, right: right - 1, x, y };
  }
  return null;
}
