// How large the built files may be, in bytes: what is loaded when VS Code starts, what the extension host loads for the first hover and in
// all, the panel.
const { statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

const budgets = [
  { what: "the entry", files: ["dist/extension.js"], bytes: 6_000 },
  { what: "what the first hover loads", files: ["dist/extension.js", "dist/features.js"], bytes: 1_420_000 },
  {
    what: "all that the extension host may load",
    files: ["dist/extension.js", "dist/features.js"],
    later: true,
    bytes: 1_735_000,
  },
  { what: "the web extension host's script", files: ["dist/web/extension.js"], bytes: 1_730_000 },
  { what: "the panel's script, before anything is unfolded", files: ["dist/panel.js"], bytes: 320_000 },
];

/** Throws with every budget that the built files exceed, of which esbuild's metafiles say what they import. */
exports.checkBudgets = function checkBudgets(metafiles) {
  const outputs = new Map(metafiles.flatMap((metafile) => Object.entries(metafile.outputs)));
  const exceeded = budgets.flatMap(({ what, files, later, bytes }) => {
    const size = withImports(files, outputs, later).reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
    return size <= bytes ? [] : [`${what} (${files.join(" + ")}): ${size} bytes, of at most ${bytes}`];
  });
  if (exceeded.length > 0) throw new Error(`Over the size budget: ${exceeded.join("; ")}`);
};

/** Files and the chunks that are loaded with them; with `later` those, too, that are loaded when they are first needed. */
function withImports(files, outputs, later) {
  const found = new Set(files);
  for (const file of found) {
    for (const { path, kind } of outputs.get(file)?.imports ?? []) {
      if (outputs.has(path) && (later || kind === "import-statement")) found.add(path);
    }
  }
  return [...found];
}
