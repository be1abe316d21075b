import assert from "node:assert/strict";
import { lossBars } from "../../../src/render/lossBars";
import { evaluation } from "../panel/pairs";

const colours = { bar: "#111111", wrong: "#222222", text: "#333333" };

function picture(input: string, target: string) {
  const { reference } = evaluation(input, target, { choice: { inputKind: "probabilities" } });
  assert.ok(reference.kind === "reference");
  return lossBars(reference.samples, reference.summary.chance, colours);
}

const count = (svg: string | undefined, part: RegExp) => svg?.match(new RegExp(part, "g"))?.length ?? 0;

/** The bars of a picture: where each stands, and how high it reaches. */
const bars = (svg: string | undefined) => [
  ...(svg ?? "").matchAll(
    /<path d="M[\d.]+ ([\d.]+)(?:V([\d.]+)|l)[^"]*" fill="(?:#[12]{6}"|none" stroke="#[12]{6}")/g,
  ),
];

/** 1,000 samples of two classes, all expected to be the first; the probability of it is from 0.001 to 1. */
const many = picture(
  `[${Array.from({ length: 1000 }, (_, row) => `[${(row + 1) / 1000}, ${1 - (row + 1) / 1000}]`).join(", ")}]`,
  `[${Array(1000).fill(0).join(", ")}]`,
);

describe("the losses in the hover", () => {
  it("are not drawn for a single sample", () => assert.equal(picture("[[0.8, 0.2]]", "[0]"), undefined));

  it("are a bar a sample with its value, a wrong one in another colour and with a word", () => {
    const svg = picture("[[0.8, 0.2], [0.7, 0.3]]", "[0, 1]")?.svg;
    assert.equal(bars(svg).length, 2);
    // −ln 0.8 and −ln 0.3
    assert.match(svg ?? "", />0\.223<.*#222222.*>1\.204 wrong</);
  });

  it("have no height where they are infinite or not a number, only an outline", () => {
    const svg = picture("[[0.0, 1.0], [nan, 0.5], [0.5, 0.5]]", "[0, 0, 0]")?.svg;
    assert.equal(bars(svg).length, 3);
    assert.equal(count(svg, /<path[^>]*fill="none" stroke="#[12]{6}"/), 2);
    assert.match(svg ?? "", />inf wrong</);
  });

  it("of many samples are few bars from the worst to the best of all", () => {
    const svg = many?.svg ?? "";
    assert.ok(bars(svg).length <= 60);
    assert.match(svg, />worst 6\.9078<.*>best 0\.0000</);
    const heights = bars(svg).map(([, zero, top]) => Number(zero) - Number(top));
    assert.deepEqual(
      heights,
      heights.toSorted((a, b) => b - a),
    );
  });

  it("show what a guess costs unless that is far above them", () => {
    assert.match(many?.svg ?? "", />chance 0\.6931</);
    assert.doesNotMatch(picture("[[0.9, 0.1], [0.95, 0.05]]", "[0, 0]")?.svg ?? "", /chance/);
  });

  it("are in words too", () => {
    assert.match(
      many?.alternative ?? "",
      /^Losses of 1000 samples from the worst to the best: 6\.908, .* A guess costs 0\.6931\.$/,
    );
  });
});
