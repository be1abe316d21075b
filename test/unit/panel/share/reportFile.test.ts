import assert from "node:assert/strict";
import { sampleTable } from "../../../../src/panel/samples/sampleTable";
import { reportHtml, reportMarkdown } from "../../../../src/panel/share/reportFile";
import { sharedReport } from "../../../../src/panel/share/sharedReport";
import { svg } from "../../../../src/render/writtenText";
import { CLASSES, evaluation, PROBABILITIES, snapshotOf } from "../pairs";

function shared(classNames = "cat, dog, bird") {
  const report = evaluation(PROBABILITIES, CLASSES);
  assert.ok(report.reference.kind === "reference");
  const snapshot = snapshotOf(
    {},
    {
      link: "vscode://loss-lens.loss-lens/open?file=lesson.py&line=3&column=1",
      codeUses: [
        {
          place: "lesson.py:9",
          verdict: "wrong",
          call: "CrossEntropyLoss(y_pred, y_true)",
          value: "0.6628",
          message: "softmax applied twice.",
          fixes: [{ title: "Use F.nll_loss(torch.log(y_pred), y_true)", value: "0.1785" }],
        },
      ],
    },
  );
  return sharedReport({ snapshot, report }, sampleTable(report, report.reference, classNames));
}

const dark = { text: "#cccccc", background: "#1f1f1f" };

describe("a report to be shared", () => {
  it("has the call, the loss, and the samples with the worst first", () => {
    const { calls, loss, samples } = shared();
    assert.equal(calls[0].code, "≠ CrossEntropyLoss(y_pred, y_true) = 0.6628");
    assert.deepEqual(calls[0].fixes, ["Use F.nll_loss(torch.log(y_pred), y_true): 0.1785"]);
    // −mean log of 0.8, 0.8, 0.9 and 0.85.
    assert.match(loss[0], /^0\.17854164, /);
    assert.deepEqual(samples.rows[0], ["0", "0.2231", "0.8000", "cat", "cat"]);
    assert.deepEqual(samples.rows[3], ["2", "0.1054", "0.9000", "bird", "bird"]);
  });

  it("takes names of the code for text, in HTML as in Markdown", () => {
    const report = shared("<img src=x onerror=alert(1)>, a|b, c");
    const pictures = [{ svg: svg`<svg>−log p</svg>`, words: "losses from a|b to c" }];
    const html = reportHtml(report, pictures, dark);
    assert.ok(!html.includes("<img"));
    assert.ok(html.includes("&lt;img src=x onerror=alert(1)&gt;"));
    assert.ok(html.includes("<svg>−log p</svg>"));
    const markdown = reportMarkdown(report, pictures);
    assert.ok(!/[^\\]<img/.test(markdown));
    assert.ok(markdown.includes("a\\|b"));
  });

  it("has its pictures in the text, and the way back to the place", () => {
    const markdown = reportMarkdown(shared(), [{ svg: svg`<svg>−log p</svg>`, words: "losses" }]);
    const [, data = ""] = /!\[losses\]\(data:image\/svg\+xml;base64,([\w+/=]+)\)/.exec(markdown) ?? [];
    assert.equal(Buffer.from(data, "base64").toString(), "<svg>−log p</svg>");
    assert.ok(markdown.includes("(vscode://loss-lens.loss-lens/open?file=lesson.py&line=3&column=1)"));
    const html = reportHtml(shared(), [], dark);
    assert.ok(html.includes('<body style="color:#cccccc;background:#1f1f1f">'), "the page is as dark as its pictures");
    assert.ok(html.includes('href="vscode://loss-lens.loss-lens/open?file=lesson.py&amp;line=3&amp;column=1"'));
  });
});
