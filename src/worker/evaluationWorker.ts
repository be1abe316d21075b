import { createHandler } from "./handler";
import type { ToWorker } from "./protocol";

const handle = createHandler((message) => postMessage(message));

addEventListener("message", ({ data }: MessageEvent<ToWorker>) => handle(data));
