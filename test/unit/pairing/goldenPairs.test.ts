import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../src/check";
import { rankReadings } from "../../../src/engine/rankReadings";
import { rankCandidates } from "../../../src/pairing/candidates";
import { tensorOf } from "../../../src/pairing/foundArray";
import { guessPair } from "../../../src/pairing/guessPair";
import { arrayText, sheetOf, unit } from "./sheets";

/** A text as people write it, or the file of one, and what it is about. */
interface GoldenPair {
  readonly title: string;
  readonly languageId: string;
  readonly text?: string;
  readonly file?: string;
  /** The arrays as the call has them, or by their names. */
  readonly input: string;
  readonly target: string;
  readonly shapes: readonly [string, string];
  /** What says so. */
  readonly why: string;
  /** Which of the arrays that may be targets it is where the call is not asked; null where it is none of them, or has no name. */
  readonly rank: number | null;
  /** Whether torch takes the target as it is, or only along another axis or out of range. */
  readonly fit: string;
  /** `logits multiclass classIndices@1`: the likeliest, and how likely. */
  readonly reading: string;
  readonly band: "high" | "middle" | "low";
  /** Of the call, where there is one: torch's value, null where it raises. */
  readonly verdict: string | null;
  readonly cause: string | null;
  readonly value: number | null;
}

const { pairs }: { readonly pairs: readonly GoldenPair[] } = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "golden", "pairs.json"), "utf8"),
);

function bandOf(confidence: number): GoldenPair["band"] {
  return confidence >= 0.75 ? "high" : confidence >= 0.5 ? "middle" : "low";
}

function textOf({ text, file = "" }: GoldenPair): string {
  return text ?? readFileSync(join(__dirname, "field", file), "utf8");
}

describe("two hundred pairs as people write them", () => {
  it("all of them are there, of every band and verdict", () => {
    assert.equal(pairs.length, 205);
    assert.equal(new Set(pairs.map(textOf)).size, pairs.length);
    const count = (test: (pair: GoldenPair) => boolean) => pairs.filter(test).length;
    for (const band of ["high", "middle", "low"]) assert.ok(count((pair) => pair.band === band) >= 6, band);
    for (const verdict of ["right", "wrong", "raises", "unsure", null])
      assert.ok(count((pair) => pair.verdict === verdict) >= 10, String(verdict));
    for (const [band, verdict] of [
      ["low", "wrong"],
      ["middle", "unsure"],
    ])
      assert.ok(count((pair) => pair.band === band && pair.verdict === verdict) >= 2, `${band} ${verdict}`);
    for (const rank of [1, 2, null]) assert.ok(count((pair) => pair.rank === rank) >= 10, String(rank));
  });

  for (const golden of pairs) {
    const { title, languageId, input, target, shapes, why, rank, reading, band, verdict, cause, value, fit } = golden;
    const text = textOf(golden);
    it(title, () => {
      const sheet = sheetOf(unit(text, languageId));
      const pair = guessPair(sheet, { input: undefined, target: undefined });
      assert.ok(pair?.target !== undefined);
      assert.equal(
        `${arrayText(pair.input)} ${pair.why} ${arrayText(pair.target)}`,
        `${input} ${shapes[0]} ${why} ${target} ${shapes[1]}`,
      );

      // Without the call, names, values and places find the same target.
      const candidates = rankCandidates(sheet, pair.input, pair.input.place);
      const at = candidates.findIndex(({ candidate }) => candidate.name !== undefined && candidate.name === target);
      assert.equal(at === -1 ? null : at + 1, rank);
      if (why !== "call") {
        const [first] = candidates;
        assert.equal(first.candidate.name, target);
        assert.equal(first.fit, fit);
      }

      const [x, y] = [tensorOf(pair.input), tensorOf(pair.target)];
      assert.ok(x !== undefined && y !== undefined);
      const [likeliest] = rankReadings(x, y, pair.input.name, -100);
      const { inputKind, task, targetKind, classDim } = likeliest.reading;
      assert.equal(`${inputKind} ${task} ${targetKind}${classDim === undefined ? "" : `@${classDim}`}`, reading);
      assert.equal(bandOf(likeliest.confidence), band);

      if (verdict === null) return;
      const call = check(text, languageId).calls.at(-1);
      assert.equal(`${call?.verdict} ${call?.cause}`, `${verdict} ${cause}`);
      if (value === null) assert.equal(call?.value, null);
      else assert.ok(typeof call?.value === "number" && Math.abs(call.value - value) < 1e-9, `${call?.value}`);
    });
  }
});
