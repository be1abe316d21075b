import assert from "node:assert/strict";
import { askText } from "../../../src/ask";
import { askedMarkdown } from "../../../src/render/pasteMarkdown";

function markdown(text: string): string {
  return askedMarkdown(askText(text), ({ file, line }) => `file:///w/${file}#L${line}`);
}

describe("an answer as Markdown", () => {
  it("has the answer in bold, the call with its change, and the line as a link", () => {
    const text = markdown(
      'Traceback (most recent call last):\n  File "t.py", line 3, in f\n    loss = crit(out, y)\nRuntimeError: expected scalar type Long but found Float\n',
    );
    assert.match(text, /^\*\*y is float32/);
    assert.match(text, /^- `crit\(out, y\.long\(\)\)`$/m);
    assert.match(text, /\]\(file:\/\/\/w\/t\.py#L3\)/);
  });

  it("lets nothing of the paste become markup", () => {
    const text = markdown("ValueError: <img src=x onerror=alert(1)> [a](command:x) **b** `c`\n");
    assert.doesNotMatch(text, /(?<!\\)<img|(?<!\\)\[a\]\(command/);
  });

  it("keeps code with back quotes in it together", () => {
    const text = markdown(
      'Traceback (most recent call last):\n  File "t.py", line 3, in f\n    loss = crit(out, d["`x`"])\nRuntimeError: expected scalar type Long but found Float\n',
    );
    assert.match(text, /^- `` crit\(out, d\["`x`"\]\.long\(\)\) ``$/m);
  });
});
