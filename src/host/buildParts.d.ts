/** Whether the bundle is that of a web extension host, where no program can be run: set by the build. */
declare const WEB_HOST: boolean;

/** A bundle of its own for Node, `dist/runPython.js`: src/verify/runPython.ts. */
declare module "loss-lens/runPython" {
  export const runPython: import("../verify/pythonRun").RunPython;
}
