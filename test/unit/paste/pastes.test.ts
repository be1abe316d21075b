import assert from "node:assert/strict";
import { faults, pasteCases } from "../../paste/cases";

describe("pastes", () => {
  const cases = pasteCases();

  it("are many, with controls among them", () => {
    assert.ok(cases.length >= 190, String(cases.length));
    assert.ok(cases.filter(({ causes }) => causes.includes(null)).length >= 20);
  });

  for (const each of cases) {
    it(`say what is the matter: ${each.name}`, () => assert.deepEqual(faults(each), []));
  }
});
