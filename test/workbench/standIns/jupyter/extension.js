// In the place of the Jupyter extension, which cannot be installed here: its published API of kernels, with a real ipykernel behind it.
const { spawn } = require("node:child_process");
const { resolve } = require("node:path");
const { createInterface } = require("node:readline");
const vscode = require("vscode");

class RealKernel {
  language = "python";
  status = "starting";
  #changed = new vscode.EventEmitter();
  onDidChangeStatus = this.#changed.event;
  #asked = new Map();
  #count = 0;
  #allowed = false;
  garbage = false;

  constructor() {
    const bridge = resolve(__dirname, "../../../live/kernel_bridge.py");
    this.child = spawn(process.env.LENS_TEST_PYTHON ?? "python3", [bridge], { stdio: ["pipe", "pipe", "ignore"] });
    createInterface({ input: this.child.stdout }).on("line", (line) => this.#hear(JSON.parse(line)));
    this.child.on("exit", () => this.be("dead"));
  }

  be(status) {
    if (this.status === "dead" || this.status === status) return;
    this.status = status;
    this.#changed.fire(status);
  }

  #hear({ id, status, mime, text, done }) {
    if (status !== undefined) this.be(status);
    const asked = this.#asked.get(id);
    if (asked === undefined) return;
    if (mime !== undefined) asked.outputs.push({ mime, data: new TextEncoder().encode(text) });
    if (done) asked.done = true;
    asked.wake();
  }

  kill() {
    this.child.stdin.write(`${JSON.stringify({ kill: true })}\n`);
  }

  async *run(code, token) {
    const id = ++this.#count;
    const asked = { outputs: [], done: false, wake: () => {} };
    this.#asked.set(id, asked);
    this.child.stdin.write(`${JSON.stringify({ id, code })}\n`);
    while (!token?.isCancellationRequested) {
      while (asked.outputs.length > 0) yield { items: [asked.outputs.shift()] };
      if (asked.done) return;
      await new Promise((wake) => {
        asked.wake = wake;
      });
    }
  }

  /** As the extension does it: asks once whether another extension may run code, and throws by this name where it may not. */
  async *executeCode(code, token) {
    if (!this.#allowed) {
      const question = "The extension 'Loss Lens' wants to access the Jupyter Kernels.";
      this.#allowed = (await vscode.window.showWarningMessage(question, { modal: true }, "Allow")) === "Allow";
    }
    if (!this.#allowed) {
      throw Object.assign(new Error("Access to Jupyter Kernel has been revoked"), {
        name: "vscode.jupyter.apiAccessRevoked",
      });
    }
    if (this.garbage) {
      yield { items: [{ mime: "application/vnd.code.notebook.stdout", data: new TextEncoder().encode("LossLens::") }] };
      return;
    }
    yield* this.run(code, token);
  }
}

exports.activate = (context) => {
  const kernels = new Map();
  // With the focus in a panel no notebook is active.
  const active = () => (vscode.window.activeNotebookEditor ?? vscode.window.visibleNotebookEditors[0])?.notebook;
  const current = () => kernels.get(active()?.uri.toString());
  const commands = {
    "standIn.runAll": async () => {
      const notebook = active();
      const kernel = current() ?? new RealKernel();
      kernels.set(notebook.uri.toString(), kernel);
      for (const cell of notebook.getCells()) {
        for await (const { items } of kernel.run(cell.document.getText()))
          if (items[0].mime.endsWith(".error")) vscode.window.showErrorMessage(new TextDecoder().decode(items[0].data));
      }
      vscode.window.setStatusBarMessage("All cells have run");
    },
    "standIn.viewVariable": async () => {
      const name = await vscode.window.showInputBox({ title: "Variable" });
      const { packageJSON } = vscode.extensions.getExtension("loss-lens.loss-lens");
      const [viewer] = packageJSON.contributes.jupyterVariableViewers;
      const variable = { name, type: "Tensor", fullType: "torch.Tensor", fileName: active().uri };
      return vscode.commands.executeCommand(viewer.command, { container: {}, variable });
    },
    "standIn.beBusy": () => current().be(current().status === "busy" ? "idle" : "busy"),
    "standIn.printGarbage": () => {
      current().garbage = !current().garbage;
    },
    "standIn.killKernel": () => current().kill(),
  };
  context.subscriptions.push(...Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run)), {
    dispose: () => {
      for (const { child } of kernels.values()) child.kill();
    },
  });
  return { kernels: { getKernel: async (uri) => kernels.get(uri.toString()) } };
};
