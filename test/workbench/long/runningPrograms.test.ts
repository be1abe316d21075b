import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { eventually, eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import { TEST_MS } from "../harness/patience";
import { python } from "../harness/python";
import { withWorkbench } from "../harness/session";

const setup = `import torch
from torch.nn import functional as F

torch.manual_seed(3)
logits = torch.randn(6, 4).bfloat16()
labels = torch.tensor([0, 3, 1, 1, 2, 0])
big = torch.randn(4_500_000, 4)
big_labels = torch.randint(0, 4, (4_500_000,))


class Hostile:
    def __repr__(self):
        raise RuntimeError("no repr")

    @property
    def scores(self):
        raise RuntimeError("no scores")


hostile = Hostile()
`;

const use = "loss = F.cross_entropy(logits, labels)\n";

const training = `${setup}

def step(scores, wanted):
    wide = torch.randn(500, 700)
    wide_labels = torch.randint(0, 700, (500,))
    loss = F.cross_entropy(scores, wanted)  # stop here
    return loss


step(logits, labels)
`;

const script = `const scores = [[2, 0.5, -1], [0.1, 1.5, 0.3]];
const picks = [0, 1];
const typed = { probabilities: Float32Array.of(0.9, 0.2, 0.6), long: new Float64Array(20_000).fill(0.25) };
const hostile = { get scores() { throw new Error("no scores"); } };
console.log(scores, picks, typed.probabilities, typed.long, hostile.scores); // stop here
`;

/** What real torch says of the same variables, to four decimals. */
function truth(code: string): string {
  return execFileSync(python, ["-c", `${setup}\n${code}`], { encoding: "utf8" }).trim();
}

function notebook(...cells: readonly string[]): string {
  return JSON.stringify({
    ...{ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec: { name: "python3", display_name: "Python 3" } } },
    cells: cells.map((source, index) => ({
      ...{ cell_type: "code", id: `cell${index}`, metadata: {}, outputs: [], execution_count: null, source },
    })),
  });
}

const command = "Loss Lens: Evaluate Loss of Variable in Kernel or Debugger";

