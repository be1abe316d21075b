import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import {
  csvCell,
  escapeHtml,
  escapeMarkdown,
  escapeXml,
  markdown,
  markdownCode,
  markdownLink,
  markdownSentence,
  python,
  pythonComment,
  pythonName,
  pythonString,
} from "../../../src/render/writtenText";

const repository = resolve(__dirname, "../../..");

describe("texts that programs read", () => {
  it("are no raw strings to the compiler", () => {
    const folder = mkdtempSync(join(__dirname, "types-"));
    try {
      const project = join(folder, "tsconfig.json");
      writeFileSync(
        project,
        JSON.stringify({
          extends: "../../../tsconfig.json",
          include: [],
          files: ["../writtenText.types.ts", "../../../../src/host/buildParts.d.ts"],
        }),
      );
      const compiler = join(repository, "node_modules/typescript/bin/tsc");
      const { stdout, status } = spawnSync(process.execPath, [compiler, "-p", project, "--noEmit"], {
        encoding: "utf8",
      });
      assert.equal(stdout, "");
      assert.equal(status, 0);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("are made by their encoders alone", () => {
    const types =
      /\bas (?:unknown as )?(?:PythonSource|MarkdownText|CsvText|HtmlText|SvgText|JsonText|PlainText|WrittenText|TemplateStringsArray)\b/;
    const files = readdirSync(join(repository, "src"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && name !== join("render", "writtenText.ts"))
      .filter((name) => types.test(readFileSync(join(repository, "src", name), "utf8")));
    assert.deepEqual(files, []);
  });

  const hostile = "]( `x` <img src=x onerror='f()'> \"); import os # {0}\n=cmd|' /C calc'!A0 \\ $(trash) \u2028";

  it("keep what is put in within its place", () => {
    assert.equal(JSON.parse(pythonString(hostile)), hostile);
    assert.equal(pythonName("x); import os #"), '"x); import os #"');
    assert.equal(pythonName("self.logits"), "self.logits");
    assert.equal(python`a = ${Number.NaN}`, 'a = float("nan")');
    assert.ok(!/[\n\r\u2028]/.test(pythonComment(hostile)));
    assert.ok(!/(?<!\\)[<[\]`$(]/.test(escapeMarkdown(hostile)));
    assert.ok(!/[<>"']/.test(escapeHtml(hostile)));
    assert.ok(!/[<>"']/.test(escapeXml(hostile)));
    assert.equal(csvCell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
    assert.equal(csvCell("\n=1+1"), '"\'\n=1+1"');
    assert.equal(csvCell("\uff1d1+1"), "'\uff1d1+1");
    // XML 1.0 has no place for these: the picture would not be drawn at all.
    assert.equal(escapeXml("a\0b\x1b[31m\ud800"), "a\ufffdb\ufffd[31m\ufffd");
    assert.equal(escapeXml("😀\t\n"), "😀\t\n");
    assert.equal(pythonComment("a\ud800b"), "# a b");
    assert.equal(csvCell("-0.5"), "-0.5");
  });

  it("end neither code nor a link early in Markdown", () => {
    assert.equal(markdownCode("a"), "`a`");
    assert.equal(markdownCode("a ``b`` c"), "``` a ``b`` c ```");
    assert.equal(
      markdownLink(markdown`here`, "command:x?%5B%22)%22%5D)[y](z)"),
      "[here](command:x?%5B%22%29%22%5D%29[y]%28z%29)",
    );
    assert.equal(markdownSentence("with {0} as *{1}*", markdownCode("x"), markdown`y`), "with `x` as \\*y\\*");
  });
});
