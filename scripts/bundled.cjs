// What of other people's packages is in the built files, by esbuild's own account: their licences, as these ask for, and a bill of
// materials in CycloneDX. The same build gives the same bytes: neither has a date or a random number.
const { existsSync, readFileSync, readdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const json = (path) => JSON.parse(readFileSync(join(root, path), "utf8"));

const NOTICES = "ThirdPartyNotices.txt";
const BILL = "sbom.cdx.json";

/** The folders of the packages that put any bytes into an output, in the order of their names. */
function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
      }
    }
  }
  return [...folders].sort().map((folder) => ({ folder, manifest: json(`${folder}/package.json`) }));
}

/** A package's own file, or for MIT the licence with its author; throws where there is neither. */
function licenceText({ folder, manifest }) {
  const own = readdirSync(join(root, folder)).find((name) => /^(?:licen[cs]e|copying)(?:\.\w+)?$/i.test(name));
  if (own !== undefined) return readFileSync(join(root, folder, own), "utf8").trim();
  const author = typeof manifest.author === "string" ? manifest.author : manifest.author?.name;
  if (manifest.license !== "MIT" || author === undefined) throw new Error(`${folder} has no licence to be copied`);
  const [, terms] = readFileSync(join(root, "LICENSE"), "utf8").split(/^Copyright.*$/m);
  return `MIT License\n\nCopyright (c) ${author}\n\n${terms.trim()}`;
}

function notices(packages) {
  const parts = packages.map((each) => {
    const { name, version, license } = each.manifest;
    return `${"-".repeat(80)}\n${name} ${version} (${license})\n${"-".repeat(80)}\n\n${licenceText(each)}\n`;
  });
  return `Loss Lens contains code of these packages, under the terms below.\n\n${parts.join("\n")}`;
}

/** CycloneDX 1.5; the hashes are those that the lock file holds npm to. */
function bill(packages) {
  const own = json("package.json");
  const locked = json("package-lock.json").packages;
  const purl = (name, version) => `pkg:npm/${name.replace("@", "%40")}@${version}`;
  const components = packages.map(({ folder, manifest: { name, version, license } }) => {
    const [algorithm, digest] = (locked[folder]?.integrity ?? "").split("-");
    const hashes = algorithm === "sha512" && [
      { alg: "SHA-512", content: Buffer.from(digest, "base64").toString("hex") },
    ];
    return {
      ...{ type: "library", "bom-ref": purl(name, version), name, version },
      ...(hashes && { hashes }),
      licenses: [{ license: { id: license } }],
      purl: purl(name, version),
    };
  });
  const ref = purl(own.name, own.version);
  return {
    ...{ bomFormat: "CycloneDX", specVersion: "1.5", version: 1 },
    metadata: {
      component: {
        ...{ type: "application", "bom-ref": ref, name: own.name, version: own.version },
        licenses: [{ license: { id: own.license } }],
        purl: ref,
      },
    },
    components,
    dependencies: [
      { ref, dependsOn: components.map((each) => each["bom-ref"]) },
      ...components.map((each) => ({ ref: each["bom-ref"] })),
    ],
  };
}

/** Writes both for what the folder `to` holds; `metafiles` are those of its builds. */
exports.writeBundled = function writeBundled(to, metafiles) {
  const packages = bundledPackages(metafiles);
  if (!existsSync(join(root, to))) throw new Error(`${to} was not built`);
  writeFileSync(join(root, to, NOTICES), notices(packages));
  writeFileSync(join(root, to, BILL), `${JSON.stringify(bill(packages), undefined, 2)}\n`);
};
