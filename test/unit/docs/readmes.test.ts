import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { repository } from "../../../scripts/l10nTexts";

const source = resolve(repository, "src");

/** Every folder of `src` with modules in it, and their names. */
const folders: ReadonlyMap<string, readonly string[]> = new Map(
  [source, ...foldersIn(source)].flatMap((folder) => {
    const modules = readdirSync(folder).filter((name) => /\.tsx?$/.test(name));
    return modules.length === 0 ? [] : [[folder, modules] as const];
  }),
);

describe("the READMEs of the folders", () => {
  for (const [folder, modules] of folders) {
    it(`name every module of ${relative(repository, folder)}`, () => {
      const readmes = withParents(folder).filter((each) => existsSync(join(each, "README.md")));
      assert.ok(readmes.length > 0);
      const unnamed = modules.filter((name) => !readmes.some((each) => isNamed(each, join(folder, name))));
      assert.deepEqual(unnamed, []);
    });
  }

  for (const folder of [source, ...foldersIn(source)].filter((each) => existsSync(join(each, "README.md")))) {
    it(`name nothing that is gone from ${relative(repository, folder)}`, () => {
      const gone = namesIn(folder).filter((name) => !stands(folder, name));
      assert.deepEqual(gone, []);
    });
  }
});

/** What stands in backquotes and looks like a module or a folder. */
function namesIn(folder: string): readonly string[] {
  const text = readFileSync(join(folder, "README.md"), "utf8");
  return Array.from(text.matchAll(/`([\w./*-]+(?:\.tsx?|\/))`/g), ([, name]) => name!);
}

/** Whether a README names a module: by its name, by its end of a path, or as one of many (`languages/*.ts`). */
function isNamed(folder: string, path: string): boolean {
  return namesIn(folder).some((name) => {
    if (!name.includes("*")) return `/${relative(folder, path)}`.endsWith(`/${name}`);
    return dirname(path) === resolve(folder, dirname(name)) && matches(basename(name), basename(path));
  });
}

function stands(folder: string, name: string): boolean {
  const all = [...folders].flatMap(([each, modules]) => [`${each}/`, ...modules.map((module) => join(each, module))]);
  if (name.includes("*")) {
    return all.some(
      (path) => dirname(path) === resolve(folder, dirname(name)) && matches(basename(name), basename(path)),
    );
  }
  if (existsSync(resolve(folder, name)) || existsSync(resolve(source, name)) || existsSync(resolve(repository, name))) {
    return true;
  }
  return all.some((path) => path.startsWith(`${folder}/`) && path.endsWith(`/${name}`));
}

function matches(pattern: string, name: string): boolean {
  const [start, end] = pattern.split("*");
  return name.startsWith(start!) && name.endsWith(end!);
}

/** A folder and those around it, up to `src`. */
function withParents(folder: string): readonly string[] {
  return folder === source ? [folder] : [folder, ...withParents(dirname(folder))];
}

function foldersIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => [join(folder, name), ...foldersIn(join(folder, name))]);
}
