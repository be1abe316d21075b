import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Program, Said } from "../../src/live/askProgram";
import { kernelProgram } from "../../src/live/pythonProbe";

/** A real kernel, asked as the extension asks one. */
export class RealKernel implements Program {
  readonly names = "globals()";
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, { text: string; done: (text: string) => void }>();
  #count = 0;

  constructor(python = "python3") {
    this.#child = spawn(python, [`${__dirname}/kernel_bridge.py`], { stdio: ["pipe", "pipe", "inherit"] });
    createInterface({ input: this.#child.stdout! }).on("line", (line) => {
      const said = JSON.parse(line) as { id?: number; text?: string; mime?: string; failed?: string; done?: true };
      const waiting = said.id === undefined ? undefined : this.#waiting.get(said.id);
      if (waiting === undefined) return;
      waiting.text += said.text ?? said.failed ?? "";
      if (said.done) waiting.done(waiting.text);
    });
    this.#child.on("exit", () => {
      for (const { text, done } of this.#waiting.values()) done(text);
    });
  }

  /** All that a piece of code prints. */
  run(code: string): Promise<string> {
    const id = ++this.#count;
    return new Promise((done) => {
      this.#waiting.set(id, { text: "", done });
      this.#child.stdin?.write(`${JSON.stringify({ id, code })}\n`);
    });
  }

  async ask(expression: string, probe: Parameters<Program["ask"]>[1], mark: string): Promise<Said> {
    return { kind: "said", text: await this.run(kernelProgram(expression, probe, mark)) };
  }

  end(): void {
    this.#child.stdin?.end();
  }
}
