// How large the built files may be, in bytes: what is loaded when VS Code starts, what the extension host loads in all, the panel.
const { statSync } = require("node:fs");
const { join } = require("node:path");

const budgets = [
  { what: "the entry", files: ["extension.js"], bytes: 60_000 },
  { what: "the extension host's scripts", files: ["extension.js", "lens.js"], bytes: 400_000 },
  { what: "the web extension host's script", files: ["web/extension.js"], bytes: 400_000 },
  { what: "the panel's script", files: ["panel.js"], bytes: 350_000 },
];

/** Throws with every budget that the files of dist/ exceed. */
exports.checkBudgets = function checkBudgets() {
  const exceeded = budgets.flatMap(({ what, files, bytes }) => {
    const size = files.reduce((sum, file) => sum + statSync(join(__dirname, "../dist", file)).size, 0);
    return size <= bytes ? [] : [`${what} (${files.join(" + ")}): ${size} bytes, of at most ${bytes}`];
  });
  if (exceeded.length > 0) throw new Error(`Over the size budget: ${exceeded.join("; ")}`);
};
