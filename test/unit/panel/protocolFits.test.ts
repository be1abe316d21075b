import assert from "node:assert/strict";
import fc from "fast-check";
import { isFromPanel } from "../../../src/host/askedByPanel";
import { isOwnChoices, isSaved } from "../../../src/host/ownChoices";
import { fromSaved, toSaved } from "../../../src/panel/savedState";
import { initialState } from "../../../src/panel/state";
import type { FromPanel, Snapshot, ToPanel } from "../../../src/protocol";
import { isStoredSource, isToPanel } from "../../../src/protocolFits";
import { arrayWithoutText, storedSource } from "../../../src/source";
import "../seed";
import { CLASSES, PROBABILITIES, reached, snapshotOf } from "./pairs";

const tensor = {
  data: Float64Array.of(0.5, Number.NaN, Number.POSITIVE_INFINITY, -0),
  shape: [2, 2],
  dtype: "float32",
} as const;
const loading = {
  kind: "torch",
  file: "a.pt",
  bigEndian: false,
  keys: ["a", 0],
  of: "tensor",
  weightsOnly: true,
} as const;
const text = (of: string) => ({ kind: "text", text: of, languageId: "python", name: undefined }) as const;
const request = {
  input: {
    ...arrayWithoutText("x", tensor, loading),
    cells: { offsets: new Uint32Array(4), lengths: new Uint32Array(4) },
  },
  target: text(CLASSES),
  choice: { inputKind: "logits", classDim: 1, temperature: 2 },
  options: { reduction: "sum", ignoreIndex: -100, classNames: "a, b" },
} as const;
const snapshot: Snapshot = {
  ...snapshotOf(request, { id: 3 }),
  inputPlace: { label: "a.py:3", anchor: { uri: "file:///a.py", offset: 4 }, line: 3 },
  codeUses: [
    {
      ...{ place: "a.py:9", verdict: "wrong", call: "f(x, y)", value: "1.0", loss: Number.NaN, message: "" },
      fixes: [{ title: "t", value: undefined }],
      written: { options: request.options, choice: request.choice },
    },
  ],
  callTabs: [{ use: 0, label: "line 9" }],
  classLists: [{ name: "c", place: "a.py:1", names: ["cat"] }],
};
const toPanel: readonly ToPanel[] = [
  { type: "snapshot", snapshot },
  { type: "cursor", snapshot: 3, argument: "input", offset: 0 },
  { type: "locked", locked: true },
  { type: "copied", what: "code" },
  { type: "problem", message: "no" },
  { type: "unread", message: "no" },
];
const fromPanel = [
  { type: "ready" },
  { type: "lock", locked: false },
  { type: "copy", text: "import torch", what: "code" },
  { type: "save", name: "a.csv", data: "1,2" },
  { type: "writeBack", snapshot: 3, edits: [{ argument: "input", offset: 1, length: 3, text: " 0.5" }] },
  { type: "reveal", snapshot: 3, argument: "target", offset: 0, length: 2 },
  { type: "revealCall", snapshot: 3, use: 0 },
  { type: "fix", snapshot: 3, use: 0, fix: 1 },
  { type: "verify", snapshot: 3, pipeline: "NLLLoss", what: "pytest" },
  { type: "swap", snapshot: 3 },
  { type: "chooseTarget", snapshot: 3 },
  { type: "remember", snapshot: 3, choice: request.choice, options: request.options },
] as unknown as readonly FromPanel[];
const saved = JSON.parse(
  JSON.stringify(
    toSaved(
      reached(
        { type: "opened", snapshot },
        { type: "sliced", slice: [undefined, 1] },
        {
          type: "triedOut",
          whatIf: { ...initialState.whatIf, temperature: 2, weight: [1, 2], values: new Map([[1, 2]]) },
        },
      ),
    ),
  ),
);

/** What stands in the place of something else in a state that was tampered with. */
const garbage: readonly unknown[] = [
  ...[null, true, -1, 0.5, 1e300, Number.NaN, "", "x", "__proto__", [], [null], {}, { length: 3 }, { toString: 1 }],
  ...[[[]], [["a", "b"]], { __proto__: null, kind: "array" }, 'mean"); print("INJECTED") #', () => 0],
];

