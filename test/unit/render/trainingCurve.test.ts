import { strict as assert } from "node:assert";
import { askText } from "../../../src/ask";
import { askedMarkdown } from "../../../src/render/pasteMarkdown";

const colours = { bar: "#00f", wrong: "#f00", text: "#000" };

/** The pictures of the answer to a log. */
function pictures(log: string): readonly { readonly words: string; readonly svg: string }[] {
  const markdown = askedMarkdown(askText(log), () => undefined, colours);
  return Array.from(
    markdown.matchAll(/!\[([^\]]*(?:\\\][^\]]*)*)\]\(data:image\/svg\+xml;base64,([^)]+)\)/g),
    (match) => ({
      words: match[1].replaceAll("\\", ""),
      svg: Buffer.from(match[2], "base64").toString("latin1"),
    }),
  );
}

/** The heights of the points of the first line, downwards. */
function heights(svg: string): readonly number[] {
  const [, path = ""] = /<path d="([^"]*)" fill="none" stroke="#00f"/.exec(svg) ?? [];
  return Array.from(path.matchAll(/[ML][\d.]+ ([\d.]+)/g), ([, y]) => Number(y));
}

describe("the curve of a log", () => {
  it("falls as its numbers do, and says them", () => {
    const [{ svg, words }] = pictures("epoch 1 loss: 2.30\nepoch 2 loss: 1.15\nepoch 3 loss: 0.00\nepoch 4 loss: 0.60");
    const [a, b, c, d] = heights(svg);
    assert.ok(a < b && b < d && d < c);
    // 2.30, 1.15 and 0 are equally far from each other.
    assert.ok(Math.abs(c - b - (b - a)) <= 0.2, `${a} ${b} ${c}`);
    assert.equal(words, "loss: 4 numbers from 2.30 to 0.60, the least 0.00.");
  });

  it("has every loss of its lines, over the epochs that they say", () => {
    const log = [
      "Epoch 5 train_loss: 1.78 val_loss: 1.85 acc: 0.18",
      "Epoch 10 train_loss: 1.47 val_loss: 1.55 acc: 0.26",
      "Epoch 20 train_loss: 1.25 val_loss: 1.34 acc: 0.34",
    ].join("\n");
    const [{ svg, words }] = pictures(log);
    assert.equal(
      words,
      "train_loss: 3 numbers from 1.78 to 1.25, the least 1.25. val_loss: 3 numbers from 1.85 to 1.34, the least 1.34.",
    );
    assert.match(svg, />epoch .{1,9}</);
    const [, path = ""] = /<path d="([^"]*)" fill="none" stroke="#00f"/.exec(svg) ?? [];
    const [a, b, c] = Array.from(path.matchAll(/[ML]([\d.]+) /g), ([, x]) => Number(x));
    assert.ok(Math.abs((c - b) / (b - a) - 2) < 0.02, path);
  });

  it("has both lines where training and validation part, told apart by more than colour", () => {
    const rows = [
      [1.9, 1.8],
      [1.2, 1.3],
      [0.7, 1.25],
      [0.3, 1.7],
      [0.1, 2.4],
    ];
    const log = rows.map(([train, val], epoch) => `epoch ${epoch} train_loss: ${train} val_loss: ${val}`).join("\n");
    const [{ svg, words }] = pictures(log);
    assert.equal(svg.match(/stroke="#00f"/g)?.length, 2);
    assert.equal(svg.match(/stroke-dasharray/g)?.length, 1);
    assert.match(words, /train_loss: 5 numbers .* val_loss: 5 numbers/);
  });

  it("breaks where a loss becomes nan", () => {
    const log = "step 1 loss: 0.9\nstep 2 loss: 0.8\nstep 3 loss: 0.7\nstep 4 loss: nan\nstep 5 loss: nan";
    const [{ svg, words }] = pictures(log);
    assert.equal(heights(svg).length, 3);
    assert.ok(svg.includes('stroke="#f00"'));
    assert.match(words, /2 of them are nan or infinite/);
  });

  it("is not drawn of one number", () => assert.deepEqual(pictures("loss: 2.3026"), []));
});
