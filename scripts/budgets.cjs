// How large the built files may be, in bytes: what is loaded when VS Code starts, what the extension host loads in all, the panel.
const { readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");

const dist = join(__dirname, "../dist");

const budgets = [
  { what: "the entry", files: ["extension.js"], bytes: 60_000 },
  { what: "the extension host's scripts", files: ["extension.js", "features.js"], bytes: 1_320_000 },
  { what: "the web extension host's script", files: ["web/extension.js"], bytes: 1_355_000 },
  { what: "the panel's script, before anything is unfolded", files: ["panel.js"], bytes: 350_000 },
];

/** Throws with every budget that the files of dist/ exceed. */
exports.checkBudgets = function checkBudgets() {
  const exceeded = budgets.flatMap(({ what, files, bytes }) => {
    const size = files.flatMap(withImports).reduce((sum, file) => sum + statSync(join(dist, file)).size, 0);
    return size <= bytes ? [] : [`${what} (${files.join(" + ")}): ${size} bytes, of at most ${bytes}`];
  });
  if (exceeded.length > 0) throw new Error(`Over the size budget: ${exceeded.join("; ")}`);
};

/** A file and the chunks that are loaded with it. */
function withImports(file) {
  const imports = readFileSync(join(dist, file), "utf8").matchAll(/\b(?:from|import)\s*"\.\/([^"]+)"/g);
  return [file, ...Array.from(imports, ([, chunk]) => chunk)];
}