interface Spot {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every place of a value, its own among them. */
function spots(value: unknown, path: readonly (string | number)[] = []): readonly Spot[] {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [{ path, value }];
  const inner = Object.entries(value).flatMap(([key, each]) => spots(each, [...path, key]));
  return [{ path, value }, ...inner];
}

function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
  Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, by));
  return copy;
}

const panelOnly: readonly string[] = ["sort", "slice", "selected", "unfolded", "call", "type", "baseline", "whatIf"];

/** Whether something else than what was there has another type, so that it may not pass. */
const typeOf = (value: unknown) => (Array.isArray(value) ? "list" : value === null ? "null" : typeof value);

describe("what host and panel send each other and keep", () => {
  it("fits as it is, through JSON too", () => {
    for (const each of toPanel) assert.ok(isToPanel(each), each.type);
    for (const each of fromPanel)
      assert.ok(isFromPanel(each) && isFromPanel(JSON.parse(JSON.stringify(each))), each.type);
    assert.ok(isSaved(saved));
    assert.notEqual(fromSaved(saved).state, initialState);
    assert.ok(isStoredSource(JSON.parse(JSON.stringify(storedSource(request.input)))));
    assert.ok(isStoredSource(text(PROBABILITIES)));
    assert.ok(isOwnChoices(request));
  });

  it("is dropped where any place of it holds something of another type, and nothing throws", () => {
    const all = [...toPanel, ...fromPanel, saved];
    for (const message of all) {
      for (const { path, value } of spots(message)) {
        for (const by of garbage) {
          const broken = replaced(message, path, by);
          const results = [isToPanel(broken), isFromPanel(broken), isSaved(broken)];
          const { state } = fromSaved(broken);
          const place = path.join(".");
          // Keys are texts or numbers, and elements may be the words for numbers that JSON has not.
          const isEither = /(?:keys|data)\.\d+$/.test(place) && (typeof by === "string" || typeof by === "number");
          if (typeOf(by) === typeOf(value) || value === undefined || value === null || isEither) continue;
          const where = `${place} = ${String(JSON.stringify(by))}`;
          const mayBeNull = by === null && /slice|columnNames|loss$/.test(place);
          if (mayBeNull) continue;
          assert.ok(state === initialState, where);
          // The host takes the question alone from what a panel kept.
          if (!panelOnly.includes(String(path[0]))) assert.ok(!results.some(Boolean), where);
        }
      }
    }
  });

  it("is never anything drawn at random", () => {
    const anything = fc.anything({ withTypedArray: true, withNullPrototype: true, withBigInt: true, withDate: true });
    const tagged = fc.tuple(fc.constantFrom(...toPanel, ...fromPanel), anything).map(([{ type }, rest]) => {
      return typeof rest === "object" && rest !== null ? { ...rest, type } : { type };
    });
    const check = (value: unknown) => {
      assert.ok(!isToPanel(value) && !isSaved(value) && fromSaved(value).state === initialState);
      assert.ok(!isFromPanel(value) || value.type === "ready");
    };
    fc.assert(fc.property(fc.oneof(anything, tagged), check), { numRuns: 3000 });
  });

  it("whose elements are not as many as the shape says, or whose new text is no number, does not fit", () => {
    const stored = storedSource(request.input);
    assert.ok(stored.kind === "array");
    assert.ok(!isStoredSource({ ...stored, tensor: { ...stored.tensor, shape: [2, 3] } }));
    assert.ok(!isStoredSource({ ...stored, cells: { offsets: [1], lengths: [1] } }));
    const edit = { argument: "input", offset: 0, length: 1 };
    for (const text of ["__import__('os')", "1; x", "", "1\n2"]) {
      assert.ok(!isFromPanel({ type: "writeBack", snapshot: 3, edits: [{ ...edit, text }] }), text);
    }
  });
});
