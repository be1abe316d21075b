import assert from "node:assert/strict";
import { existsSync, symlinkSync } from "node:fs";
import { run } from "../../../src/cli/run";
import pair from "../../sources/pair.json";
import { temporaryFiles } from "./files";

const cli = (...argv: readonly string[]) => run(argv, "1.2.3", false);
const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));

/** Written by numpy, torch and safetensors; the loss is torch's, in float64. */
const { rows, labels, loss } = pair;
const files = temporaryFiles({
  ...Object.fromEntries(
    (
      ["logits.npy", "labels.npy", "both.npz", "many.npz", "saved.pt", "tensors.safetensors", "unsigned.npy"] as const
    ).map((name) => [name, bytes(pair[name])]),
  ),
  "objects.npy": bytes(pair["objects.npy"]),
  "hostile.pt": bytes(pair["hostile.pt"]),
  "cut.npy": bytes(pair["logits.npy"]).subarray(0, 150),
  "text.npy": "[1, 2, 3]",
  "labels.csv": `id,label\n${labels.map((label, row) => `${row},${label}`).join("\n")}\n`,
  "rows.jsonl": rows.map((logits, row) => JSON.stringify({ logits, label: labels[row] })).join("\n"),
  "rows.json": JSON.stringify(rows.map((logits, row) => ({ logits, label: labels[row] }))),
  "code.py": `logits = ${JSON.stringify(rows)}\nweights = [1.0, 2.0]\n`,
});

describe("files of arrays on the command line", () => {
  after(() => files.remove());
  const at = files.path;

  const evaluations: readonly (readonly string[])[] = [
    [at("logits.npy"), "--targets", at("labels.npy")],
    [at("logits.npy"), "--target", `[${labels}]`],
    [at("both.npz")],
    [`${at("both.npz")}#logits`],
    [at("both.npz"), "--input", "logits", "--target", "labels"],
    [`${at("many.npz")}#b`, "--target", "y_true"],
    [`${at("many.npz")}#b`, "--target", `${at("both.npz")}#labels`],
    [at("saved.pt")],
    [at("tensors.safetensors")],
    [at("logits.npy"), "--target", at("unsigned.npy")],
    [at("logits.npy"), "--target", at("labels.csv")],
    [at("logits.npy"), "--target", `${at("labels.csv")}#label`],
    [at("logits.npy"), "--target", `${at("rows.jsonl")}#label`],
    [at("rows.jsonl")],
    [at("rows.json")],
    [at("rows.jsonl"), "--input", "logits", "--target", "label"],
    [at("rows.jsonl"), "--target", at("labels.npy")],
    [at("code.py"), "--target", at("labels.npy")],
  ];
  for (const argv of evaluations) {
    it(`gives torch's loss: ${argv.join(" ").replaceAll(at(""), "")}`, () => {
      const { out, error, status } = cli("evaluate", ...argv, "--json");
      assert.deepEqual([error, status], ["", 0]);
      const { loss: found } = JSON.parse(out) as { readonly loss: number };
      assert.ok(Math.abs(found - loss) <= 1e-12 * loss, `${found} instead of ${loss}`);
    });
  }

  it("says which type stands in the file, where losses have none such", () => {
    const { out } = cli("evaluate", at("logits.npy"), "--target", at("unsigned.npy"));
    assert.match(out, /unsigned\.npy +uint16, taken as int32 +5 +int32/);
  });

  it("lists what the header says", () => {
    assert.match(cli("list", at("both.npz")).out, /^logits +5 × 3 +float32\nlabels +5 +int64\n$/);
    assert.match(cli("list", at("saved.pt"), "--json").out, /"name": "targets"/);
  });

  it("asks for a name where several arrays would do", () => {
    const { error, status } = cli("evaluate", at("many.npz"));
    assert.equal(status, 1);
    assert.match(
      error,
      /many\.npz has several arrays, a \(5 × 3\), b \(5 × 3\), y_true \(5\); name one: .*many\.npz#a\n$/,
    );
    assert.match(cli("evaluate", `${at("both.npz")}#nothing`).error, /has no array “nothing”; it has logits/);
  });

  const refusals: readonly (readonly [file: string, words: RegExp])[] = [
    ["objects.npy", /it holds Python objects/],
    ["hostile.pt", /its pickle asks for posix\.system, and of pickles nothing runs here/],
    ["cut.npy", /the file is cut off: it has 150 bytes and needs \d+ or more/],
    ["text.npy", /this is not a file of NumPy, safetensors, torch or pickle/],
    ["none.npy", /does not exist/],
  ];
  for (const [file, words] of refusals) {
    for (const argv of [["list"], ["evaluate"], ["evaluate", at("logits.npy"), "--target"]]) {
      it(`${argv.join(" ").replaceAll(at(""), "")} refuses ${file} in one line`, () => {
        const { out, error, status } = cli(...argv, at(file));
        assert.equal(status, 1);
        assert.equal(out, "");
        assert.match(error, words);
        assert.equal(error.trim().split("\n").length, 1);
      });
    }
  }

  it("runs nothing of a pickle", () => assert.equal(existsSync("/tmp/executed"), false));

  it("reads through a link, and refuses one that leads nowhere or in a circle", function () {
    if (process.platform === "win32") this.skip();
    symlinkSync(at("labels.npy"), at("link.npy"));
    symlinkSync(at("gone.npy"), at("broken.npy"));
    symlinkSync(at("circle.npy"), at("circle.npy"));
    symlinkSync("/dev/zero", at("endless.npy"));
    assert.equal(cli("evaluate", at("logits.npy"), "--target", at("link.npy")).status, 0);
    assert.match(cli("list", at("broken.npy")).error, /does not exist/);
    assert.match(cli("list", at("circle.npy")).error, /cannot be read \(ELOOP\)/);
    assert.match(cli("list", at("endless.npy")).error, /is a device or a socket/);
  });

  for (const command of ["check", "ask"]) {
    it(`${command} says what reads such a file`, () => {
      const { error, status } = cli(command, at("logits.npy"));
      assert.equal(status, 2);
      assert.match(error, /is a NumPy \.npy file, not text; loss-lens evaluate reads its arrays/);
    });
  }
});
