import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { causeExamples } from "../../../scripts/causesPage";
import { repository } from "../../../scripts/l10nTexts";
import { libraryExports, libraryPage } from "../../../scripts/libraryPage";
import { schemaFiles } from "../../../scripts/schemas";
import { ask } from "../../../src/ask";
import { run } from "../../../src/cli/run";

describe("docs/library-reference.md", () => {
  it("is what the sources say today: npm run docs", () => {
    assert.equal(readFileSync(resolve(repository, "docs/library-reference.md"), "utf8"), libraryPage());
  });

  it("has every export of the library, functions with what they do", () => {
    const exported = libraryExports();
    assert.ok(exported.length > 50);
    assert.deepEqual(
      exported.filter(({ kind, words }) => kind === "function" && words === "").map(({ name }) => name),
      [],
    );
  });
});

describe("docs/schemas", () => {
  for (const [path, text] of schemaFiles()) {
    it(`${path} is the schema of today: npm run docs`, () => {
      assert.equal(readFileSync(resolve(repository, path), "utf8"), text);
    });
  }

  const ajv = new Ajv2020({ allErrors: true });
  const validator = (path: string) => ajv.compile(JSON.parse(schemaFiles().get(path)!));
  const folder = mkdtempSync(join(tmpdir(), "schemas-"));
  after(() => rmSync(folder, { recursive: true }));

  it("holds of what check prints: files that are right, wrong and raise, a notebook, an empty one", () => {
    for (const { cause, program } of causeExamples()) writeFileSync(join(folder, `${cause}.py`), program);
    writeFileSync(join(folder, "empty.py"), "");
    const validate = validator("docs/schemas/check.schema.json");
    const { out } = run(["check", "--json", folder, resolve(repository, "samples")], "0.0.0", false);
    const printed = JSON.parse(out);
    assert.ok(printed.files.length > causeExamples().length);
    validate(printed);
    assert.deepEqual(validate.errors ?? [], []);
  });

  it("holds of what ask answers", () => {
    const validate = validator("docs/schemas/ask.schema.json");
    const pastes = resolve(repository, "test/paste");
    const texts = readdirSync(pastes, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(?:txt|md|log)$/.test(name))
      .map((name) => readFileSync(join(pastes, name), "utf8"));
    for (const text of ["", "loss: 2.3026", ...causeExamples().map(({ program }) => program), ...texts]) {
      validate(JSON.parse(JSON.stringify(ask(text))));
      assert.deepEqual(validate.errors ?? [], [], text.slice(0, 80));
    }
  });

  it("refuses what is none of it", () => {
    const validate = validator("docs/schemas/check.schema.json");
    const { out } = run(["check", "--json", resolve(repository, "samples/lesson.py")], "0.0.0", false);
    const printed = JSON.parse(out) as { files: { calls: object[] }[] };
    const [file] = printed.files;
    assert.ok(validate(printed));
    assert.ok(!validate({ ...printed, schema: 3 }));
    assert.ok(!validate({ ...printed, files: [{ ...file, calls: [{ ...file.calls[0], verdict: "maybe" }] }] }));
    assert.ok(!validate({ ...printed, files: [{ ...file, more: 1 }] }));
  });
});
