import assert from "node:assert/strict";
import { arrivedPackage, packagesFor, progressLine, whyFailed } from "../../workbench/harness/downloads";

describe("what npm start says of its downloads", () => {
  it("counts an archive once, whether it came from the registry or from the cache", () => {
    const lines = [
      "npm http fetch GET 200 https://registry.example/semver 769ms (cache updated)",
      "npm http fetch GET 200 https://registry.example/@types%2fnode 1416ms (cache updated)",
      "npm http cache semver@https://registry.example/semver/-/semver-7.7.1.tgz 0ms (cache hit)",
      "npm http fetch GET 200 https://registry.example/semver/-/semver-7.7.1.tgz 548ms (cache miss)",
      "npm http fetch GET 200 https://registry.example/@types/node/-/node-22.1.0.tgz 676ms (cache miss)",
      "npm http fetch GET 404 https://registry.example/gone/-/gone-1.0.0.tgz 676ms (cache skip)",
      "added 3 packages in 5s",
    ];
    const arrived = lines.map(arrivedPackage).filter((name) => name !== undefined);
    assert.deepEqual([...new Set(arrived)], ["semver/-/semver-7.7.1.tgz", "@types/node/-/node-22.1.0.tgz"]);
  });

  it("counts the packages of this machine alone", () => {
    const lock = {
      packages: {
        "": {},
        a: {},
        b: { os: ["darwin"] },
        c: { os: ["linux"], cpu: ["arm64"] },
        d: { os: ["!win32"] },
        e: { os: "linux", cpu: "x64" },
      },
    };
    assert.equal(packagesFor(lock, "linux", "x64"), 3);
    assert.equal(packagesFor(lock, "linux", "arm64"), 3);
    assert.equal(packagesFor(lock, "win32", "x64"), 1);
    assert.equal(packagesFor({}, "linux", "x64"), 0);
  });

  it("says how far a step has come, and since when", () => {
    assert.equal(progressLine("Workbench", 0, 640, 0), "  Workbench: 0 s");
    assert.equal(progressLine("Workbench", 210, 640, 72), "  Workbench: 210 of 640 packages, 1 min 12 s");
    assert.match(progressLine("Workbench", 640, 640, 130), /unpacking them, 2 min 10 s$/);
    // What has no lock file does not say how many there are.
    assert.equal(progressLine("Modules", 1, 0, 9), "  Modules: 1 package, 9 s");
    assert.equal(progressLine("Modules", 90, 0, 20), "  Modules: 90 packages, 20 s");
  });

  const failures: readonly (readonly [string, RegExp])[] = [
    [
      "npm error code ENOTFOUND\nnpm error network request failed, reason: getaddrinfo ENOTFOUND r",
      /cannot be reached/,
    ],
    ["npm error code ECONNREFUSED\nnpm error FetchError: connect ECONNREFUSED 127.0.0.1:9", /cannot be reached/],
    ["npm error code ETIMEDOUT", /broke off/],
    ["npm error code ENOSPC\nnpm error nospc There appears to be insufficient space", /disk is full/],
    ["npm error code EACCES\nnpm error syscall mkdir", /have to belong to you/],
    ["npm error code E401\nnpm error Unable to authenticate", /wants a login/],
    ["npm error code E404\nnpm error 404 Not Found - GET https://r/code-server", /does not have a package/],
    ["npm error 503 Service Unavailable - GET https://r/code-server", /overloaded/],
    ["npm error code EINTEGRITY", /npm cache clean/],
    ["npm error code SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
  ];
  for (const [output, words] of failures) {
    it(`says what to do about ${output.split("\n")[0]}`, () => {
      const text = whyFailed("Workbench", output);
      assert.match(text, words);
      assert.ok(text.includes(output.split("\n")[0]!));
      assert.match(text, /goes on from here/);
    });
  }

  it("shows the end of what was printed where the cause is not known", () => {
    const text = whyFailed("Unpacking the browser", "one\ntwo\nthree\nfour\nfive\nsix");
    assert.deepEqual(text.split("\n").slice(0, 2), ["Unpacking the browser did not work out.", "  two"]);
  });
});
