import assert from "node:assert/strict";
import * as vscode from "vscode";

const code = `import torch
import torch.nn.functional as F
probs = torch.tensor([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]])
labels = torch.tensor([0, 1, 2, 0])
loss = F.cross_entropy(probs, labels)
`;

/** The host that is a worker of the browser has no processes, and is offered no server. */
const hasProcesses =
  (globalThis as { process?: { readonly versions?: { readonly node?: string } } }).process?.versions?.node !==
  undefined;

const setting = () => vscode.workspace.getConfiguration("chat");
const tools = () => vscode.lm.tools.flatMap(({ name }) => (name.startsWith("mcp_loss_lens_") ? [name] : [])).sort();

/** By VS Code's own client of the protocol, which knows of the server what the offer says and nothing else. */
(hasProcesses ? describe : describe.skip)("the server for agents that VS Code is offered", () => {
  // VS Code has no tools of servers where its features for agents are off, as they are in the other tests.
  before(() => setting().update("disableAIFeatures", false, vscode.ConfigurationTarget.Global));
  after(async () => {
    await vscode.commands.executeCommand("workbench.mcp.stopServer", "loss-lens.loss-lens/Loss Lens");
    await setting().update("disableAIFeatures", true, vscode.ConfigurationTarget.Global);
  });

  it("is started by VS Code as the offer says, and lists its tools", async () => {
    const there = new Promise<void>((resolve) => {
      const look = () => (tools().length === 3 ? resolve() : setTimeout(look, 100));
      look();
    });
    // A server that is not known yet, or that VS Code does not let start, is no error of this command.
    await vscode.commands.executeCommand("workbench.mcp.startServer", "loss-lens.loss-lens/Loss Lens", {
      waitForLiveTools: true,
      autoTrustChanges: true,
    });
    await there;
    assert.deepEqual(tools(), [
      "mcp_loss_lens_check_losses",
      "mcp_loss_lens_evaluate_arrays",
      "mcp_loss_lens_explain_loss",
    ]);
  });

  it("answers what VS Code asks", async () => {
    const { content } = await vscode.lm.invokeTool("mcp_loss_lens_check_losses", {
      input: { code },
      toolInvocationToken: undefined,
    });
    const said = content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("\n");
    // torch 2.13: F.cross_entropy(probs, labels) is 0.6628.
    assert.match(said, /double-softmax/);
    assert.match(said, /0\.6628/);
  });
});
