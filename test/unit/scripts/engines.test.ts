import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { repository } from "../../../scripts/l10nTexts";

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly version?: string; readonly engines?: { readonly node?: string } }>
  >;
}

describe("the Node that package.json promises", () => {
  const manifest = JSON.parse(readFileSync(resolve(repository, "package.json"), "utf8"));
  const lock = JSON.parse(readFileSync(resolve(repository, "package-lock.json"), "utf8")) as LockFile;
  const lowest = versionOf(/^>=([\d.]+)$/.exec(manifest.engines.node)![1]!);

  it("is enough for every package that npm ci installs", () => {
    const refusing = Object.entries(lock.packages)
      .filter(([, { engines }]) => engines?.node !== undefined && !allows(engines.node, lowest))
      .map(([path, { version, engines }]) => `${path} ${version}: ${engines?.node}`);
    assert.deepEqual(refusing, []);
  });

  it("is what README.md says", () => {
    const readme = readFileSync(resolve(repository, "README.md"), "utf8");
    assert.ok(readme.includes(`Node ${/>=([\d.]+)/.exec(manifest.engines.node)![1]} or newer`));
  });

  it("is told from others", () => {
    assert.ok(allows("^18.19.0 || >=20.5.0", [20, 19, 0]));
    assert.ok(allows("18 || 20 || >=22", [20, 19, 0]));
    assert.ok(allows(">= 14.0.0 < 21", [20, 19, 0]));
    assert.ok(!allows(">=22.17.0", [20, 19, 0]));
    assert.ok(!allows("^20.20.0 || >=22", [20, 19, 0]));
    assert.ok(!allows("22.x", [20, 19, 0]));
  });
});

type Version = readonly [number, number, number];

function versionOf(text: string): Version {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map((part) => Number.parseInt(part, 10) || 0);
  return [major, minor, patch];
}

/** npm's ranges, as far as packages use them for Node: alternatives of comparisons that all hold. */
function allows(range: string, version: Version): boolean {
  return range.split("||").some((alternative) =>
    Array.from(alternative.matchAll(/(>=|<=|>|<|\^|~|=|)\s*v?(\d[\w.]*|\*)/g)).every(([, sign, text]) => {
      if (text === "*") return true;
      const order = compare(version, versionOf(text!));
      switch (sign) {
        case ">=":
          return order >= 0;
        case "<=":
          return order <= 0;
        case ">":
          return order > 0;
        case "<":
          return order < 0;
        case "^":
          return order >= 0 && version[0] === versionOf(text!)[0];
        case "~":
          return order >= 0 && version[0] === versionOf(text!)[0] && version[1] === versionOf(text!)[1];
        default:
          return text!.split(".").every((part, i) => !/^\d+$/.test(part) || Number(part) === version[i]);
      }
    }),
  );
}

function compare(a: Version, b: Version): number {
  const i = a.findIndex((part, at) => part !== b[at]);
  return i < 0 ? 0 : a[i]! - b[i]!;
}
