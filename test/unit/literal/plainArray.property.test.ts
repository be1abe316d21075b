import assert from "node:assert/strict";
import fc from "fast-check";
import { parseLiteral } from "../../../src/literal/parseLiteral";

/** Numbers as people write them, with the ones that a narrower type or an integer's 64 bits cannot hold. */
const number = fc.oneof(
  fc.integer().map(String),
  fc.integer({ min: -9, max: 9 }).map((n) => `${n}.`),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.constantFrom("-0", "-0.0", "1e-46", "3.5e38", "1e308", "9007199254740993", "9223372036854775808", "True"),
);
const list = fc.oneof(
  fc.array(number, { minLength: 1, maxLength: 5 }).map((row) => `[${row.join(", ")}]`),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    )
    .map((rows) => `[${rows.map((row) => `[${row.join(", ")}]`).join(", ")}]`),
);

/** What is read, without the places. */
function outcome(text: string): unknown {
  const result = parseLiteral(text, "python");
  if (result.kind !== "literal") return result.diagnostics.map(({ code }) => code);
  const { data, shape, dtype } = result.tensor;
  return { data: [...data], shape, dtype, notes: result.diagnostics?.map(({ code }) => code) };
}

describe("arrays of plain numbers", () => {
  // The empty keyword leaves the value as it is and sends the call to the interpreter.
  for (const [plain, asked] of [
    ["np.array(LIST)", "np.array(LIST, copy=True)"],
    ["np.asarray(LIST)", "np.asarray(LIST, order=None)"],
    ["torch.tensor(LIST)", "torch.tensor(LIST, requires_grad=False)"],
    ["torch.as_tensor(LIST)", "torch.as_tensor(LIST, device='cpu')"],
  ])
    it(`${plain} is what the interpreter makes of ${asked}`, () => {
      fc.assert(
        fc.property(list, (written) => {
          assert.deepEqual(outcome(plain.replace("LIST", written)), outcome(asked.replace("LIST", written)));
        }),
        { numRuns: 300 },
      );
    });
});
