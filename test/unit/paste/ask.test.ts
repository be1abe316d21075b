import assert from "node:assert/strict";
import { ask, askText } from "../../../src/ask";
import { cleanText } from "../../../src/paste/clean";
import { pasteMessage } from "../../../src/render/pasteText";

describe("cleaning a paste", () => {
  it("keeps the place of everything", () => {
    const pasted = "> \u001b[31mloss\u001b[0m &lt; 1\n> y = 2\n";
    const { text, original } = cleanText(pasted);
    assert.equal(text, "loss < 1\ny = 2\n");
    const at = text.indexOf("y = 2");
    const { start, end } = original({ start: at, end: at + 5 });
    assert.equal(pasted.slice(start, end), "y = 2");
  });

  it("takes the prompts of Python for no quotes", () => {
    assert.equal(cleanText(">>> x = 1\n>>> y = 2\n").text, ">>> x = 1\n>>> y = 2\n");
  });

  it("takes numbers of lines away, and leaves those of tables", () => {
    assert.equal(cleanText("1 | import torch\n2 | x = f(1)\n3 | y = g(x)").text, "import torch\nx = f(1)\ny = g(x)");
    const table = "0  0.1  0.9\n1  0.2  0.8\n2  0.3  0.7";
    assert.equal(cleanText(table).text, table);
  });
});

describe("ask", () => {
  it("has the calls of a paste with places in what was pasted", () => {
    const text =
      "> import torch.nn.functional as F, torch\n> loss = F.cross_entropy(torch.tensor([[2.0, 1.0]]), torch.tensor([0]))\n";
    const { schema, calls, answers } = ask(text);
    assert.equal(schema, 2);
    assert.deepEqual(calls[0].place, { line: 2, column: 10, endLine: 2, endColumn: 72, cell: null });
    assert.equal(calls[0].printed, "0.3133");
    assert.deepEqual(answers, []);
  });

  it("names the line of an exception, and the call with its change", () => {
    const text =
      'Traceback (most recent call last):\n  File "t.py", line 3, in <module>\n    loss = criterion(out, y)\nRuntimeError: expected scalar type Long but found Float\n';
    const [answer] = ask(text).answers;
    assert.equal(answer.about, "traceback");
    assert.equal(answer.line, 4);
    assert.equal(answer.cause, "dtype");
    assert.deepEqual(
      answer.fixes.map(({ title }) => title),
      ["criterion(out, y.long())"],
    );
    assert.match(answer.message, /Raised at t\.py, line 3\. CrossEntropyLoss words it so up to torch 2\.10\.$/);
  });

  it("takes the scores of other names for the scores, and the whole numbers for the labels", () => {
    const raised =
      'Traceback (most recent call last):\n  File "train.py", line 7, in <module>\n    loss = criterion(out, y)\nIndexError: Target 3 is out of bounds.\n';
    const message = (arrays: string) => ask(`${arrays}\n\n${raised}`).answers[0].message;
    const expected =
      "The label 3 in y is out of range: out has 3 outputs, for the classes 0 to 2: 4 are needed, or labels that count from 0. Raised at train.py, line 7.";
    assert.equal(message("logits = [[0.2, 1.5, -0.3], [1.1, 0.4, 0.2]]"), expected);
    assert.equal(message("logits = [[0.2, 1.5, -0.3], [1.1, 0.4, 0.2]]\nlabels = [0, 3]"), expected);
  });

  it("counts labels and predictions in their number", () => {
    const said = (labels: number, predictions: number) =>
      ask(`ValueError: Found input variables with inconsistent numbers of samples: [${labels}, ${predictions}]\n`)
        .answers[0].message;
    assert.match(said(1, 3), /there is 1 label and 3 predictions: give both/i);
    assert.match(said(2, 1), /there are 2 labels and 1 prediction: give both/i);
  });

  it("does not call old what other losses still say", () => {
    const text =
      'Traceback (most recent call last):\n  File "t.py", line 3, in <module>\n    loss = F.multi_margin_loss(out, y)\nRuntimeError: expected scalar type Long but found Float\n';
    const [answer] = ask(text).answers;
    assert.equal(answer.cause, "dtype");
    assert.doesNotMatch(answer.message, /torch \d|older/);
  });

  it("does not call today's words old", () => {
    const [answer] = ask("RuntimeError: expected target dtype to be Long or Byte, but got Float").answers;
    assert.doesNotMatch(answer.message, /older torch/);
  });

  it("has the losses of a log in order, with what JSON has no word for", () => {
    const [{ series }] = ask("step 1 loss 2.5\nstep 2 loss 3.5\nstep 3 loss nan\n").answers;
    assert.deepEqual(series, { name: "loss", values: [2.5, 3.5, "nan"] });
  });

  it("says of an empty text what can be pasted", () => {
    for (const text of ["", "  \n\n"]) {
      const { answers } = ask(text);
      assert.equal(answers.length, 1);
      assert.match(answers[0].message, /^There is no text: paste code/);
      assert.equal(answers[0].cause, null);
    }
  });

  it("claims nothing of numbers that have no meaning", () => {
    for (const text of [
      "0.5",
      "1.2345",
      "loss: 0.8712",
      "epoch 1 loss 0.91\nepoch 2 loss 0.83\nepoch 3 loss 0.79",
      "mse loss -0.2 policy",
    ]) {
      const causes = ask(text).answers.map(({ cause }) => cause);
      assert.ok(
        causes.every((cause) => cause === null || cause === "negative"),
        `${text}: ${causes}`,
      );
    }
  });

  it("takes a learning rate, a count and a version for no loss", () => {
    for (const text of ["lr: 0.6931", "torch 2.3026", "seed=2.3026", "CIFAR-100"]) {
      assert.deepEqual(
        ask(text).answers.map(({ cause }) => cause),
        [null],
        text,
      );
    }
  });

  it("reads a word of any length in its length", () => {
    assert.match(ask("a".repeat(300_000)).answers[0].message, /^There is no loss in this text/);
  });

  it("throws on nothing", () => {
    const units = [
      "> ",
      "\u001b[",
      "(",
      "[[",
      "Traceback (most recent call last)\n",
      'File "',
      "loss=",
      "loss: nan\n",
      "&amp;",
      "\r",
      "``` ",
      ">>> ",
      "-> 1 ",
      "tensor(",
      "1 | x = (\n",
      "\u2028",
      "Assertion `",
      "0.6931 loss ",
    ];
    for (const unit of units) {
      const asked = askText(unit.repeat(2000));
      for (const answer of asked.answers) assert.equal(typeof pasteMessage(answer), "string");
    }
  });
});
