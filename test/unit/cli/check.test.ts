import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { run } from "../../../src/cli/run";

const head = "import torch\nimport torch.nn.functional as F\n";
const wrong = `${head}logits = torch.tensor([[2.0, -1.0, 0.5]])\ny = torch.tensor([0])\nloss = F.cross_entropy(F.softmax(logits, dim=1), y)\n`;
const right = `${head}logits = torch.tensor([[2.0, -1.0, 0.5]])\ny = torch.tensor([0])\nloss = F.cross_entropy(logits, y)\n`;
const raising = `${head}loss = F.cross_entropy(torch.tensor([[2.0, -1.0]]), torch.tensor([2]))\n`;

describe("loss-lens check", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "loss-lens-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  }

  /** Output with the folder's own name left out. */
  function check(...argv: readonly string[]) {
    const { out, error, status } = run(["check", ...argv.map((each) => each.replace("@", folder))], "0.1.0", false);
    return { out: out.replaceAll(`${folder}/`, ""), error: error.replaceAll(`${folder}/`, ""), status };
  }

  it("judges two thousand calls of a file, and says how many there are besides", () => {
    const many = `${head}logits = torch.tensor([[2.0, -1.0, 0.5]])\ny = torch.tensor([0])\n${"F.cross_entropy(logits, y);".repeat(2003)}\n`;
    write({ "many.py": many });
    assert.equal(check("@/many.py").error, "loss-lens: many.py has too many loss calls: the last 3 were not judged\n");
    const [file] = JSON.parse(check("@/many.py", "--json").out).files;
    assert.equal(file.calls.length, 2000);
    assert.deepEqual(file.leftOut, { characters: 0, calls: 3, arrays: 0 });
  });

  it("says of a file that takes more steps than are counted that it was not read whole", () => {
    write({ "long.py": `${right}${"x = 1 + 1\n".repeat(100_000)}F.cross_entropy(logits, y)\n`, "short.py": right });
    assert.equal(
      check("@").error,
      "loss-lens: long.py takes too many steps to be read whole: loss calls may be missing\n",
    );
  });

  it("prints one line a finding, and how many there are", () => {
    write({ "train.py": wrong });
    const { out, status, error } = check("@/train.py");
    const [line, summary] = out.split("\n");
    assert.match(
      line,
      /^train\.py:5:8: warning: CrossEntropyLoss\(F\.softmax\(logits, dim=1\), y\) = 0\.\d{4} — softmax applied twice/,
    );
    assert.match(line, /Remove the softmax: 0\.2413\. \[double-softmax\]$/);
    assert.equal(summary, "1 wrong or raising of 1 loss call in 1 file; 0 right, 0 not known.");
    assert.deepEqual({ status, error }, { status: 1, error: "" });
  });

  it("says nothing of what is right, unless it is asked", () => {
    write({ "a.py": right });
    assert.deepEqual(check("@/a.py"), {
      out: "Nothing wrong found: 1 loss call in 1 file, 1 right, 0 not known.\n",
      error: "",
      status: 0,
    });
    assert.match(check("@/a.py", "--verbose").out, /^a\.py:5:8: right: CrossEntropyLoss\(logits, y\) = 0\.2413\n/);
  });

  it("has torch's exception for an error", () => {
    write({ "a.py": raising });
    const { out, status } = check("@/a.py");
    assert.match(out, /^a\.py:3:8: error: .*IndexError: Target 2 is out of bounds\..*\[out-of-range\]\n/);
    assert.equal(status, 1);
  });

  it("begins the sentence behind an exception with a capital, and leaves names as they are written", () => {
    const named = `${head}o = torch.tensor([1.7, -0.4, 2.2])\nt = torch.tensor([1., 0., 1.])\nloss = F.binary_cross_entropy(o, t)\n`;
    const swapped = `${head}p = torch.tensor([[2.0, 0.1], [0.3, 1.5]])\ny = torch.tensor([0, 1])\nloss = F.cross_entropy(y, p)\n`;
    write({ "named.py": named, "swapped.py": swapped });
    assert.match(check("@/named.py").out, /between 0 and 1\. o holds logits/);
    assert.match(check("@/swapped.py").out, /'Long'\. The arguments are swapped/);
  });

  it("does not propose the largest of one number", () => {
    write({
      "column.py": `${head}logits = torch.tensor([[0.1, 2.0], [1.5, 0.2]])\ny = torch.tensor([[1], [0]])\nloss = F.cross_entropy(logits, y)\n`,
    });
    const { out } = check("--json", "@/column.py");
    assert.match(out, /squeeze\(1\)/);
    assert.doesNotMatch(out, /argmax/);
  });

  it("counts one target in the singular", () => {
    write({
      "one.py": `${head}logits = torch.tensor([[1.2, 0.1], [0.1, 2.0], [0.3, 0.4]])\nloss = F.cross_entropy(logits, torch.tensor([0, 1, 255]))\n`,
    });
    assert.match(check("@/one.py").out, /1 of 3 targets is 255, which is not a class/);
  });

  it("tells its usage", () => {
    for (const flag of ["--help", "-h"]) {
      const { out, status } = check(flag);
      assert.match(out, /loss-lens check PATH/);
      assert.equal(status, 0);
    }
  });

  it("walks folders, and leaves out what is hidden, ignored, somebody else's, or no Python", () => {
    write({
      "b.py": wrong,
      "a/c.py": wrong,
      ".hidden/d.py": wrong,
      "venv/lib/site-packages/e.py": wrong,
      "build/f.py": wrong,
      "a/generated_g.py": wrong,
      "a/kept_generated_h.py": wrong,
      "notes.txt": wrong,
      ".git/HEAD": "",
      ".gitignore": "build/\n",
      "a/.gitignore": "*generated_*\n!kept*\n",
    });
    const { out } = check("@");
    assert.deepEqual(
      out.split("\n").flatMap((line) => /^([\w./]+):\d/.exec(line)?.[1] ?? []),
      ["a/c.py", "a/kept_generated_h.py", "b.py"],
    );
  });

  it("is silent where a comment says so", () => {
    const call = "loss = F.cross_entropy(F.softmax(logits, dim=1), y)";
    const silenced = [
      wrong.replace(call, `${call}  # loss-lens: ignore`),
      wrong.replace(call, `${call}  # loss-lens: ignore[double-softmax]`),
      wrong.replace(call, `# loss-lens: ignore[shape, double-softmax]\n${call}`),
    ];
    for (const text of silenced) {
      write({ "a.py": text });
      assert.equal(check("@/a.py").status, 0, text);
    }
    write({ "a.py": wrong.replace(call, `${call}  # loss-lens: ignore[shape]`) });
    assert.equal(check("@/a.py").status, 1);
  });

  it("numbers the cells of notebooks", () => {
    const cell = (source: string) => ({ cell_type: "code", source: source.split(/(?<=\n)/), outputs: [] });
    const cells = [cell(head), { cell_type: "markdown", source: [] }, cell(wrong.slice(head.length))];
    write({ "a.ipynb": JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }) });
    assert.match(check("@/a.ipynb").out, /^a\.ipynb:cell 3:3:8: warning: /);
    // A line of a cell is none of the file.
    assert.match(
      check("@/a.ipynb", "--format", "github").out,
      /^::warning file=[^,]*a\.ipynb,title=loss-lens [\w-]+::cell 3, line 3: /,
    );
    const [run] = JSON.parse(check("@/a.ipynb", "--format", "sarif").out).runs;
    assert.match(run.results[0].message.text, /^cell 3, line 3: /);
    assert.equal(run.results[0].locations[0].physicalLocation.region, undefined);
    const { files } = JSON.parse(check("@/a.ipynb", "--json").out);
    assert.deepEqual(files[0].calls[0].place, { line: 3, column: 8, endLine: 3, endColumn: 52, cell: 3 });
  });

  it("gives JSON with places from 1, value, cause and edits", () => {
    write({ "a.py": wrong });
    const { out, status } = check("@/a.py", "--format", "json");
    const { schema, files } = JSON.parse(out);
    const [call] = files[0].calls;
    assert.equal(schema, 2);
    assert.equal(status, 1);
    assert.equal(call.text, "F.cross_entropy(F.softmax(logits, dim=1), y)");
    assert.equal(call.pipeline, "Softmax → CrossEntropyLoss");
    assert.deepEqual(call.input, { name: "logits", line: 3, shape: [1, 3], dtype: "float32" });
    assert.deepEqual(
      [call.verdict, call.severity, call.cause, call.exception],
      ["wrong", "warning", "double-softmax", null],
    );
    const [{ edits }] = call.fixes;
    assert.deepEqual(edits, [{ line: 5, column: 24, endLine: 5, endColumn: 48, cell: null, text: "logits" }]);
  });

  it("gives SARIF and annotations of a GitHub workflow", () => {
    write({ "a.py": wrong });
    const log = JSON.parse(check("@/a.py", "--format=sarif").out);
    const [result] = log.runs[0].results;
    assert.deepEqual([log.version, result.ruleId, result.level], ["2.1.0", "double-softmax", "warning"]);
    assert.deepEqual(log.runs[0].tool.driver.rules, [
      {
        id: "double-softmax",
        help: { text: "What it means, with an example: docs/causes.md of loss-lens 0.1.0, under double-softmax." },
      },
    ]);
    assert.deepEqual(result.locations[0].physicalLocation.region, {
      startLine: 5,
      startColumn: 8,
      endLine: 5,
      endColumn: 52,
    });
    assert.match(
      check("@/a.py", "--format=github").out,
      /^::warning file=a\.py,line=5,col=8,endLine=5,endColumn=52,title=loss-lens double-softmax::/,
    );
  });

  it("says what it cannot read, and what is no usage", () => {
    write({ "a.py": `${right}\u0000` });
    assert.match(check("@/a.py").error, /a\.py is a binary file/);
    assert.equal(check("@/a.py").status, 2);
    assert.equal(check("@/missing.py").error, "loss-lens: missing.py does not exist\n");
    assert.equal(check().status, 2);
    assert.equal(check("@", "--format=xml").status, 2);
    assert.equal(check("@", "--wrong").status, 2);
  });
});

describe("loss-lens explain", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "loss-lens-"));
    writeFileSync(join(folder, "a.py"), wrong);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("says what there is to say of the call on a line, or of the array that goes into it", () => {
    for (const place of ["a.py:5", "a.py:5:10", "a.py:3", "a.py:3:25", "a.py:4"]) {
      const { out, status } = run(["explain", join(folder, place)], "0.1.0", false);
      assert.match(
        out,
        /^≠ CrossEntropyLoss\(F\.softmax\(logits, dim=1\), y\) = .*\n {2}Remove the softmax: 0\.2413\n/,
        place,
      );
      assert.equal(status, 0);
    }
    assert.equal(run(["explain", join(folder, "a.py:1")], "0.1.0", false).status, 1);
    assert.equal(run(["explain", join(folder, "a.py")], "0.1.0", false).status, 2);
    const { calls } = JSON.parse(run(["explain", join(folder, "a.py:5"), "--json"], "0.1.0", false).out);
    assert.equal(calls[0].cause, "double-softmax");
  });
});
