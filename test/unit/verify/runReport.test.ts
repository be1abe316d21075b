import assert from "node:assert/strict";
import { parseHexFloat } from "../../../src/live/pythonNumbers";
import type { Tensor } from "../../../src/tensor/tensor";
import { type Agreement, agreementOf } from "../../../src/verify/agreement";
import { readRunReport } from "../../../src/verify/runReport";
import type { Expected } from "../../../src/verify/verifyJob";

describe("float.hex", () => {
  // As CPython prints them.
  const floats: readonly (readonly [hex: string, value: number])[] = [
    ["0x0.0p+0", 0],
    ["-0x0.0p+0", -0],
    ["0x1.8000000000000p+1", 3],
    ["0x1.999999999999ap-4", 0.1],
    ["-0x1.921fb54442d18p+1", -Math.PI],
    ["0x1.fffffffffffffp+1023", Number.MAX_VALUE],
    ["0x0.0000000000001p-1022", 5e-324],
    ["0x0.fffffffffffffp-1022", 2.225073858507201e-308],
    ["0x1.0000000000000p-1022", 2.2250738585072014e-308],
    ["nan", Number.NaN],
    ["inf", Number.POSITIVE_INFINITY],
    ["-inf", Number.NEGATIVE_INFINITY],
  ];
  for (const [hex, value] of floats) it(`${hex} is ${value}`, () => assert.ok(Object.is(parseHexFloat(hex), value)));

  for (const text of ["", "0.5", "0x1p", "0x2.0p+0", "0x1.0p+99999", "0x1.00000000000000p+0", "constructor", "NaN"]) {
    it(`“${text}” is none`, () => assert.equal(parseHexFloat(text), undefined));
  }
});

const versions = { python: "3.12.1", torch: "2.13.0+cpu" };

describe("a runner's report", () => {
  it("is read where it is whole", () => {
    const value = { ...versions, shape: [2], dtype: "torch.float64", values: ["0x1.8000000000000p+1", "nan"] };
    assert.deepEqual(readRunReport(JSON.stringify(value)), {
      ...{ ...versions, kind: "value", shape: [2], dtype: "torch.float64", item: undefined },
      values: [
        { value: 3, hex: "0x1.8000000000000p+1" },
        { value: Number.NaN, hex: "nan" },
      ],
    });
    assert.deepEqual(readRunReport('{"python": "3.8.0", "missing": "torch"}'), {
      ...{ python: "3.8.0", torch: undefined, kind: "missing", module: "torch" },
    });
  });

  const garbage = [
    ...["", "null", "7", "[]", "{", "{}", '{"python": 3}', '{"python": "3", "values": []}'],
    '{"python": "3", "values": ["0.5"], "shape": [], "dtype": "torch.float64"}',
    '{"python": "3", "values": ["nan"], "shape": [-1], "dtype": "torch.float64"}',
    '{"python": "3", "exception": {"type": 1, "message": "x"}}',
    '{"python": "3", "pytest": "8", "exit": "0"}',
    "[".repeat(100_000),
  ];
  for (const text of garbage) {
    it(`is not made of ${text.slice(0, 60)}`, () => assert.equal(readRunReport(text), undefined));
  }
});

describe("agreement", () => {
  const tensor = (...values: readonly number[]): Tensor => {
    return { data: Float64Array.from(values), shape: values.length === 1 ? [] : [values.length], dtype: "float64" };
  };
  const value = (dtype: string, item: string | undefined, ...values: readonly number[]) => ({
    ...{ ...versions, kind: "value" as const, dtype, item, shape: values.length === 1 ? [] : [values.length] },
    values: values.map((each) => ({ value: each, hex: "" })),
  });
  const expects = (expected: Tensor, item?: string): Expected => ({ kind: "value", value: expected, item });
  const raises: Expected = { kind: "exception", type: "ValueError", message: "no" };

  const cases: readonly (readonly [what: string, found: Parameters<typeof agreementOf>[0], Expected, Agreement])[] = [
    ["the same bits", value("torch.float64", "0.1", 0.1), expects(tensor(0.1)), "equal"],
    ["nan", value("torch.float64", "nan", Number.NaN), expects(tensor(Number.NaN)), "equal"],
    ["another order of a sum", value("torch.float64", "0.3", 0.30000000000000004), expects(tensor(0.3)), "agrees"],
    ["another number", value("torch.float64", "0.3", 0.3000001), expects(tensor(0.3)), "differs"],
    ["float32's rounding", value("torch.float32", "0.3", Math.fround(0.3)), expects(tensor(0.3)), "agrees"],
    ["what .item() shows", value("torch.float32", "0.25", 0.25), expects(tensor(0.2500001), "0.25"), "equal"],
    ["another loss in float32", value("torch.float32", "0.31", 0.31), expects(tensor(0.3)), "differs"],
    [
      "infinity for a large number",
      value("torch.float16", "inf", Number.POSITIVE_INFINITY),
      expects(tensor(1e5)),
      "differs",
    ],
    ["a number for infinity", value("torch.float64", "1.0", 1), expects(tensor(Number.POSITIVE_INFINITY)), "differs"],
    ["several", value("torch.float64", undefined, 1, 2), expects(tensor(1, 2)), "equal"],
    ["another shape", value("torch.float64", undefined, 1, 2), expects(tensor(1)), "differs"],
    ["another type", value("torch.complex64", "1", 1), expects(tensor(2)), "unknown"],
    ["a value for an exception", value("torch.float64", "1", 1), raises, "differs"],
    ["the exception", { ...versions, kind: "raised", type: "ValueError", message: "no" }, raises, "equal"],
    ["another exception", { ...versions, kind: "raised", type: "ValueError", message: "yes" }, raises, "differs"],
    ["no torch", { ...versions, kind: "missing", module: "torch" }, raises, "unknown"],
    ["a test that passes", { ...versions, kind: "tested", pytest: "9", exit: 0 }, { kind: "passes" }, "agrees"],
    ["a test that fails", { ...versions, kind: "tested", pytest: "9", exit: 1 }, { kind: "passes" }, "differs"],
    ["a test that was not run", { ...versions, kind: "tested", pytest: "9", exit: 4 }, { kind: "passes" }, "unknown"],
  ];
  for (const [what, found, expected, agreement] of cases) {
    it(`${what}: ${agreement}`, () => assert.equal(agreementOf(found, expected), agreement));
  }
});
