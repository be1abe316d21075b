/** Whether the bundle is that of a web extension host, where no program can be run: set by the build. */
declare const WEB_HOST: boolean;

/** A bundle of its own for Node, `dist/runPython.js`: src/verify/runPython.ts. */
declare module "loss-lens/runPython" {
  export const runPython: import("../verify/pythonRun").RunPython;
}

/** Likewise `dist/localFile.js`: src/localFile/openBytes.ts. */
declare module "loss-lens/localFile" {
  export const openBytes: (
    path: string,
  ) =>
    | (import("../sources/byteSource").ByteSource & { readonly kind: "bytes"; close(): void })
    | { readonly kind: "unread"; readonly message: string };
}
