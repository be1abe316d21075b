/** npm run playground: the page of playground/ with the extension's own panel, as static files in out/playground. Options: --serve, --port N. */
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { repository } from "./l10nTexts";

const dist = resolve(repository, "dist");
export const playground = resolve(repository, "out/playground");

/** Puts the page together; the extension is built already. */
export async function buildPlayground(): Promise<void> {
  rmSync(playground, { recursive: true, force: true });
  mkdirSync(playground, { recursive: true });
  const own = readdirSync(dist).filter((name) => /^panel.*\.(?:js|css)$|^evaluationWorker\.js$/.test(name));
  for (const name of own) copyFileSync(join(dist, name), join(playground, name));
  for (const name of ["index.html", "playground.css"]) {
    copyFileSync(resolve(repository, "playground", name), join(playground, name));
  }
  await build({
    entryPoints: [resolve(repository, "playground/playground.ts")],
    outfile: join(playground, "playground.js"),
    bundle: true,
    minify: true,
    platform: "browser",
    target: "es2022",
    format: "esm",
    logLevel: "warning",
  });
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** The files of the page by their addresses; undefined for what it does not have. */
export function playgroundFile(address: string): { readonly type: string; readonly body: Buffer } | undefined {
  const { pathname } = new URL(address, "http://localhost");
  const path = normalize(join(playground, pathname === "/" ? "index.html" : decodeURIComponent(pathname)));
  const type = types[extname(path)];
  if (type === undefined || !path.startsWith(join(playground, "/"))) return undefined;
  try {
    return { type, body: readFileSync(path) };
  } catch {
    return undefined;
  }
}

function serve(port: number): void {
  const server = createServer((request, response) => {
    const file = playgroundFile(request.url ?? "/");
    response.writeHead(file === undefined ? 404 : 200, { "Content-Type": file?.type ?? "text/plain" });
    response.end(file?.body);
  });
  server.listen(port, "127.0.0.1", () => {
    const address = server.address();
    console.log(`Open http://127.0.0.1:${typeof address === "object" ? address?.port : port}/\nCtrl+C ends it.`);
  });
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { serve: { type: "boolean", default: false }, port: { type: "string" } } });
  execFileSync(process.execPath, ["esbuild.js", "--production"], { cwd: repository, stdio: "inherit" });
  await buildPlayground();
  console.log(`The page is in ${playground}`);
  if (values.serve || values.port !== undefined) serve(Number(values.port ?? 0));
}

if (require.main === module) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
