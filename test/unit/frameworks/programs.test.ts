import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { programs } from "../../frameworks/programs";

/** The programs that the table of frameworks gives away, and what the real libraries printed: test/frameworks/run_programs.py. */

interface Run {
  readonly pair: string;
  readonly framework: string;
  readonly program: string;
  readonly printed: number | "inf" | "-inf" | "nan";
}

const runs = JSON.parse(
  readFileSync(new URL("../../frameworks/programs.json", import.meta.url), "utf8"),
) as readonly Run[];

describe("the same loss in other frameworks", () => {
  const written = new Map(programs().map((each) => [`${each.pair} in ${each.framework}`, each]));

  it("is written for each that was run, and for no other", () => {
    assert.deepEqual([...written.keys()].sort(), runs.map(({ pair, framework }) => `${pair} in ${framework}`).sort());
  });

  for (const { pair, framework, program, printed } of runs) {
    it(`${pair} in ${framework}`, () => {
      const own = written.get(`${pair} in ${framework}`);
      assert.equal(own?.program, program);
      const real = Number(String(printed).replace("inf", "Infinity"));
      assert.ok(
        own?.value === real || Math.abs((own?.value ?? Number.NaN) - real) <= 3e-6 * Math.max(1, Math.abs(real)),
        `${own?.value} is ${printed} there`,
      );
    });
  }
});
