import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { getDefaultEnvironment, StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import type { CheckedFiles } from "../../../src/agents/checkLosses";
import type { EvaluatedArrays } from "../../../src/agents/evaluateArrays";
import type { CheckJson } from "../../../src/render/answerJson";
import { PATIENCE_MS } from "../../workbench/harness/patience";

const repository = resolve(__dirname, "../../..");
const server = ["--import=tsx", "src/cli/main.ts", "mcp"];

const program = `import torch
import torch.nn.functional as F
probs = torch.tensor([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]])
labels = torch.tensor([0, 1, 2, 0])
loss = F.cross_entropy(probs, labels)
`;

describe("the server for agents, asked by the SDK's own client", () => {
  const client = new Client({ name: "test", version: "1" });

  before(() =>
    client.connect(
      new StdioClientTransport({
        command: process.execPath,
        args: server,
        cwd: repository,
        env: getDefaultEnvironment(),
        stderr: "ignore",
      }),
      { timeout: PATIENCE_MS },
    ),
  );
  after(() => client.close());

  /** The client checks what it is given against the tool's schema of outputs, and rejects what does not fit. */
  const call = async (name: string, given: Record<string, unknown>) =>
    (await client.callTool({ name, arguments: given }, undefined, { timeout: PATIENCE_MS })) as CallToolResult;
  const data = async <Data>(name: string, given: Record<string, unknown>) => {
    const { structuredContent, isError, content } = await call(name, given);
    assert.equal(isError, undefined, JSON.stringify(content));
    return structuredContent as unknown as Data;
  };
  const error = async (name: string, given: Record<string, unknown>) => {
    const { isError, content } = await call(name, given);
    assert.equal(isError, true);
    const [first] = content;
    assert.equal(first?.type, "text");
    return first.text;
  };

  it("lists three tools that only read, each with both schemas", async () => {
    assert.deepEqual(client.getServerVersion()?.name, "loss-lens");
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name }) => name),
      ["check_losses", "explain_loss", "evaluate_arrays"],
    );
    for (const { inputSchema, outputSchema, annotations, description } of tools) {
      assert.equal(inputSchema.type, "object");
      assert.equal(outputSchema?.type, "object");
      assert.deepEqual([annotations?.readOnlyHint, annotations?.openWorldHint], [true, false]);
      assert.ok(description !== undefined && description.length > 50);
    }
  });

  it("check_losses: each call of code, and of files with notebooks among them", async () => {
    const { files } = await data<CheckedFiles>("check_losses", { code: program });
    const [{ calls }] = files as readonly [CheckJson];
    // torch 2.13: F.cross_entropy(probs, labels).item() is 0.6628, F.nll_loss(probs.log(), labels) 0.1785.
    assert.equal(calls[0]?.verdict, "wrong");
    assert.equal(calls[0]?.cause, "double-softmax");
    assert.equal(calls[0]?.printed, "0.6628");
    assert.equal(Number(calls[0]?.fixes[0]?.value).toFixed(4), "0.1785");
    const cell = { cell_type: "code", source: program, outputs: [] };
    const more = await data<CheckedFiles>("check_losses", {
      files: [
        { path: "a.py", text: "x = 1\n" },
        { path: "b.ipynb", text: JSON.stringify({ cells: [cell], nbformat: 4 }) },
      ],
    });
    assert.deepEqual(
      more.files.map(({ file, calls: found }) => [file, found.map(({ place }) => [place.cell, place.line])]),
      [
        ["a.py", []],
        ["b.ipynb", [[1, 5]]],
      ],
    );
  });

  it("check_losses: a damaged notebook fails alone", async () => {
    const given = {
      files: [
        { path: "bad.ipynb", text: "{bad" },
        { path: "a.py", text: program },
      ],
    };
    const { files, notRead } = await data<CheckedFiles>("check_losses", given);
    assert.deepEqual(
      files.map(({ file, calls }) => [file, calls[0]?.cause]),
      [["a.py", "double-softmax"]],
    );
    assert.deepEqual(
      notRead?.map(({ file }) => file),
      ["bad.ipynb"],
    );
    assert.match(notRead?.[0]?.message ?? "", /^is damaged[^\n]+$/);
    assert.match(await error("check_losses", { files: given.files.slice(0, 1) }), /^bad\.ipynb is damaged/);
  });

  it("explain_loss: a paste, and the call on a line", async () => {
    const said = await data<CheckJson>("explain_loss", {
      text: "RuntimeError: expected scalar type Long but found Float",
    });
    assert.equal(said.answers[0]?.about, "traceback");
    assert.equal(said.answers[0]?.cause, "dtype");
    const there = await data<CheckJson>("explain_loss", { text: program, line: 5 });
    assert.deepEqual(
      there.calls.map(({ text }) => text),
      ["F.cross_entropy(probs, labels)"],
    );
    const fed = await data<CheckJson>("explain_loss", { text: program, line: 4, column: 10 });
    assert.equal(fed.calls[0]?.cause, "double-softmax");
  });

  it("evaluate_arrays: lists and printed arrays, with a loss and without", async () => {
    const logits = [
      [2, -1, 0.5],
      [0.1, 0.2, 0.3],
    ];
    const named = await data<EvaluatedArrays>("evaluate_arrays", {
      input: logits,
      target: [0, 2],
      loss: "CrossEntropyLoss",
      options: { label_smoothing: 0.1, weight: [1, 2, 3] },
    });
    // torch 2.13, float64: CrossEntropyLoss(weight=[1., 2., 3.], label_smoothing=0.1) of them.
    assert.equal(Number(named.answer?.value).toFixed(6), "0.883603");
    assert.match(named.code ?? "", /nn\.CrossEntropyLoss\(weight=torch\.tensor\(\[1\.0, 2\.0, 3\.0\]/);
    const plain = await data<EvaluatedArrays>("evaluate_arrays", {
      input: "tensor([[0.8000, 0.1000, 0.1000], [0.1500, 0.8000, 0.0500]])",
      target: "tensor([0, 1])",
      input_kind: "probabilities",
    });
    assert.equal(plain.answer, null);
    assert.equal(plain.evaluation.loss, -Math.log(0.8));
    // Whole numbers in the shape of the input are no class indices to these losses.
    const binary = await data<EvaluatedArrays>("evaluate_arrays", {
      input: [2, -1, 0],
      target: [1, 0, 1],
      loss: "BCEWithLogitsLoss",
    });
    const each = [Math.log1p(Math.exp(-2)), Math.log1p(Math.exp(-1)), Math.log(2)];
    assert.equal(Number(binary.answer?.value).toFixed(10), ((each[0]! + each[1]! + each[2]!) / 3).toFixed(10));
    const typed = await data<EvaluatedArrays>("evaluate_arrays", {
      input: [2, -1, 0],
      target: "torch.tensor([1, 0, 1])",
      loss: "BCEWithLogitsLoss",
    });
    assert.equal(typed.answer?.verdict, "raises");
  });

  it("evaluate_arrays: targets that are a teacher's logits, with a temperature", async () => {
    const pair = {
      input: [
        [1, 2, 0.5],
        [0.3, -1, 2],
      ],
      target: [
        [0.5, 3, -1],
        [1, 0, 1.5],
      ],
    };
    const loss = async (more: object) => {
      const { evaluation } = await data<EvaluatedArrays>("evaluate_arrays", { ...pair, ...more });
      return Number(evaluation.loss).toFixed(10);
    };
    // torch 2.13: T * T * F.kl_div(F.log_softmax(s / T, 1), F.softmax(t / T, 1), reduction="batchmean"), T 1 and 2.
    assert.equal(await loss({ teacher_logits: true }), "0.2004031073");
    assert.equal(await loss({ temperature: 2 }), "0.3287653359");
  });

  it("nan and infinities are words, and losses that are not reduced lists", async () => {
    const { evaluation, answer } = await data<EvaluatedArrays>("evaluate_arrays", {
      input: "torch.tensor([[float('nan'), 1.0], [0.0, 0.5]])",
      target: "torch.tensor([0, 1])",
      loss: "CrossEntropyLoss",
      options: { reduction: "none" },
    });
    assert.equal([answer?.value].flat()[0], "nan");
    assert.ok(evaluation.loss !== null && typeof evaluation.loss === "object");
    assert.deepEqual(evaluation.loss.shape, [2]);
  });

  it("evaluate_arrays: what lies beyond the largest double is infinite, and a second array is not passed over", async () => {
    // JSON.stringify writes no 1e999: that goes over the wire in a test below. torch 2.13: F.l1_loss of them is inf.
    const { answer } = await data<EvaluatedArrays>("evaluate_arrays", {
      input: ["inf", 0.5, "-inf"],
      target: [0.5, 0.5, 0.5],
      loss: "L1Loss",
    });
    assert.equal(answer?.value, "inf");
    const several = await data<EvaluatedArrays>("evaluate_arrays", { input: "[0.1, 0.2]; [0.3, 0.4]", target: [0, 1] });
    assert.match(several.evaluation.findings?.[0] ?? "", /^input: There are several arrays here/);
  });

  const refused: readonly (readonly [tool: string, given: Record<string, unknown>, says: RegExp])[] = [
    ["check_losses", {}, /nothing to check/],
    ["check_losses", { code: 7 }, /^Input not understood: code: /],
    ["check_losses", { files: [{ path: "a.py" }] }, /^Input not understood: files\.0\.text: /],
    ["check_losses", { code: "x", file: "/etc/passwd" }, /^Input not understood: .*file/],
    ["check_losses", { code: "#".repeat(2_000_001) }, /2000001 characters are too many: at most 2000000/],
    [
      "check_losses",
      { files: Array.from({ length: 201 }, () => ({ path: "a.py", text: "" })) },
      /201 files are too many/,
    ],
    ["check_losses", { files: [{ path: "a.ipynb", text: "{" }] }, /^a\.ipynb is damaged/],
    ["explain_loss", {}, /^Input not understood: text: /],
    ["explain_loss", { text: "x = 1", line: 0 }, /^Input not understood: line: /],
    ["explain_loss", { text: "x = 1", line: 9 }, /no line 9/],
    ["explain_loss", { text: "x = 1", line: 1 }, /no loss call at line 1/],
    ["explain_loss", { text: "x = 1", column: 1 }, /give the line, too/],
    ["evaluate_arrays", { input: [1, 2] }, /^Input not understood: target: /],
    ["evaluate_arrays", { input: "hello", target: [0] }, /^input: /],
    ["evaluate_arrays", { input: [[1, 2], [3]], target: [0, 1] }, /^input: /],
    ["evaluate_arrays", { input: Array(100_001).fill(0.5), target: [1] }, /100002 elements are too many/],
    ["evaluate_arrays", { input: [1], target: [1], loss: "CTCLoss" }, /^Input not understood: loss: /],
    [
      "evaluate_arrays",
      { input: [1], target: [1], loss: "GaussianNLLLoss" },
      /^Input not understood: loss: GaussianNLLLoss takes input, target, var: /,
    ],
    ["evaluate_arrays", { input: [1], target: [1], loss: "FocalLoss" }, /^Input not understood: loss: Invalid option/],
    ["evaluate_arrays", { input: [1], target: [1], loss: "MSELoss", options: { gamma: 2 } }, /gamma/],
    [
      "evaluate_arrays",
      { input: [1], target: [1], loss: "MSELoss", options: { label_smoothing: 0.1 } },
      /^MSELoss has no label_smoothing\.$/,
    ],
  ];
  for (const [tool, given, says] of refused) {
    it(`${tool}: refuses ${JSON.stringify(given).slice(0, 60)} in one line, and goes on`, async () => {
      const message = await error(tool, given);
      assert.match(message, says);
      assert.doesNotMatch(message, /\n/);
      assert.ok(message.length <= 500);
    });
  }

  it("knows no other tool", async () => {
    await assert.rejects(call("run", {}), /There is no tool run/);
  });
});

