import assert from "node:assert/strict";
import { run } from "../../../src/cli/run";
import { temporaryFiles } from "./files";

const cli = (...argv: readonly string[]) => run(argv, "1.2.3", false);

/** torch 2.13: F.cross_entropy of these three rows and [0, 1, 2] in float64 is 0.41620692339627335. */
const LOSS = 0.41620692339627335;
const BINARY = 0.3005024976115396;
const record = '{"cat": 2.0, "dog": 0.5, "cow": -1.0, "label": 0}';
const files = temporaryFiles({
  // As pandas 3.1 writes a data frame, by its orient.
  "split.json":
    '{"columns":["cat","dog","cow","label"],"index":[0,1,2],"data":[[2.0,0.5,-1.0,0],[0.1,1.5,0.3,1],[0.2,-0.4,0.9,2]]}',
  "columns.json":
    '{"cat":{"0":2.0,"1":0.1,"2":0.2},"dog":{"0":0.5,"1":1.5,"2":-0.4},"cow":{"0":-1.0,"1":0.3,"2":0.9},"label":{"0":0,"1":1,"2":2}}',
  "index.json":
    '{"0":{"cat":2.0,"dog":0.5,"cow":-1.0,"label":0},"1":{"cat":0.1,"dog":1.5,"cow":0.3,"label":1},"2":{"cat":0.2,"dog":-0.4,"cow":0.9,"label":2}}',
  "records.json":
    '[{"cat":2.0,"dog":0.5,"cow":-1.0,"label":0},{"cat":0.1,"dog":1.5,"cow":0.3,"label":1},{"cat":0.2,"dog":-0.4,"cow":0.9,"label":2}]',
  "ragged.json": '{"columns":["cat","dog","label"],"index":[0,1],"data":[[2.0,0.5,0],[0.1,1.5]]}',
  // As np.savetxt writes it, with a delimiter and without.
  "comma.csv":
    "2.000000000000000000e+00,5.000000000000000000e-01,-1.000000000000000000e+00\n1.000000000000000056e-01,1.500000000000000000e+00,2.999999999999999889e-01\n2.000000000000000111e-01,-4.000000000000000222e-01,9.000000000000000222e-01\n",
  "blank.txt":
    "2.000000000000000000e+00 5.000000000000000000e-01 -1.000000000000000000e+00\n1.000000000000000056e-01 1.500000000000000000e+00 2.999999999999999889e-01\n2.000000000000000111e-01 -4.000000000000000222e-01 9.000000000000000222e-01\n",
  "named.csv": "score,other,label\n2.0,1,1\n-0.5,2,0\n",
  "rows.jsonl":
    '{"logits": [2.0, 0.5, -1.0], "y": 0}\n{"logits": [0.1, 1.5, 0.3], "y": 1}\n{"logits": [0.2, -0.4, 0.9], "y": 2}\n',
  "empty.csv": "cat,dog,owl,label\n1.5,-0.25,0.75,0\n0.1,,-1.3,1\n-0.5,0.4,3.1,2\n",
  "unlabelled.csv": "a,b,c,label\n1.5,-0.25,0.75,0\n0.1,2.2,-1.3,\n-0.5,0.4,3.1,1\n",
  "odd.csv": "a,b,label\n1_000,2,0\n3,4,1\n",
  "order.jsonl": '{"logits":[2.0,0.5,-1.0],"y":0}\n{"y":1,"logits":[0.1,1.5,0.3]}\n{"logits":[0.2,-0.4,0.9],"y":2}\n',
  "broken.jsonl": `${record}\n${record}\n\n{broken\n${record}\n`,
});

function lossOf(...argv: readonly string[]): number {
  const { out, error } = cli("evaluate", ...argv, "--json");
  assert.equal(error, "", argv.join(" "));
  return JSON.parse(out).loss;
}

describe("tables on the command line", () => {
  after(() => files.remove());
  const at = files.path;

  for (const orient of ["split", "columns", "index", "records"])
    it(`a data frame as JSON, orient="${orient}"`, () => assert.equal(lossOf(at(`${orient}.json`)), LOSS));

  it("no frame where a row lacks a value", () => {
    assert.doesNotMatch(cli("list", at("ragged.json")).out, /label/);
  });

  for (const name of ["comma.csv", "blank.txt"])
    it(`rows of numbers without a header: ${name}`, () => {
      assert.match(cli("list", at(name)).out, /3 × 3/);
      assert.ok(Math.abs(lossOf(at(name), "--target", "[0, 1, 2]") - LOSS) < 1e-15);
    });

  it("a column or a key behind a # is the input", () => {
    assert.equal(lossOf(`${at("rows.jsonl")}#logits`, "--target", "[0, 1, 2]"), LOSS);
    // torch 2.13: F.binary_cross_entropy_with_logits(tensor([2., -0.5]), tensor([1., 0.])), float64.
    assert.ok(Math.abs(lossOf(`${at("named.csv")}#score`, "--target", `${at("named.csv")}#label`) - BINARY) < 1e-15);
    assert.match(cli("evaluate", `${at("named.csv")}#nothing`).error, /no column “nothing”/);
  });

  it("a line of records that is not JSON is named, and the rest is not evaluated without it", () => {
    assert.match(cli("list", at("broken.jsonl")).out, /^line 4: this line is not JSON$/m);
    const { error, status } = cli("evaluate", at("broken.jsonl"));
    assert.equal(status, 1);
    assert.match(error, /broken\.jsonl, line 4: this line is not JSON$/m);
  });

  it("an empty cell is nan, as pandas has it, and said with its column and line", () => {
    for (const more of [[], ["--input", "cat,dog,owl"]]) {
      const { out } = cli("evaluate", at("empty.csv"), ...more);
      assert.match(out, /^ {2}dog, line 3: An empty cell is read as nan\.$/m);
      assert.match(out, /^Loss nan/m);
    }
    assert.match(cli("list", at("empty.csv")).out, /^dog +column 2 +3 +float64$/m);
  });

  it("a row without a label has no class", () => {
    const { out, status } = cli("evaluate", at("unlabelled.csv"));
    assert.equal(status, 1);
    assert.match(out, /^ {2}label, line 3: An empty cell is read as nan\.$/m);
    // torch 2.13 refuses float64 labels of this shape.
    assert.match(out, /CrossEntropyLoss +RuntimeError/);
  });

  it("a cell that is no number is named, and what is left of the table is not evaluated without its column", () => {
    for (const more of [[], ["--input", "a"], ["--target", "label"]]) {
      const { error, status } = cli("evaluate", at("odd.csv"), ...more);
      assert.equal(status, 1);
      assert.match(error, /the column “a” has “1_000”, which is no number$/m);
    }
  });

  it("records in another order of keys are one table", () => assert.equal(lossOf(at("order.jsonl")), LOSS));
});
