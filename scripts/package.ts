/**
 * npm run package: loss-lens-VERSION.vsix, with what .vscodeignore lets in. Options: --pre-release, --out FILE, --built
 * (dist/ is built already).
 *
 * VS Code and the marketplaces show a README with pictures from https addresses alone, not from the package. With a public `repository`
 * in package.json vsce makes pictures and links point there; without one the packaged README goes without pictures, and links to
 * other files of the project become plain text.
 *
 * The same commit gives the same bytes: files in the package have the time of SOURCE_DATE_EPOCH, by default that of the commit.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createVSIX } from "@vscode/vsce";

const repository = resolve(__dirname, "..");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: unknown;
}

/** vsce reads it from the environment. */
function setDate(): void {
  if (process.env.SOURCE_DATE_EPOCH !== undefined) return;
  try {
    const time = execFileSync("git", ["log", "-1", "--format=%ct"], { cwd: repository, encoding: "utf8" }).trim();
    if (/^\d+$/.test(time)) process.env.SOURCE_DATE_EPOCH = time;
  } catch {
    console.warn("No Git and no SOURCE_DATE_EPOCH: the package has the time of today, and other bytes each time.");
  }
}

async function main(): Promise<void> {
  setDate();
  const { values } = parseArgs({
    options: {
      built: { type: "boolean", default: false },
      "pre-release": { type: "boolean", default: false },
      out: { type: "string" },
    },
  });
  if (!values.built)
    execFileSync(process.execPath, ["esbuild.js", "--production"], { cwd: repository, stdio: "inherit" });
  const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as Manifest;
  const packagePath = resolve(values.out ?? join(repository, `${manifest.name}-${manifest.version}.vsix`));
  const published = manifest.repository !== undefined;
  await createVSIX({
    cwd: repository,
    packagePath,
    dependencies: false,
    preRelease: values["pre-release"],
    readmePath: published ? "README.md" : selfContainedReadme(),
    ...(!published && { allowMissingRepository: true, rewriteRelativeLinks: false }),
  });
}

/** A copy of README.md that needs nothing beside it; its path from the root of the project. */
function selfContainedReadme(): string {
  const path = "out/package/README.md";
  const text = readFileSync(join(repository, "README.md"), "utf8")
    .replaceAll(/!\[[^\]]*\]\((?!https:)[^)]+\)\n*/g, "")
    .replaceAll(/\[([^\]]+)\]\((?!https?:)[^)]+\)/g, "$1");
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
  return path;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