describe("the server for agents on lines that no client sends", () => {
  it("answers params that do not fit with −32602, what is no message with −32600, each in one line", async () => {
    const child = spawn(process.execPath, server, { cwd: repository, stdio: ["pipe", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    const call = (id: number, params: unknown) => JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params });
    const lines: readonly (readonly [line: string, id: number | string | null, code: number])[] = [
      [call(1, { name: "check_losses", arguments: null }), 1, -32602],
      [call(2, { name: "check_losses", arguments: [1] }), 2, -32602],
      ['{"jsonrpc": "2.0", "id": 3, "method": "tools/call"}', 3, -32602],
      ['{"jsonrpc": "2.0", "id": 4, "method": "initialize", "params": {"protocolVersion": 5}}', 4, -32602],
      [call(10, []), 10, -32602],
      ['{"jsonrpc": "2.0", "id": "a", "method": "ping", "params": 5}', "a", -32602],
      ['{"jsonrpc": "2.0", "id": 11, "method": "ping", "params": {"_meta": 5}}', 11, -32602],
      ['{"jsonrpc": "2.0", "id": 12, "method": "other", "params": []}', 12, -32601],
      ['[{"jsonrpc": "2.0", "id": 5, "method": "ping"}]', null, -32600],
      ['{"id": 6, "method": "ping"}', null, -32600],
      ['{"jsonrpc": "2.0", "id": null, "method": "ping"}', null, -32600],
      ['{"jsonrpc": "2.0", "id": {"a": 1}, "method": "ping"}', null, -32600],
      ["null", null, -32600],
    ];
    // A notification is never answered, and a mark of byte order is no part of a message.
    child.stdin.write('{"jsonrpc": "2.0", "method": "tools/call", "params": {"name": 5}}\n');
    child.stdin.write('{"jsonrpc": "2.0", "method": "notifications/initialized", "params": []}\n');
    for (const [line] of lines) child.stdin.write(`${line}\n`);
    child.stdin.write('\ufeff{"jsonrpc": "2.0", "id": 9, "method": "ping"}\r\n');
    child.stdin.end();
    await once(child, "close");
    const answers = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      answers.slice(0, -1).map(({ id, error }) => [id, error?.code]),
      lines.map(([, id, code]) => [id, code]),
    );
    for (const { error } of answers.slice(0, -1)) assert.doesNotMatch(error.message, /\n/);
    assert.deepEqual(answers.at(-1), { jsonrpc: "2.0", id: 9, result: {} });
  });

  it("answers what is torn, no JSON or too large with an error, refuses what is nested without end, and answers the next", async () => {
    const child = spawn(process.execPath, server, { cwd: repository, stdio: ["pipe", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stdin.write('{"jsonrpc": "2.0", "id\n');
    child.stdin.write('{"jsonrpc": "2.0", "id": 7, "method": "ping", "params": {"x": NaN}}\n');
    child.stdin.write(`"${"a".repeat(17_000_000)}"\n`);
    const deep = `${"[".repeat(200_000)}1${"]".repeat(200_000)}`;
    const params = `{"name": "evaluate_arrays", "arguments": {"input": ${deep}, "target": [0]}}`;
    child.stdin.write(`{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": ${params}}\n`);
    const infinite =
      '{"name": "evaluate_arrays", "arguments": {"input": [1e999, 0.5], "target": [0.5, -1e999], "loss": "L1Loss"}}';
    child.stdin.write(`{"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": ${infinite}}\n`);
    child.stdin.write('{"jsonrpc": "2.0", "id": 2, "method": "ping"}\n');
    child.stdin.end();
    const [status] = (await once(child, "close")) as [number | null];
    assert.equal(status, 0);
    const [torn, noJson, tooLarge, refused, beyond, pong] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const answer of [torn, noJson]) assert.deepEqual([answer.id, answer.error.code], [null, -32700]);
    assert.deepEqual([tooLarge.id, tooLarge.error.code], [null, -32600]);
    assert.match(tooLarge.error.message, /^A message of 17000002 bytes is too large/);
    assert.deepEqual([refused.id, refused.result.isError], [1, true]);
    assert.match(refused.result.content[0].text, /^input: [^\n]+$/);
    assert.equal(beyond.result.structuredContent.answer.value, "inf");
    assert.deepEqual(pong, { jsonrpc: "2.0", id: 2, result: {} });
  });
});
