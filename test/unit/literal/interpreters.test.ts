import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { numel } from "../../../src/tensor/tensor";

type Nest = number | boolean | string | readonly Nest[];

interface Judged {
  readonly version: string;
  readonly cases: readonly { readonly text: string; readonly value: Nest | OctaveValue | null }[];
}

interface OctaveValue {
  readonly class: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | string)[];
}

const judged: Readonly<Record<string, Judged>> = JSON.parse(
  readFileSync(join(__dirname, "../../golden/interpreters.json"), "utf8"),
);

/** What the interpreters make an array of, and the extension refuses to read: methods, functions and signs that it does not model. */
const refused: ReadonlySet<string> = new Set([
  ...[
    "[[0.5] * 3, [1, 2, 3]]",
    "[1] + [2, 3]",
    "[1, 2].freeze",
    "[3, 1, 2].sort",
    "[-1.abs, 2.0.to_i]",
    "Array.new(3, 0.5)",
  ],
  ...["[...[1, 2], 3]", "[M_PI, sqrt(4), exp(0)]", "array_fill(0, 3, 0.5)", "[7.5 % 2, -7.5 % 2]"],
  ...["{0x1F, 0xA.8p0, 1e2}", "{[1] = 5, [2] = 6}", "{1 << 3, 0xFF & 0x0F, 1 | 6}"],
  ...[
    "[7 / 2; -7 / 2; 7 mod 3; -7 mod 3]",
    "[sqrt 4.; exp 0.]",
    "[1 lsl 3; 0xFF land 0x0F]",
    "[~-1; - 2]",
    "[1.e3; 0x1p3]",
  ],
  ...[
    "[7/2, 2\\7, 0x1F, 1e3]",
    "int32([1.5 2.5 -1.5])",
    "int32([7 8]) / 2",
    "[1 2](2)",
    "diag([1 2])",
    "~[1 0]",
    "!true",
  ],
  ...[
    "[a=1, 2]",
    "mod(-7, 3)",
    "[1'; 2']",
    "[2 3].^2.^2",
    "[1 .. 4]",
    "[(1) x 3]",
    "[2 3].^2.^2",
    "[1 .. 4]",
    "[(1) x 3]",
  ],
]);

function shapeOf(value: Nest): readonly number[] {
  return typeof value === "object" ? [value.length, ...(value.length > 0 ? shapeOf(value[0]) : [])] : [];
}

function flat(value: Nest): readonly number[] {
  return typeof value === "object"
    ? value.flatMap(flat)
    : [Number(value === "inf" || value === "-inf" ? value.replace("inf", "Infinity") : value)];
}

function isOctave(value: Nest | OctaveValue): value is OctaveValue {
  return typeof value === "object" && "class" in value;
}

for (const [language, { version, cases }] of Object.entries(judged)) {
  describe(`Array literals as ${language} ${version} evaluates them`, () => {
    for (const { text, value } of cases) {
      it(text, () => {
        const read = parseLiteral(text, language);
        if (value === null || refused.has(text)) {
          assert.equal(read.kind, "unreadable");
          return;
        }
        assert.ok(read.kind === "literal", JSON.stringify(read));
        const { data, shape, dtype } = read.tensor;
        const expected = isOctave(value) ? flat(value.values) : flat(value);
        const isSingle = isOctave(value) && value.class === "single";
        assert.deepEqual(isSingle ? [...data].map(Math.fround) : [...data], expected);
        if (isOctave(value)) assert.equal(numel(shape), numel(value.shape));
        else assert.deepEqual(shape, shapeOf(value));
        if (expected.some((x) => !Number.isInteger(x))) assert.match(dtype, /^float/);
      });
    }
  });
}
