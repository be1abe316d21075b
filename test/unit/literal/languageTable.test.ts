import assert from "node:assert/strict";
import { labelsFrom, languageIdOf, languageOf, languages } from "../../../src/literal/languages/languages";
import { plainLexis } from "../../../src/literal/text/lexis";

describe("the table of languages", () => {
  it("gives every id and every end of a file's name to one language", () => {
    const ids = languages.flatMap((each) => Object.keys(each.ids));
    assert.deepEqual(ids.length, new Set(ids).size);
    const ends = languages.flatMap((each) =>
      Object.values(each.ids).flatMap((extensions) => extensions.split(" ").filter((end) => end !== "")),
    );
    assert.deepEqual(ends.length, new Set(ends).size);
  });

  it("knows files by the ends of their names", () => {
    const expected = {
      "a.py": "python",
      "A.CPP": "cpp",
      "b.tar.jl": "julia",
      "m.m": "matlab",
      "x.unknown": "plaintext",
    };
    for (const [name, id] of Object.entries(expected)) assert.equal(languageIdOf(name), id, name);
    assert.equal(languageIdOf("README"), "plaintext");
    assert.equal(languageIdOf("dot."), "plaintext");
  });

  it("counts classes from 1 where the language does", () => {
    for (const id of ["julia", "r", "matlab", "octave", "Julia"]) assert.equal(labelsFrom(id), 1, id);
    for (const id of ["python", "c", "plaintext", "constructor"]) assert.equal(labelsFrom(id), 0, id);
  });

  it("reads an unknown id as plain text", () => {
    for (const id of ["plaintext", "log", "toString", "__proto__"]) assert.equal(languageOf(id, "").isProse, true, id);
  });

  it("gives no language the functions of another by saying nothing", () => {
    const pythonic = languages.filter(({ functions }) => functions === undefined);
    // Python itself, and what holds data or words rather than code.
    assert.equal(pythonic.filter(({ isData }) => !isData).length, 1);
    assert.equal(plainLexis.isData, false);
  });
});
