// Puts the types of the library, as tsc left them in out/types, into dist/lib: those that src/library.ts leads to, with the file
// extensions that Node's own resolution of modules asks for.
const { mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join, posix } = require("node:path");

const from = join(__dirname, "../out/types");
const to = join(__dirname, "../dist/lib");
const relativeImport = /(from |import\()"(\.[^"]*)"/g;

const waiting = ["library"];
const taken = new Set(waiting);
for (const module of waiting) {
  const types = readFileSync(join(from, `${module}.d.ts`), "utf8").replace(relativeImport, (_, before, specifier) => {
    const imported = posix.join(posix.dirname(module), specifier);
    if (!taken.has(imported)) waiting.push(imported);
    taken.add(imported);
    return `${before}"${specifier}.js"`;
  });
  const file = join(to, `${module}.d.ts`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, types);
}
// The package as a whole is CommonJS, for VS Code; this folder is not.
writeFileSync(join(to, "package.json"), `${JSON.stringify({ type: "module" })}\n`);
