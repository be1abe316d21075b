// What earlier builds left behind: an entry under its old name, chunks with the hash of what they held. A package would ship it.
const { existsSync, readdirSync, rmSync } = require("node:fs");
const { join, posix } = require("node:path");

/** Folders that the build writes into, and what is its own there: types and licences are made by others. */
const folders = ["dist", "dist/web", "dist/lib"];
const built = /\.(?:js|cjs|css)(?:\.map)?$/;

/**
 * Removes from the folders of `root` what is not among the `written` paths. After a build, not before: what another build, or an editor that is
 * running, has just loaded by its name stays where it is, as long as it is still built.
 */
exports.removeStale = function removeStale(root, written) {
  const kept = new Set(written);
  for (const folder of folders) {
    if (!existsSync(join(root, folder))) continue;
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isFile() && built.test(entry.name) && !kept.has(path)) rmSync(join(root, path), { force: true });
    }
  }
};
