import assert from "node:assert/strict";
import { check } from "../../../src/check";

const imports = "from sklearn.metrics import log_loss\nimport numpy as np\n";

function judged(code: string) {
  const [call] = check(imports + code, "python").calls;
  return { verdict: call.verdict, cause: call.cause, value: call.value, fixes: call.fixes };
}

const proba = `y = np.array([1, 0, 1, 0])
proba = np.array([[0.1, 0.9], [0.8, 0.2], [0.15, 0.85], [0.9, 0.1]])
`;

/** The values are scikit-learn's. */
describe("the columns of log_loss", () => {
  it("are the other way round where the first is picked and no answer is right", () => {
    const { verdict, cause, value, fixes } = judged(`${proba}log_loss(y, proba[:, 0])\n`);
    assert.deepEqual([verdict, cause], ["wrong", "swapped-columns"]);
    assert.ok(Math.abs(Number(value) - 2.027932020827018) < 1e-9);
    assert.equal(fixes[0].verdict, "right");
    assert.ok(Math.abs(Number(fixes[0].value) - 0.14909587803190932) < 1e-9);
  });

  it("are doubted where all of five answers are wrong, or four that are very sure, and said to be so of eight", () => {
    const of = (rows: number, yes = "[0.9, 0.1]", no = "[0.2, 0.8]") => {
      const labels = Array.from({ length: rows }, (_, i) => i % 2);
      const lines = labels.map((label) => (label === 1 ? yes : no));
      return judged(`y = [${labels.join(", ")}]\np = np.array([${lines.join(", ")}])\nlog_loss(y, p)\n`);
    };
    assert.deepEqual([of(5).verdict, of(5).cause], ["unsure", "swapped-columns"]);
    assert.deepEqual([of(8).verdict, of(8).cause], ["wrong", "swapped-columns"]);
    assert.deepEqual([of(4).verdict, of(4).cause], ["unsure", "swapped-columns"]);
    assert.equal(of(4, "[0.7, 0.3]", "[0.3, 0.7]").verdict, "right");
    assert.equal(of(3).verdict, "right");
  });

  it("are right where answers are, and where some are", () => {
    assert.equal(judged(`${proba}log_loss(y, proba[:, 1])\n`).verdict, "right");
    assert.equal(judged(`${proba}log_loss(y, proba)\n`).verdict, "right");
    assert.equal(judged(`${proba}log_loss([1, 0, 0, 1], proba[:, 0])\n`).verdict, "right");
  });
});
