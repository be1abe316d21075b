import assert from "node:assert/strict";
import * as vscode from "vscode";
import { closeEverything, openText } from "./editing";
import { reportMark } from "./reportMark";

/** How long one turn of the event loop may take, in yardsticks: beyond what is felt, and far below what once blocked the host for minutes. */
const MOST = 60;

const small = "\nlogits = [[2.0, 0.5]]\nlabels = [1]\n";

/** Texts that once blocked the extension host or filled its memory, each with a small pair at its end where its language has one. */
const hostile: readonly (readonly [name: string, language: string, content: string, hasPair: boolean])[] = [
  [
    "an array of ten millions in 61 characters",
    "python",
    `import numpy as np\nx = np.zeros((1000000, 10))\ny = np.zeros(1000000, dtype=int)\n${small}`,
    true,
  ],
  [
    "twenty arrays of ten millions",
    "python",
    `import numpy as np\n${Array.from({ length: 20 }, (_, i) => `a${i} = np.zeros((1000, 10000))\n`).join("")}${small}`,
    true,
  ],
  ["names names names", "python", `# ${"names ".repeat(16_000)}\n${small}`, true],
  ["100,000 small arrays", "python", `${"a = [0.1, 0.9]\n".repeat(100_000)}${small}`, false],
  ["a line of 10 MB", "python", `x = [${"0.25, ".repeat(1_700_000)}]\n${small}`, false],
  ["blank lines in front of an array", "matlab", `${"\n".repeat(20_000)}a = [1 2; 3 4];\n`, false],
  ["semicolons", "matlab", `a = [${";".repeat(200_000)}]\n`, false],
  ["braces in braces", "plaintext", `${"{".repeat(2000)}a${"}".repeat(2000)}\n`, false],
  [
    "bytes of a binary file",
    "plaintext",
    String.fromCharCode(...Array.from({ length: 60_000 }, (_, i) => 1 + ((i * 7919) % 255))),
    false,
  ],
];

/** CPU time of the process for what any machine does: how slow this one is now, in ms. */
function yardstick(): number {
  const before = process.cpuUsage();
  assert.equal(JSON.parse(`[${"0.25, ".repeat(1_000_000)}0]`).length, 1_000_001);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/**
 * The longest turn of the event loop while something is done, in yardsticks of this machine: both are CPU time of the process, in which
 * no other process that takes the machine is counted.
 */
async function longestTurn(work: () => Promise<void>): Promise<number> {
  const yard = Math.max(yardstick(), yardstick(), yardstick());
  let longest = 0;
  let before = process.cpuUsage();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before);
    longest = Math.max(longest, (user + system) / 1000);
    before = process.cpuUsage();
  }, 5);
  try {
    await work();
    // The turn that has just ended is seen by the next.
    await new Promise((resolve) => setTimeout(resolve, 500));
  } finally {
    clearInterval(timer);
  }
  console.log(`${reportMark}      longest turn: ${longest.toFixed(0)} ms, ${(longest / yard).toFixed(1)} yardsticks`);
  return longest / yard;
}

/** In the browser's host there is no time of a process. */
const isNode = typeof process !== "undefined" && typeof process.cpuUsage === "function";

(isNode ? describe : describe.skip)("no text blocks the extension host", () => {
  afterEach(closeEverything);

  for (const [name, language, content, hasPair] of hostile) {
    it(`${name}: opened, edited, hovered`, async () => {
      const longest = await longestTurn(async () => {
        const document = await openText({ language, content });
        const editor = await vscode.window.showTextDocument(document);
        const last = document.lineAt(Math.max(0, document.lineCount - 3));
        const at = new vscode.Position(last.lineNumber, Math.min(13, last.text.length));
        editor.selection = new vscode.Selection(at, at);
        await editor.edit((edit) => edit.insert(new vscode.Position(document.lineCount, 0), "\n"));
        const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
          "vscode.executeHoverProvider",
          document.uri,
          at,
        );
        const said = hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]).map(({ value }) => value);
        // torch: CrossEntropyLoss()(torch.tensor([[2.0, 0.5]]), torch.tensor([1])) is 1.7014132738113403
        if (hasPair) assert.match(said.join("\n"), /1\.7014/);
      });
      assert.ok(longest < MOST, `one turn took ${longest.toFixed(0)} yardsticks`);
    });
  }

  it("fifty editors at once", async () => {
    const longest = await longestTurn(async () => {
      for (let i = 0; i < 50; i++) {
        const document = await openText({ language: "python", content: `a${i} = [0.1, 0.9]\n${small}` });
        await vscode.window.showTextDocument(document, { preview: false });
      }
    });
    assert.ok(longest < MOST, `one turn took ${longest.toFixed(0)} yardsticks`);
  });

  it("a clipboard that refuses is said", async () => {
    const { env } = vscode;
    const { clipboard } = env;
    const document = await openText({ language: "python", content: small });
    const editor = await vscode.window.showTextDocument(document);
    editor.selection = new vscode.Selection(1, 13, 1, 13);
    const { showErrorMessage } = vscode.window;
    const said: string[] = [];
    Object.defineProperty(env, "clipboard", {
      configurable: true,
      get: () => ({ ...clipboard, writeText: () => Promise.reject(new Error("not allowed")) }),
    });
    Object.defineProperty(vscode.window, "showErrorMessage", {
      configurable: true,
      value: (message: string) => {
        said.push(message);
        return Promise.resolve(undefined);
      },
    });
    try {
      await vscode.commands.executeCommand("lossLens.copyCode");
      assert.deepEqual(said, ["CrossEntropyLoss could not be copied: not allowed"]);
    } finally {
      Object.defineProperty(env, "clipboard", { configurable: true, get: () => clipboard });
      Object.defineProperty(vscode.window, "showErrorMessage", { configurable: true, value: showErrorMessage });
    }
  });
});
