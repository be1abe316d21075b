import assert from "node:assert/strict";
import { parseModule } from "../../../../src/python/parse/parseModule";
import { sketch } from "./sketch";

const table: readonly (readonly [text: string, tree: string])[] = [
  [`'a' "b" '''c'''`, '"abc"'],
  [`r'\\n' u'\\n' R"\\x"`, '"\\\\n\\n\\\\x"'],
  [`b'\\xff\\u0041' Rb'\\d'`, 'b"ÿ\\\\u0041\\\\d"'],
  [`'\\x41\\101\\u0041\\U0001F600\\d\\'\\\\'`, '"AAA😀\\\\d\'\\\\"'],
  ["'a\\\nb'", '"ab"'],
  ["'''a\r\nb'''", '"a\\nb"'],
  [`"""a"b""c"""`, '"a\\"b\\"\\"c"'],
  [`f"a{x}b{y!r:>{w}.{p}}c{{z}}"`, "f{x, y, w, p}"],
  [`f"{x=}{x = !s}{x == y}{x != y}{x <= y}"`, "f{x, x, (x == y), (x != y), (x <= y)}"],
  [`f"{d["k"]}" 'b' rf'{x:\\d}'`, 'f{d["k"], x}'],
  [`f"{f"{f"{1 + 1}"}"}"`, "f{f{f{(1 + 1)}}}"],
  [`f"{{}}" ""`, "f{}"],
  [
    `f"{a, b}{*c, d}{yield e}{(lambda x: 1)}{ {1: 2}[1] }"`,
    "f{(a, b,), (*c, d,), (yield e), (lambda x: 1), {1: 2}[1]}",
  ],
  [`f"{x:%Y-%m-%d}{[1, 2][0]:{"a"}}"`, 'f{x, <2: 1 2>[0], "a"}'],
  ["f'''{\n  x  # why }\n}'''", "f{x}"],
  ["f'{\nx\n}'", "f{x}"],
  [`f"\\N{BULLET} {x}"`, "f{x}"],
  [`f"{x y}" + f"{z}"`, "(f{?} + f{z})"],
];

describe("Strings of Python", () => {
  for (const [text, tree] of table) it(text, () => assert.equal(sketch(text), tree));

  it("places the fields of an f-string in the text", () => {
    const text = `print(1, f"é {f'{ab}'} {cd:{ef}}")`;
    const places: string[] = [];
    JSON.stringify(parseModule(text), (_, node) => {
      if (node?.kind === "name") places.push(text.slice(node.start, node.end));
      return node;
    });
    assert.deepEqual(places, ["print", "ab", "cd", "ef"]);
  });

  it("reads f-strings within f-strings to a limit", () => {
    let text = "x";
    for (let i = 0; i < 20; i++) text = `f"{${text}}"`;
    assert.match(sketch(text), /^(f\{){9}\?\}{9}$/);
  });
});
