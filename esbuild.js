// Builds dist/extension.js, dist/panel.js and dist/panel.css. Flags: --production (minified), --watch, --suite (also out/suite.js,
// the tests that run inside the extension host).
const esbuild = require("esbuild");
const { readdirSync } = require("node:fs");

const flags = new Set(process.argv.slice(2));
const production = flags.has("--production");

/** @type {import("esbuild").BuildOptions} */
const common = {
  bundle: true,
  // Neither bundle may reach for Node: with this platform an import of one of its modules fails the build.
  platform: "browser",
  target: "es2022",
  minify: production,
  sourcemap: !production,
  logLevel: "warning",
};

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    // One file serves `main` and `browser`: both hosts load CommonJS and provide `vscode`.
    format: "cjs",
    external: ["vscode"],
  },
  {
    ...common,
    entryPoints: ["src/panel/panel.tsx"],
    outfile: "dist/panel.js",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
  },
  { ...common, entryPoints: ["media/panel.css"], outfile: "dist/panel.css" },
];

if (flags.has("--suite")) {
  const tests = readdirSync("test/workbench/suite").filter((name) => name.endsWith(".test.ts"));
  bundles.push({
    ...common,
    platform: "node",
    stdin: {
      // run.ts first: it defines describe and it.
      contents: ['export { run } from "./run";', ...tests.map((test) => `import "./${test}";`)].join("\n"),
      resolveDir: "test/workbench/suite",
    },
    outfile: "out/suite.js",
    format: "cjs",
    external: ["vscode"],
    // mocha's browser build would otherwise take the bundle's exports for its own.
    define: { exports: "undefined", module: "undefined" },
    minify: false,
  });
}

async function main() {
  if (!flags.has("--watch")) {
    await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    return;
  }
  for (const bundle of bundles) {
    const context = await esbuild.context({ ...bundle, logLevel: "info" });
    await context.watch();
  }
}

main().catch(() => process.exit(1));