/** In a real VS Code, with stand-ins for the two extensions: a real ipykernel, a real debugpy, VS Code's own debugger of JavaScript. */
describe("variables of running programs", () => {
  const workbench = withWorkbench({
    standIns: ["jupyter", "debugpy"],
    modules: ["torch", "ipykernel", "jupyter_client", "debugpy"],
    file: "run.ipynb",
    files: { "run.ipynb": notebook(setup, use), "train.py": training, "scores.js": script },
  });

  const said = async () => (await workbench().page.locator(".notification-toast").allInnerTexts()).join("\n");
  const dialog = () => workbench().page.locator(".monaco-dialog-box");
  const press = async (question: RegExp, button: string) => {
    await eventuallyMatch(() => dialog().innerText(), question);
    await dialog().getByRole("button", { name: button }).click();
    await eventuallyEqual(() => dialog().count(), 0);
  };
  const pair = async (input: string, target: string, loss: string) => {
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), [input, target]);
    // In a narrow type the last digit may hang on the order of its sums, which the panel says.
    await eventuallyEqual(async () => (await panel.loss()).replace(/^≈ /, "").slice(0, loss.length), loss);
    return panel;
  };

  describe("of a kernel", () => {
    it("are not asked where that is declined", async () => {
      await workbench().click("(logits,");
      await workbench().runCommand(command);
      await press(/Read variables of the running kernel\?/, "Cancel");
      assert.equal(await said(), "");
    });

    it("are not asked where no kernel runs", async () => {
      await workbench().click("(logits,");
      await workbench().runCommand(command);
      await press(/Read variables of the running kernel\?/, "Read");
      await eventuallyMatch(said, /logits: no kernel runs for this notebook/);
    });

    it("are not read where the Jupyter extension is told not to let us", async () => {
      await workbench().runCommand("Stand-In: Run All Cells");
      await eventuallyMatch(() => workbench().page.locator(".statusbar").innerText(), /All cells have run/);
      await workbench().click("(logits,");
      await workbench().runCommand(command);
      await press(/wants to access the Jupyter Kernels/, "Cancel");
      await eventuallyMatch(said, /logits: Loss Lens was denied access/);
    });

    it("are evaluated against the targets of the call, in the type that they have there", async () => {
      await workbench().click("(logits,");
      await workbench().runCommand(command);
      await press(/wants to access the Jupyter Kernels/, "Allow");
      await pair("logits", "labels", truth("print(f'{F.cross_entropy(logits, labels).item():.4f}')"));
    });

    it("come from the Variables view, too, and other targets are those of the kernel", async () => {
      await workbench().runCommand("Stand-In: View Variable", { type: "logits" });
      const panel = await workbench().panel(".loss-value");
      await eventuallyEqual(() => panel.pair(), ["logits", "labels"]);
      await panel.frame.getByRole("button", { name: "Other targets…" }).click();
      await eventuallyMatch(
        async () => (await workbench().quickPick.labels()).join(" "),
        /\blabels\b/,
        /\bbig_labels\b/,
      );
    });

    it("have one line where they are no arrays, whatever they do", async () => {
      await workbench().runCommand("Stand-In: View Variable", { type: "hostile" });
      await eventuallyMatch(said, /hostile: it is a Hostile, not an array of numbers/);
      await workbench().clear();
      await workbench().runCommand("Stand-In: View Variable", { type: "hostile.scores" });
      await eventuallyMatch(said, /hostile\.scores: RuntimeError: no scores/);
      await workbench().clear();
      await workbench().runCommand("Stand-In: View Variable", { type: "missing" });
      await eventuallyMatch(said, /missing: NameError: name 'missing' is not defined/);
    });

    it("stay there where they are large, and only the loss comes back", async () => {
      await workbench().runCommand("Stand-In: View Variable", { type: "big" });
      await eventuallyMatch(said, /big is larger than/);
      await workbench().page.getByRole("button", { name: "Compute Loss There" }).click();
      await workbench().quickPick.answer({ choose: "big_labels" }, TEST_MS);
      await workbench().quickPick.answer({ choose: "CrossEntropyLoss" }, TEST_MS);
      const loss = truth("print(f'{F.cross_entropy(big, big_labels).item():.4f}')");
      await eventuallyMatch(said, new RegExp(`CrossEntropyLoss.*${loss}.*computed where the arrays are`));
    });

    it("are not waited for where the kernel is busy, prints something else or is dead", async () => {
      await workbench().runCommand("Stand-In: Be Busy");
      await workbench().runCommand("Stand-In: View Variable", { type: "logits" });
      await eventuallyMatch(said, /logits: the kernel is busy/);
      await workbench().clear();
      await workbench().runCommand("Stand-In: Be Busy");
      await workbench().runCommand("Stand-In: Print Garbage");
      await workbench().runCommand("Stand-In: View Variable", { type: "logits" });
      await eventuallyMatch(said, /logits: the answer cannot be read/);
      await workbench().clear();
      await workbench().runCommand("Stand-In: Kill Kernel");
      await eventually(async () => {
        await workbench().runCommand("Stand-In: View Variable", { type: "logits" });
        return /logits: the kernel is dead/.test(await said()) || undefined;
      }, "the kernel to be dead");
    });
  });

  describe("of a paused program", () => {
    const inWatch = (expression: string) =>
      untilDone(async (timeout) => {
        const { page } = workbench();
        await page.keyboard.press("Escape");
        await workbench().runCommand("Run and Debug: Focus on Watch View");
        const row = page.locator(".debug-watch .monaco-list-row", { hasText: expression });
        await row.click({ button: "right", timeout });
        await page.locator(".monaco-menu .action-item", { hasText: "Evaluate Loss of Variable" }).click({ timeout });
      }, `the menu over ${expression} in Watch`);
    const stopped = (page = workbench().page) => page.locator(".codicon-debug-stackframe").first().waitFor();

    it("are evaluated by the name at the cursor, of Python", async () => {
      await workbench().openFile("train.py");
      await workbench().runCommand("Stand-In: Debug File to Its Breakpoint");
      await stopped();
      await workbench().placeCursor("cross_entropy(scores", "cross_entropy(sco".length);
      await workbench().runCommand(command);
      await press(/Read variables of the paused program\?/, "Read");
      await pair("scores", "wanted", truth("print(f'{F.cross_entropy(logits, labels).item():.4f}')"));
    });

    it("are evaluated from the hover over their name, which Alt brings in place of the debugger's", async () => {
      await workbench().placeCursor("step(logits, labels)", 0);
      await workbench().followBehindDebugger("(logits", "Evaluate loss of this variable");
      await pair("logits", "labels", truth("print(f'{F.cross_entropy(logits, labels).item():.4f}')"));
    });

    it("come through a file where they are long", async () => {
      await workbench().placeCursor("wide = torch", 2);
      await workbench().runCommand(command);
      const panel = await workbench().panel(".loss-value");
      await eventuallyEqual(() => panel.pair(), ["wide", "wide_labels"]);
    });

    it("come from the Watch view: the one that was chosen there, wherever the cursor is", async () => {
      await workbench().placeCursor("step(logits, labels)", "step(log".length);
      await workbench().runCommand("Debug: Add to Watch");
      await workbench().placeCursor("wide_labels = torch", 2);
      await inWatch("logits");
      await pair("logits", "labels", truth("print(f'{F.cross_entropy(logits, labels).item():.4f}')"));
    });

    it("are those of JavaScript in VS Code's own debugger", async () => {
      await workbench().runCommand("Debug: Stop");
      await workbench().openFile("scores.js");
      await workbench().runCommand("Stand-In: Debug File to Its Breakpoint");
      await stopped();
      await workbench().placeCursor("const scores", "const sc".length);
      await workbench().runCommand(command);
      await eventually(
        async () => (await workbench().quickPick.field.isVisible()) || undefined,
        "the targets to be asked for",
      );
      await workbench().quickPick.close();
      const panel = await workbench().panel();
      await eventuallyMatch(
        () => panel.frame.locator("body").innerText(),
        /scores/,
        /paused program scores\.js.*float32 · 2 × 3/,
      );
    });

    it("are typed arrays, too, the long ones whole, and a getter that throws is one line", async () => {
      const use = "console.log(scores, picks, typed.probabilities, typed.long, hostile.scores)";
      const ask = async (name: string) => {
        await workbench().placeCursor(use, use.indexOf(name) + name.length - 2);
        await workbench().runCommand(command);
      };
      for (const [name, ...texts] of [
        ["typed.probabilities", /^probabilities$/m, /float32 · 3\b/],
        ["typed.long", /^long$/m, /float64 · 20000\b/],
      ] as const) {
        await ask(name);
        await eventually(
          async () => (await workbench().quickPick.field.isVisible()) || undefined,
          "the targets to be asked for",
        );
        await workbench().quickPick.close();
        const panel = await workbench().panel();
        await eventuallyMatch(() => panel.frame.locator("body").innerText(), ...texts);
      }
      await ask("hostile.scores");
      await eventuallyMatch(said, /hostile\.scores: reading it raises Error: no scores/);
      await workbench().runCommand("Debug: Stop");
    });
  });
});
