/**
 * npm run package: loss-lens-VERSION.vsix, with what .vscodeignore lets in. Options: --pre-release, --out FILE, --built
 * (dist/ is built already).
 *
 * VS Code and the marketplaces show a README with pictures from https addresses alone, not from the package. With a public `repository`
 * in package.json vsce makes pictures and links point there; without one the packaged README goes without pictures, and links to
 * other files of the project become plain text.
 *
 * The same commit gives the same bytes: files in the package have the time of SOURCE_DATE_EPOCH, by default that of the commit, in UTC,
 * and the same rights wherever they were checked out. vsce puts them in the order of their names.
 */
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";

const repository = resolve(__dirname, "..");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: unknown;
}

/** vsce reads the time from the environment, and writes it as the clock on the wall shows it. */
function setDate(): void {
  process.env.TZ = "UTC";
  if (process.env.SOURCE_DATE_EPOCH !== undefined) return;
  try {
    const time = execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: repository, encoding: "utf8" }).trim();
    if (/^\d+$/.test(time)) process.env.SOURCE_DATE_EPOCH = time;
  } catch {
    console.warn("No Git and no SOURCE_DATE_EPOCH: the package has the time of today, and other bytes each time.");
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      built: { type: "boolean", default: false },
      "pre-release": { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  if (!values.built)
    execFileSync(process.execPath, ["esbuild.js", "--production"], { cwd: repository, stdio: "inherit" });
  await writePackage(values.out, { preRelease: values["pre-release"], isSearched: true });
}

/** Packs what is built in a checkout. `isSearched`: vsce looks for passwords in what is packed, which takes long. */
export async function writePackage(
  out: string | undefined,
  { preRelease, isSearched }: { readonly preRelease: boolean; readonly isSearched: boolean },
  checkout = repository,
): Promise<void> {
  setDate();
  const manifest = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8")) as Manifest;
  const packagePath = resolve(out ?? join(checkout, `${manifest.name}-${manifest.version}.vsix`));
  const published = manifest.repository !== undefined;
  await createVSIX({
    cwd: staged(checkout, published),
    packagePath,
    dependencies: false,
    preRelease,
    allowPackageAllSecrets: !isSearched,
    allowPackageEnvFile: !isSearched,
    ...(!published && { allowMissingRepository: true, rewriteRelativeLinks: false }),
  });
  writeFileSync(packagePath, withSameRights(readFileSync(packagePath)));
}

const DIRECTORY_END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
/** A regular file that its owner writes and everybody reads. */
const RIGHTS = 0o100644 * 0x10000;

/** The same ZIP without what the checkout's umask has left in its directory. */
function withSameRights(zip: Buffer): Buffer {
  let end = zip.length - 22;
  while (zip.readUInt32LE(end) !== DIRECTORY_END) end--;
  let entry = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(entry) === DIRECTORY_ENTRY) {
    zip.writeUInt32LE(RIGHTS, entry + 38);
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return zip;
}

/** A folder with what may be in the package and nothing else: vsce looks at every file beside the manifest, those of node_modules too. */
function staged(checkout: string, published: boolean): string {
  const stage = join(checkout, "out/package");
  rmSync(stage, { recursive: true, force: true });
  const names = readdirSync(checkout).filter((name) =>
    /^(?:dist|l10n|media|LICENSE|\.vscodeignore|(?:CHANGELOG|SUPPORT)\.md|package(?:\.nls.*)?\.json)$/.test(name),
  );
  for (const name of names) cpSync(join(checkout, name), join(stage, name), { recursive: true });
  cpSync(join(checkout, "docs/causes.md"), join(stage, "docs/causes.md"));
  const readme = readFileSync(join(checkout, "README.md"), "utf8");
  writeFileSync(join(stage, "README.md"), published ? readme : selfContained(readme));
  return stage;
}

/** A README that needs nothing beside it. */
function selfContained(text: string): string {
  return text
    .replaceAll(/!\[[^\]]*\]\((?!https:)[^)]+\)\n*/g, "")
    .replaceAll(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "$1");
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
