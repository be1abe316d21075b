// esbuild splits ES modules alone; VS Code loads CommonJS. So the extension host's scripts are split as modules, and each is made CommonJS
// afterwards: what is imported when it is first needed stays in a file of its own, and what several files share is there once.
const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname } = require("node:path");
const esbuild = require("esbuild");

/** @type {import("esbuild").Plugin} */
exports.commonJsChunks = {
  name: "CommonJS chunks",
  setup: (build) => {
    const { target, minify, sourcemap, charset } = build.initialOptions;
    Object.assign(build.initialOptions, {
      ...{ format: "esm", splitting: true, write: false },
      // The map of the modules is what the map of the scripts is made from.
      sourcemap: sourcemap ? "inline" : false,
    });
    const options = {
      ...{ format: "cjs", platform: "node", target, minify, charset, sourcemap: build.initialOptions.sourcemap },
      // A call of require(), which VS Code answers, in place of Node's own import.
      supported: { "dynamic-import": false },
    };
    build.onEnd(async ({ outputFiles, errors }) => {
      if (errors.length > 0) return;
      const written = (outputFiles ?? []).map(async ({ path, text }) => {
        const { code } = await esbuild.transform(text, options);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, code);
      });
      await Promise.all(written);
    });
  },
};
