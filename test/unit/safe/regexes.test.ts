import assert from "node:assert/strict";
import { knownRegexes, nameOf, sourceRegexes } from "../../../scripts/regexes";

describe("regular expressions", () => {
  const { linear, superlinear } = knownRegexes();
  let found: ReturnType<typeof sourceRegexes>;

  before(() => (found = sourceRegexes()));

  it("are proven linear, or known not to be: new ones are asked about by npm run lint:regexes", () => {
    const known = new Set([...linear, ...superlinear]);
    const unknown = found.filter((each) => !known.has(nameOf(each)));
    assert.deepEqual(
      unknown.map(({ file, ...each }) => `src/${file}: ${nameOf({ file, ...each })}`),
      [],
    );
  });

  it("that were mended leave the list", () => {
    const written = new Set(found.map(nameOf));
    assert.deepEqual(
      superlinear.filter((name) => !written.has(name)),
      [],
    );
  });
});
