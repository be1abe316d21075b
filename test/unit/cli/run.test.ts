import assert from "node:assert/strict";
import { resolve } from "node:path";
import { type Output, run } from "../../../src/cli/run";
import { temporaryFiles } from "./files";

const samples = resolve(__dirname, "../../../samples");
const lesson = resolve(samples, "lesson.py");

const cli = (...argv: readonly string[]): Output => run(argv, "1.2.3", false);

interface Printed {
  readonly loss: number | string | { readonly shape: readonly number[]; readonly values: readonly (number | string)[] };
  readonly input: { readonly selector: string; readonly place: string };
  readonly target: { readonly selector: string };
  readonly guessed: string | null;
  readonly guessedByName: boolean | null;
  readonly call: { readonly text: string; readonly line: number } | null;
  readonly reading: { readonly inputKind: string };
  readonly asExpected?: boolean;
  readonly pipelines: readonly { readonly name: string; readonly verdict: string; readonly value?: unknown }[];
}

function json(...argv: readonly string[]): Printed {
  const { out, error, status } = cli(...argv, "--json");
  assert.equal(error, "");
  assert.equal(status, 0);
  return JSON.parse(out) as Printed;
}

describe("loss-lens evaluate", () => {
  const files = temporaryFiles({
    "arrays.json": '{"probs": [0.1, 0.9, 0.2], "labels": [0, 1, 0]}',
    "scores.csv": "cat,dog,bird,label\n0.80,0.10,0.10,0\n0.15,0.80,0.05,1\n0.05,0.05,0.90,2\n0.85,0.10,0.05,0\n",
    "run.log":
      "step 3\nlogits: tensor([[0.8, 0.1, 0.1],\n        [0.15, 0.8, 0.05]])\nlabels: tensor([0, 1])\nloss 0.6497\n",
    "twice.py": "x = [0.1, 0.9]\ny_true = [0, 1]\nx = [0.3, 0.6]\n",
    "changed.py": "x = [0.1, 0.9]\ny_true = [0, 1]\nx = load(x)\n",
    "derived.py":
      "scores = [[0.8, 0.1], [0.2, 0.7]]\nlogits = torch.tensor(scores).double()\ny_true = torch.tensor([0, 1])\n",
    "infinite.py": "logp = [[-0.1, float('-inf')], [-0.2, -1.7]]\ny_true = [1, 0]\n",
    "alone.py": "x = [0.1, 0.9]\n",
    "bad.py": "x = [[0.1, 0.9], [0.2]]\n",
    "misfit.py": "x = [0.1, 0.9, 0.4]\ny_true = [0, 1, 2, 3]\n",
    "unnamed.py": "criterion(torch.tensor([[0.8, 0.1], [0.2, 0.7]]), torch.tensor([0, 1]))\n",
    "called.py":
      "import torch, torch.nn.functional as F\nlogits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])\ntrain_target = torch.tensor([1, 1])\nval = torch.tensor([0, 2])\nw = torch.tensor([1.0, 2.0, 0.5])\nloss = F.cross_entropy(logits, val, weight=w, label_smoothing=0.1)\n",
    "words.csv": "id,cat,dog,fish,label\n1,0.70,0.20,0.10,cat\n2,0.10,0.60,0.30,fish\n3,0.25,0.50,0.25,dog\n",
    "session.log":
      ">>> labels\ntensor([1, 0])\n>>> logits\ntensor([[-0.2417,  0.3385],\n        [ 0.0812, -0.4120]])\n",
    "outputs.ipynb": JSON.stringify({
      cells: [
        {
          cell_type: "code",
          source: "logits = model(x)\nlogits",
          outputs: [{ output_type: "execute_result", data: { "text/plain": ["tensor([[0.5, 1.5]])"] } }],
        },
        { cell_type: "code", source: "F.cross_entropy(logits, torch.tensor([1]))", outputs: [] },
      ],
      metadata: {},
    }),
    "hostile.json": '{"a\\u001b[2Jb": [0.1, 0.9], "y_true": [0, 1], "c\u001b]0;x\u0007": [0.2, 0.8]}',
  });
  after(() => files.remove());

  // The losses are those that the lesson quotes from PyTorch.
  it("guesses the pair of a Python file, and says that it did", () => {
    const { out, status } = cli("evaluate", lesson);
    assert.equal(status, 0);
    assert.match(out, /^Loss 0\.14462153 {2}binary cross-entropy/m);
    assert.match(out, /Both were guessed: the shapes fit and the names say so\. --input and --target choose\./);
    assert.match(out, /also: --input animal_scores --target animal_targets/);
    assert.match(out, /^Read as probabilities, binary, 0\/1 labels \(\d+ %\): every value lies in \[0, 1\]/m);
    assert.match(out, /✓ These give your loss\n {2}BCELoss +0\.14462153 /);
  });

  it("takes the input for what it is told", () => {
    const probabilities = json("evaluate", lesson, "--input", "animal_scores");
    assert.equal((probabilities.loss as number).toFixed(8), "0.17854164");
    assert.equal(probabilities.guessed, "target");
    const logits = json("evaluate", lesson, "--input", "animal_scores", "--as", "logits");
    assert.equal((logits.loss as number).toFixed(8), "0.66276923");
    assert.equal(logits.reading.inputKind, "logits");
    const named = json("evaluate", lesson, "--input", "genre_scores", "--target", "genre_targets", "--as", "logits");
    assert.equal((named.loss as number).toFixed(8), "0.58476716");
    assert.equal(named.guessed, null);
  });

  it("reads notebooks, JSON, logs and tables", () => {
    const notebook = json("evaluate", resolve(samples, "lesson.ipynb"), "--input", "spam_prob");
    assert.equal((notebook.loss as number).toFixed(8), "0.14462153");
    assert.equal((json("evaluate", files.path("arrays.json")).loss as number).toFixed(8), "0.14462153");
    const table = json("evaluate", files.path("scores.csv"), "--as", "logits");
    assert.equal(table.target.selector, "label");
    assert.equal(table.input.selector, "cat,dog,bird");
    assert.equal((table.loss as number).toFixed(8), "0.66276923");
    const log = json("evaluate", files.path("run.log"), "--as", "probabilities");
    // -(ln 0.8 + ln 0.8) / 2
    assert.ok(Math.abs((log.loss as number) + Math.log(0.8)) < 1e-12);
    const unnamed = json("evaluate", files.path("unnamed.py"), "--as", "logits");
    assert.equal(unnamed.input.selector, ":1");
    assert.equal(unnamed.guessed, null);
    assert.equal(unnamed.call?.line, 1);
  });

  it("takes the pair of the code's own call, with its options; what is typed comes first", () => {
    const called = json("evaluate", files.path("called.py"));
    assert.deepEqual([called.input.selector, called.target.selector, called.guessed], ["logits", "val", null]);
    assert.equal(called.call?.text, "F.cross_entropy(logits, val, weight=w, label_smoothing=0.1)");
    assert.equal(called.call?.line, 6);
    // torch, float64.
    assert.ok(Math.abs((called.loss as number) - 0.54384932099796) < 1e-6);
    const typed = json("evaluate", files.path("called.py"), "--label-smoothing", "0", "--weight", "[1, 1, 1]");
    assert.ok(Math.abs((typed.loss as number) - 0.17545638058931123) < 1e-6);
    const other = json("evaluate", files.path("called.py"), "--target", "train_target");
    assert.equal(other.target.selector, "train_target");
    assert.equal(other.call, null);
    const { out } = cli("evaluate", files.path("called.py"));
    assert.match(out, /As F\.cross_entropy\(logits, val, weight=w, .* has them \(line 6\)\./);
  });

  it("reads labels that are words, sessions, and what cells have printed", () => {
    const words = json("evaluate", files.path("words.csv"));
    assert.deepEqual([words.input.selector, words.target.selector], ["cat,dog,fish", "label"]);
    // (-ln 0.7 - ln 0.3 - ln 0.5) / 3
    assert.ok(Math.abs((words.loss as number) + Math.log(0.7 * 0.3 * 0.5) / 3) < 1e-12);
    const session = json("evaluate", files.path("session.log"));
    assert.deepEqual([session.input.selector, session.target.selector], ["logits", "labels"]);
    const notebook = json("evaluate", files.path("outputs.ipynb"));
    assert.equal(notebook.input.place, "output of cell 1, line 1");
    assert.ok(Math.abs((notebook.loss as number) - Math.log1p(Math.exp(-1))) < 1e-12);
  });

  it("takes targets that are typed", () => {
    const typed = json("evaluate", lesson, "--input", "animal_scores", "--target", "[0, 1, 2, 0]", "--as", "logits");
    assert.equal((typed.loss as number).toFixed(8), "0.66276923");
  });

  it("a name means its last array, unless what changed it since cannot be told", () => {
    assert.equal(json("evaluate", files.path("twice.py"), "--input", "x").input.selector, "x:3");
    assert.equal(json("evaluate", files.path("twice.py"), "--input", "x:1").input.selector, "x:1");
    const { error, status } = cli("evaluate", files.path("changed.py"), "--input", "x");
    assert.equal(status, 1);
    assert.match(
      error,
      /line 3: what changes x here cannot be told from the text; --input x:1 takes the array of line 1/,
    );
    assert.equal(json("evaluate", files.path("changed.py"), "--input", "x:1").input.selector, "x");
    const derived = json("evaluate", files.path("derived.py"), "--input", "logits", "--as", "logits");
    // torch: 0.4386315176151439, of float32 values in float64.
    const [first, second] = [Math.fround(0.8) - Math.fround(0.1), Math.fround(0.7) - Math.fround(0.2)];
    const loss = (Math.log1p(Math.exp(-first)) + Math.log1p(Math.exp(-second))) / 2;
    assert.ok(Math.abs((derived.loss as number) - loss) < 1e-12);
  });

  it("takes a guessed array as it is at the end of the file, however it was changed", () => {
    // log_softmax of what NumPy or torch holds there, the first label is 0 and the second 1.
    const head = "import torch\nlogits = torch.tensor([[2.0, 1.0], [0.0, 3.0]])\nlabels = torch.tensor([0, 1])\n";
    const loss = (a: number, b: number) => (Math.log1p(Math.exp(-a)) + Math.log1p(Math.exp(-b))) / 2;
    const changes: readonly (readonly [line: string, loss: number])[] = [
      ["logits.mul_(3)", loss(3, 9)],
      ["logits.fill_(0)", loss(0, 0)],
      ["logits *= 2", loss(2, 6)],
      ["logits[logits > 1] = 0", loss(-1, 0)],
      ["logits[0] += 9", loss(1, 3)],
      ["logits[0, 0] = 5", loss(4, 3)],
      ["for i in range(2): logits[i] = 0", loss(0, 0)],
      ["other = logits\nother.zero_()", loss(0, 0)],
      ["print(logits)", loss(1, 3)],
    ];
    for (const [line, expected] of changes) {
      const read = json("evaluate", files.write("inPlace.py", `${head}${line}\n`), "--as", "logits");
      assert.ok(Math.abs((read.loss as number) - expected) < 1e-6, line);
    }
    for (const line of ["logits.copy_(x)", "del logits", "shuffle(logits)", "np.random.shuffle(logits)"]) {
      const { error, status } = cli("evaluate", files.write("inPlace.py", `${head}${line}\n`));
      assert.equal(status, 1, line);
      assert.match(error, /what changes logits here cannot be told from the text; --input logits:2 takes/);
    }
  });

  it("nan and the infinities are strings in JSON", () => {
    const none = json("evaluate", files.path("infinite.py"), "--as", "logProbabilities", "--reduction", "none");
    assert.ok(typeof none.loss === "object");
    assert.deepEqual(none.loss.values, ["inf", 0.2]);
    assert.equal(
      json("evaluate", files.path("infinite.py"), "--as", "logProbabilities", "--expect", "inf").loss,
      "inf",
    );
  });

  it("nothing of a file moves the terminal's cursor", () => {
    const { out } = cli("list", files.path("hostile.json"));
    assert.match(out, /0\.|line 1/);
    assert.doesNotMatch(out.replaceAll("\n", ""), /\p{Cc}/u);
  });

  describe("--expect", () => {
    const spam = ["evaluate", lesson, "--input", "spam_prob"];

    for (const [loss, tolerance] of [["0.1446"], ["0.14462153"], ["0.15", "0.01"]] as const) {
      it(`${loss}${tolerance === undefined ? "" : ` ± ${tolerance}`} holds`, () => {
        const more = tolerance === undefined ? [] : ["--tolerance", tolerance];
        assert.equal(json(...spam, "--expect", loss, ...more).asExpected, true);
      });
    }

    it("another loss fails, with what gives it", () => {
      const { out, error, status } = cli("evaluate", lesson, "--input", "animal_scores", "--expect", "0.6628");
      assert.equal(status, 1);
      assert.match(error, /expected 0\.6628, but the loss is 0\.17854164, read as probabilities \(\d+ %\)/);
      assert.match(
        error,
        /0\.6628 is what CrossEntropyLoss, mean gives\. Softmax applied twice: these are already probabilities/,
      );
      assert.match(out, /^Loss 0\.17854164/m);
      assert.equal(cli(...spam, "--expect", "0.1447").status, 1);
      assert.equal(cli(...spam, "--expect", "0.15", "--tolerance", "0.001").status, 1);
    });
  });

  const failing: readonly (readonly [title: string, argv: readonly string[], says: RegExp])[] = [
    ["targets are missing", ["alone.py"], /nothing here fits x .*--target '\[0, 2, 1\]'/],
    ["the array is ragged", ["bad.py"], /bad\.py, line 1: .*at \[1\] has one element .* have 2/],
    ["the shapes do not fit", ["misfit.py", "--input", "x", "--target", "y_true"], /shape 4 do not fit .* shape 3/],
    ["there is no such name", ["alone.py", "--input", "z"], /no array “z”; it has x/],
    ["there is no such column", ["scores.csv", "--target", "fish"], /no column “fish”/],
    ["typed targets are broken", ["alone.py", "--target", "[0, 1"], /never closed/],
    ["a weight is broken", ["arrays.json", "--weight", "[1, two]"], /--weight: /],
  ];

  for (const [title, [file = "", ...rest], says] of failing) {
    it(`fails in one line where ${title}`, () => {
      const { error, status } = cli("evaluate", files.path(file), ...rest);
      assert.equal(status, 1);
      assert.match(error, says);
      assert.match(error, /^loss-lens: .*\n$/);
    });
  }
});

describe("loss-lens list", () => {
  it("shows every array with what to type for it", () => {
    const { out, status } = cli("list", lesson);
    assert.equal(status, 0);
    assert.equal(out.trimEnd().split("\n").length, 10);
    assert.match(out, /^animal_scores +line 32 +4 × 3 +float64$/m);
  });
});
