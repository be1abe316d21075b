import assert from "node:assert/strict";
import { contributes } from "../../../package.json";
import { expectedOf, fitsSchema, type SettingSchema } from "../../../src/host/settingSchema";

const schemas: Readonly<Record<string, SettingSchema>> = contributes.configuration.properties as Readonly<
  Record<string, SettingSchema>
>;

describe("settings", () => {
  it("have defaults that fit their own schemas, and say what would be right", () => {
    for (const [key, schema] of Object.entries(schemas)) {
      assert.ok(fitsSchema(schema, schema.default), key);
      assert.notEqual(expectedOf(schema), "…", key);
    }
  });

  it("take nothing of another type, out of range, or of another kind of number", () => {
    const code = 'mean"); print("INJECTED") #';
    const others = [null, undefined, [], ["mean"], {}, { toString: () => "mean" }, () => "mean", Symbol("mean"), 2n];
    for (const [key, schema] of Object.entries(schemas)) {
      const numbers = [Number.NaN, Number.POSITIVE_INFINITY, -1, -1e300, 0.5, 1e300, "8", true];
      const texts = [...(schema.enum === undefined ? [] : [code, "", "MEAN", "__proto__", "toString"]), 0, false];
      const wrong = { boolean: ["true", 0, 1], integer: numbers, string: texts }[schema.type];
      for (const value of [...others, ...wrong]) assert.ok(!fitsSchema(schema, value), `${key} ${String(value)}`);
    }
  });

  const misfits: readonly (readonly [key: string, value: unknown])[] = [
    ["lossLens.decimals", "abc"],
    ["lossLens.decimals", 1e9],
    ["lossLens.decimals", 8.5],
    ["lossLens.decimals", Number.NaN],
    ["lossLens.decimals", null],
    ["lossLens.defaultReduction", "evil"],
    ["lossLens.defaultReduction", 'mean"); print("INJECTED") #'],
    ["lossLens.defaultReduction", ["mean"]],
    ["lossLens.largeInput.characters", -1],
    ["lossLens.largeInput.characters", { valueOf: 5000 }],
    ["lossLens.hover.enabled", "false"],
    ["lossLens.panel.location", undefined],
  ];
  for (const [key, value] of misfits) {
    it(`${key} is not ${JSON.stringify(value)}`, () => assert.equal(fitsSchema(schemas[key], value), false));
  }
});
