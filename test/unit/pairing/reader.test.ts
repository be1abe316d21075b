import assert from "node:assert/strict";
import { pairAt } from "../../../src/pairing/pairAt";
import { Reader } from "../../../src/pairing/reader";
import { interpretInParts } from "../../../src/python/interpret/interpret";
import type { TextUnit } from "../../../src/textUnit";

const code = `import torch, torch.nn.functional as F
logits = torch.tensor([[2.0, -1.0], [0.1, 3.2]])
labels = torch.tensor([0, 1])
F.cross_entropy(logits, labels)
`;

function counting() {
  let count = 0;
  const reader = new Reader((units) => {
    count++;
    return interpretInParts(units);
  });
  const unit = (version: number, text: string, id = "a"): TextUnit => {
    return { id, version, languageId: "python", text, role: "code" };
  };
  const look = (...units: readonly TextUnit[]) => {
    const sheet = reader.read(units);
    for (const place of ["[[2.0", "labels)", "F.cross"]) {
      const start = sheet.units[0].text.indexOf(place);
      pairAt(sheet, [{ unit: 0, start, end: start }], { pinned: undefined, largest: 200_000 });
    }
    return sheet;
  };
  return { look, unit, count: () => count };
}

describe("a sheet is read once", () => {
  it("however often and wherever it is looked at", () => {
    const { look, unit, count } = counting();
    look(unit(1, code));
    look(unit(1, code));
    assert.equal(count(), 1);
  });

  it("anew once for every version", () => {
    const { look, unit, count } = counting();
    for (const version of [1, 2, 3]) {
      look(unit(version, `${code}# ${version}`));
      look(unit(version, `${code}# ${version}`));
    }
    assert.equal(count(), 3);
  });

  it("as one of two documents between which a person goes to and fro", () => {
    const { look, unit, count } = counting();
    for (let turn = 0; turn < 3; turn++) for (const id of ["a", "b"]) look(unit(1, code, id));
    assert.equal(count(), 2);
  });

  it("and its arrays are the very same", () => {
    const { look, unit } = counting();
    const [first, second] = [look(unit(1, code)), look(unit(1, code))];
    assert.equal(first.named[0].read(), second.named[0].read());
  });

  it("a cell whose neighbour changed keeps its arrays", () => {
    const { look, unit } = counting();
    const first = look(unit(1, "x = [0.1, 0.9]\nlabels = [1, 0]\nF.cross", "a"), unit(1, "y = [1]", "b"));
    const second = look(first.units[0], unit(2, "y = [2]", "b"));
    assert.equal(first.unitArrays(0), second.unitArrays(0));
  });

  it("nothing is interpreted where there is no Python", () => {
    let count = 0;
    const reader = new Reader((units) => {
      count++;
      return interpretInParts(units);
    });
    const unit: TextUnit = {
      id: "a",
      version: 1,
      languageId: "json",
      text: '{"x": [0.1, 0.9], "y": [1, 0]}',
      role: "code",
    };
    pairAt(reader.read([unit]), [{ unit: 0, start: 8, end: 8 }], { pinned: undefined, largest: 200_000 });
    assert.equal(count, 0);
  });
});
