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

  it("of a log begins with the name of a loss as it is written, and has a line for each", () => {
    const train = [2.3, 1.9, 1.4, 1.0, 0.7, 0.4, 0.2, 0.1];
    const validation = [2.2, 1.8, 1.5, 1.3, 1.4, 1.6, 1.9, 2.4];
    const said = markdown(
      train.map((loss, at) => `Epoch ${at + 1}/8: train_loss: ${loss} val_loss: ${validation[at]}`).join("\n"),
    ).replaceAll("\\", "");
    assert.match(said, /^\*\*train_loss falls to 0\.1 while val_loss rises to 2\.4/);
    assert.match(said, /- `train_loss \S+ 2\.3 → 0\.1`/);
    assert.match(said, /- `val_loss \S+ 2\.2 → 2\.4`/);
  });
});
