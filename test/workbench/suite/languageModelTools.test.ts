import assert from "node:assert/strict";
import * as vscode from "vscode";

const code = `import torch
import torch.nn.functional as F
probs = torch.tensor([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]])
labels = torch.tensor([0, 1, 2, 0])
loss = F.cross_entropy(probs, labels)
`;

async function invoke(name: string, input: object): Promise<readonly string[]> {
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part as vscode.LanguageModelTextPart).value);
}

describe("tools for language models", () => {
  it("are there, with the inputs that the manifest declares", () => {
    const own = vscode.lm.tools.filter(({ name }) => name.startsWith("losslens_"));
    assert.deepEqual(own.map(({ name }) => name).sort(), [
      "losslens_check_losses",
      "losslens_evaluate_arrays",
      "losslens_explain_loss",
    ]);
    for (const { inputSchema, description } of own) assert.ok(inputSchema !== undefined && description.length > 50);
  });

  it("answer in words and as JSON", async () => {
    const [text = "", json = ""] = await invoke("losslens_check_losses", { code });
    // torch 2.13: F.cross_entropy(probs, labels) is 0.6628, F.nll_loss(probs.log(), labels) 0.1785.
    assert.match(text, /softmax applied twice/);
    const { files } = JSON.parse(json) as {
      readonly files: readonly { readonly calls: readonly { readonly cause: string; readonly printed: string }[] }[];
    };
    assert.deepEqual(
      files[0]?.calls.map(({ cause, printed }) => [cause, printed]),
      [["double-softmax", "0.6628"]],
    );
    const [evaluated = ""] = await invoke("losslens_evaluate_arrays", { input: [[0.8, 0.2]], target: [0] });
    assert.match(evaluated, /Loss by definition: 0\.2231/);
    const [explained = ""] = await invoke("losslens_explain_loss", { text: "loss: 0.6931" });
    assert.match(explained, /0\.6931/);
  });

  it("say in one line what an input is not", async () => {
    await assert.rejects(invoke("losslens_explain_loss", { line: 1 }), /text/);
    await assert.rejects(invoke("losslens_evaluate_arrays", { input: "no array", target: [0] }), /input: /);
  });
});
