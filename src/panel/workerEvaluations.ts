import type { ReadingChoice } from "../engine/reading";
import type { Snapshot } from "../protocol";
import type { Progress, Report, RequestOptions } from "../report";
import type { FromWorker, ToWorker } from "../worker/protocol";

interface Order {
  readonly snapshot: Snapshot;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}

/** What is heard of an evaluation: progress, and one of the others at its end; nothing once it was stopped. */
interface Listener {
  progress(progress: Progress): void;
  report(report: Report): void;
  failed(message: string): void;
  /** No worker could be started. */
  unavailable(): void;
}

/** Evaluates in a worker, one order at a time: a newer one takes the place of one that runs. */
export class WorkerEvaluations {
  readonly #address: string;
  readonly #texts: string | undefined;
  #script: Promise<string> | undefined;
  #worker: Worker | undefined;
  /** Whose arrays the worker keeps. */
  #read: Snapshot | undefined;
  #running = false;
  #turn = 0;

  constructor(address: string, texts: string | undefined) {
    this.#address = address;
    this.#texts = texts;
  }

  async evaluate({ snapshot, choice, options }: Order, listener: Listener): Promise<void> {
    if (this.#running) this.stop();
    const turn = ++this.#turn;
    this.#running = true;
    let heard = false;
    try {
      this.#script ??= fetchScript(this.#address);
      const script = await this.#script;
      if (turn !== this.#turn) return;
      this.#worker ??= new Worker(script);
      this.#worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        heard = true;
        if (data.type === "progress") return listener.progress(data.progress);
        this.#running = false;
        if (data.type === "report") return listener.report(data.report);
        this.stop();
        listener.failed(data.message);
      };
      this.#worker.onerror = ({ message }) => {
        this.stop();
        if (heard) listener.failed(message);
        else listener.unavailable();
      };
      const { input, target } = snapshot.request;
      const sources = this.#read === snapshot ? undefined : { input, target };
      this.#read = snapshot;
      const order: ToWorker = { sources, choice, options, texts: this.#texts };
      this.#worker.postMessage(order);
    } catch {
      if (turn !== this.#turn) return;
      this.stop();
      listener.unavailable();
    }
  }

  /** Ends what runs, at once, and gives back the memory of what was read. */
  stop(): void {
    this.#turn++;
    if (this.#worker !== undefined) this.#worker.onmessage = null;
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#read = undefined;
    this.#running = false;
  }
}

/** A worker's script must come from the page's own origin, which a webview's resources do not. */
async function fetchScript(address: string): Promise<string> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
}
