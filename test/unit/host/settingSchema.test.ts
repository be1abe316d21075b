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
