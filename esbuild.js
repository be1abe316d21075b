// Builds the extension into dist/ and what npm gets into dist/lib/. Flags: --production (minified, within the budgets of
// scripts/budgets.cjs, with the licences and the bill of materials of what is bundled), --any-size (whatever the budgets), --watch, --suite (also out/suite.js, the tests that run inside the extension host).
const esbuild = require("esbuild");
const { readdirSync } = require("node:fs");
const { resolve } = require("node:path");
const { checkBudgets } = require("./scripts/budgets.cjs");
const { writeBundled } = require("./scripts/bundled.cjs");
const { commonJsChunks } = require("./scripts/commonJsChunks.cjs");
const { removeStale } = require("./scripts/staleOutputs.cjs");

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
  metafile: true,
  logLevel: "warning",
};

/** @type {import("esbuild").BuildOptions} */
const host = { ...common, charset: "utf8", format: "cjs", external: ["vscode"], define: { WEB_HOST: "false" } };

/** What only Node has is loaded when a program is to be run. */
const runPythonApart = {
  name: "runPython apart",
  setup: (build) =>
    build.onResolve({ filter: /^loss-lens\/runPython$/ }, () => ({ path: "./runPython.js", external: true })),
};

/** Likewise when a file of this machine is read in parts. */
const localFileApart = {
  name: "localFile apart",
  setup: (build) =>
    build.onResolve({ filter: /^loss-lens\/localFile$/ }, () => ({ path: "./localFile.js", external: true })),
};

/** Where the extension host has files, the features are a script of their own, loaded when they are first needed. */
const featuresApart = {
  name: "features apart",
  setup: (build) => build.onResolve({ filter: /\/host\/features$/ }, () => ({ path: "./features.js", external: true })),
};

/** The server for agents is loaded by its own command alone. */
const mcpApart = {
  name: "mcp apart",
  setup: (build) => build.onResolve({ filter: /\/mcp\/main$/ }, () => ({ path: "./mcp.cjs", external: true })),
};

/** @type {import("esbuild").BuildOptions} */
const node = {
  ...common,
  platform: "node",
  // @vscode/l10n as everywhere else: its build for Node would look for files.
  mainFields: ["browser", "module", "main"],
  format: "cjs",
  supported: { "dynamic-import": false },
};

const noValidator = {
  name: "no validator",
  setup: (build) =>
    build.onResolve({ filter: /\/ajv-provider\.js$/ }, () => ({ path: resolve("src/mcp/noValidator.ts") })),
};

/** Of what is built together with the features, the server alone runs in Node: nothing else may reach for it. */
const nodeForServer = {
  name: "Node for the server",
  setup: (build) =>
    build.onResolve({ filter: /^node:/ }, ({ path, importer }) =>
      /[\\/](?:src[\\/]mcp|@modelcontextprotocol)[\\/]/.test(importer)
        ? { path, external: true }
        : { errors: [{ text: `${path} is of Node, which the extension host of the web does not have` }] },
    ),
};

/** @type {import("esbuild").BuildOptions} */
const mcp = {
  ...node,
  entryPoints: ["src/mcp/main.ts"],
  plugins: [noValidator],
};

/** @type {import("esbuild").BuildOptions[]} */
const bundles = [
  {
    ...host,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    plugins: [featuresApart],
    // A call of require(), which VS Code answers, in place of Node's own import.
    supported: { "dynamic-import": false },
  },
  {
    ...host,
    // The extension offers the server for agents, too, and has it beside itself: most of it is what the features are made of.
    entryPoints: { features: "src/host/features.ts", mcp: "src/mcp/main.ts" },
    outdir: "dist",
    chunkNames: "host-[name]-[hash]",
    plugins: [runPythonApart, localFileApart, noValidator, nodeForServer, commonJsChunks],
  },
  { ...node, entryPoints: ["src/verify/runPython.ts"], outfile: "dist/runPython.js" },
  { ...node, entryPoints: ["src/localFile/openBytes.ts"], outfile: "dist/localFile.js" },
  // A web extension host loads one file and no other.
  {
    ...host,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/web/extension.js",
    define: { WEB_HOST: "true" },
    plugins: [runPythonApart, localFileApart],
  },
  {
    ...common,
    entryPoints: ["src/panel/panel.tsx"],
    outdir: "dist",
    // What is folded at first is a chunk of its own, loaded when it is opened.
    format: "esm",
    splitting: true,
    chunkNames: "panel-[name]-[hash]",
    jsx: "automatic",
    jsxImportSource: "preact",
  },
  { ...common, entryPoints: ["src/worker/evaluationWorker.ts"], outfile: "dist/evaluationWorker.js", format: "iife" },
  { ...common, entryPoints: ["media/panel.css"], outfile: "dist/panel.css" },
  { ...common, entryPoints: ["media/arrayFile.css"], outfile: "dist/arrayFile.css" },
  {
    ...node,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/lib/cli.cjs",
    plugins: [mcpApart],
    banner: { js: "#!/usr/bin/env node" },
  },
  { ...mcp, outfile: "dist/lib/mcp.cjs" },
  { ...common, entryPoints: ["src/library.ts"], outfile: "dist/lib/library.js", format: "esm" },
];

if (flags.has("--suite")) {
  const tests = readdirSync("test/workbench/suite").filter((name) => name.endsWith(".test.ts"));
  bundles.push({
    ...common,
    stdin: {
      // run.ts first: it defines describe and it.
      contents: ['export { run } from "./run";', ...tests.map((test) => `import "./${test}";`)].join("\n"),
      resolveDir: "test/workbench/suite",
    },
    outfile: "out/suite.js",
    format: "cjs",
    external: ["vscode"],
    plugins: [runPythonApart, localFileApart],
    // mocha's browser build would otherwise take the bundle's exports for its own.
    define: { exports: "undefined", module: "undefined", WEB_HOST: "false" },
    // The web extension host has no Node: the same tests run there and in Node's.
    alias: { "node:assert/strict": "./test/workbench/harness/assertAnywhere.ts" },
    minify: false,
  });
}

async function main() {
  if (!flags.has("--watch")) {
    const built = await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));
    removeStale(
      __dirname,
      built.flatMap(({ metafile }) => Object.keys(metafile.outputs)),
    );
    if (!production) return;
    const isLibrary = ({ metafile }) => Object.keys(metafile.outputs).some((path) => path.startsWith("dist/lib/"));
    const isShipped = ({ metafile }) => Object.keys(metafile.outputs).every((path) => path.startsWith("dist/"));
    const shipped = built.filter(isShipped);
    const metafiles = (results) => results.map(({ metafile }) => metafile);
    writeBundled("dist", metafiles(shipped.filter((each) => !isLibrary(each))));
    writeBundled("dist/lib", metafiles(shipped.filter(isLibrary)));
    if (!flags.has("--any-size")) checkBudgets(metafiles(shipped));
    return;
  }
  for (const bundle of bundles) {
    const context = await esbuild.context({ ...bundle, logLevel: "info" });
    await context.watch();
  }
}

main().catch((error) => {
  // esbuild has told its own errors already.
  if (error.errors === undefined) console.error(error.message);
  process.exit(1);
});
