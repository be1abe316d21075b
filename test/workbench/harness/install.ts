import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { arrivedPackage, type Lock, packagesFor, progressLine, whyFailed } from "./downloads";
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
      say("The VS Code workbench, a browser and fonts come from the npm registry: about 1 GB, once; some minutes.");
      for (const step of steps) await take(step, wanted, say);
      writeFileSync(stamp, wanted);
    },
    () => say("Another process is installing the workbench; waiting for it …"),
  );
}

/** A part of the installation. One that is done is not done again where a later one fails. */
interface Step {
  readonly name: string;
  readonly folder: string;
  readonly work: (onLine: (line: string) => void) => Promise<void>;
}

const steps: readonly Step[] = [
  { name: "Workbench, browser and fonts", folder: home, work: (onLine) => npm(home, onLine, "ci", "--ignore-scripts") },
  {
    name: "The workbench's own modules",
    folder: join(codeServer, "lib/vscode"),
    work: (onLine) => npm(join(codeServer, "lib/vscode"), onLine, "install", "--omit=dev", "--ignore-scripts"),
  },
  ...(hasBundledBrowser ? [{ name: "Unpacking the browser", folder: modules, work: unpackBrowser }] : []),
];

async function take({ name, folder, work }: Step, wanted: string, say: (line: string) => void): Promise<void> {
  const stamp = join(modules, `.installed-${steps.findIndex((step) => step.name === name)}`);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  const lockFile = join(folder, "package-lock.json");
  const total = existsSync(lockFile)
    ? packagesFor(JSON.parse(readFileSync(lockFile, "utf8")) as Lock, process.platform, process.arch)
    : 0;
  const arrived = new Set<string>();
  const start = Date.now();
  const line = () => progressLine(name, arrived.size, total, Math.round((Date.now() - start) / 1000));
  say(line());
  const clock = setInterval(() => say(line()), 10_000);
  try {
    await work((text) => {
      const arrival = arrivedPackage(text);
      if (arrival !== undefined) arrived.add(arrival);
    });
    writeFileSync(stamp, wanted);
  } catch (error) {
    throw new Error(whyFailed(name, error instanceof Error ? error.message : String(error)));
  } finally {
    clearInterval(clock);
  }
}

async function npm(directory: string, onLine: (line: string) => void, ...args: readonly string[]): Promise<void> {
  const script = process.env.npm_execpath;
  const common = [...args, "--prefix", directory, "--no-audit", "--no-fund", "--loglevel", "http"];
  if (script?.endsWith(".js")) await run(process.execPath, [script, ...common], { cwd: directory }, onLine);
  else await run("npm", common, { cwd: directory, shell: process.platform === "win32" }, onLine);
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
