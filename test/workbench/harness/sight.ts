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
    // What lies over the line as part of the text, such as the cursor, does not cover it; a widget does.
    const uncovered = [left + 1, x, right - 1].every((at) => {
      const hit = document.elementFromPoint(at, y);
      return line.closest(".lines-content")?.contains(hit) && !hit?.closest(".contentWidgets");
    });
    if (uncovered) return { left: left + 1, right: right - 1, x, y };
  }
  return null;
}

/** Runs in the page: whether an editor that shows a file has the focus: one of text, a notebook, or the words in place of a binary file. */
export function openFileHasFocus(name: string): boolean {
  const editor = document.activeElement?.closest<HTMLElement>(
    ".editor-group-container .monaco-editor, .notebookOverlay, .monaco-editor-pane-placeholder",
  );
  if (!editor) return false;
  if (editor.matches(".monaco-editor")) return editor.dataset.uri?.endsWith(`/${encodeURIComponent(name)}`) === true;
  return editor.matches(".monaco-editor-pane-placeholder") || editor.querySelector(".view-line") !== null;
}

/** Runs in the page: whether `text` is in the editor or cell that has the focus. */
export function focusedEditorHolds(text: string): boolean {
  const lines = document.activeElement?.closest(".monaco-editor")?.querySelector(".view-lines")?.textContent;
  return lines?.replaceAll("\u00a0", " ").includes(text) === true;
}

/** Runs in the page: whether what is selected in an editor is what stands at a place. */
export function isSelected({ left, right, y }: Place): boolean {
  const pieces = [...document.querySelectorAll(".monaco-editor.focused .selected-text")]
    .map((piece) => piece.getBoundingClientRect())
    .filter(({ top, bottom }) => top <= y && y <= bottom);
  return (
    Math.abs(Math.min(...pieces.map((piece) => piece.left)) - left) < 4 &&
    Math.abs(Math.max(...pieces.map((piece) => piece.right)) - right) < 4
  );
}

/** Runs in the page: presses Enter on the item of a menu with this label once it has the focus, in one go, and says whether it had. */
export function pressInMenu(label: Element): boolean {
  const item = label.closest(".action-item");
  if (!item?.classList.contains("focused")) return false;
  const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true, cancelable: true };
  item.dispatchEvent(new KeyboardEvent("keydown", enter));
  return true;
}
