import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

export interface ExtensionServer {
  /** `127.0.0.1:PORT` */
  readonly authority: string;
  /** The paths that were asked for and found. */
  readonly served: ReadonlySet<string>;
  stop(): void;
}

const types: { readonly [extension: string]: string } = {
  ".js": "text/javascript",
  ".json": "application/json",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/** Serves a folder on loopback to pages of other origins, as the address that a web extension host loads an extension from. */
export async function serveExtension(folder: string): Promise<ExtensionServer> {
  const served = new Set<string>();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://127.0.0.1");
    const path = normalize(join(folder, decodeURIComponent(pathname)));
    const content = path.startsWith(folder + sep) ? await readFile(path).catch(() => undefined) : undefined;
    if (content !== undefined) served.add(pathname);
    response.writeHead(content === undefined ? 404 : 200, {
      "Access-Control-Allow-Origin": "*",
      "Cross-Origin-Resource-Policy": "cross-origin",
      "Content-Type": types[extname(path)] ?? "application/octet-stream",
    });
    response.end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { authority: `127.0.0.1:${port}`, served, stop: () => server.close() };
}
