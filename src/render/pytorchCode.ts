import type { LossOptions } from "../engine/loss";
import type { TensorOp } from "../engine/ops/tensorOp";
import type { Pipeline, PipelineResult } from "../engine/verdict";
import type { Loading } from "../source";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { loadingImports } from "./loadingCode";
import { formatCode } from "./numbers";
import { opsCode, pipelineName } from "./pipelineText";
import { lossLines } from "./pytorchLoss";
import { identifier, promoted, tensorLine } from "./pytorchTensors";
import {
  joined,
  type PythonSource,
  python,
  pythonComment,
  pythonName,
  pythonNumbers,
  pythonSpaces,
  pythonString,
} from "./writtenText";

/** What the code is about: the arrays, and the names they go by in the person's own code. */
export interface SnippetContext {
  readonly input: Tensor;
  readonly target: Tensor;
  readonly inputName: string | undefined;
  readonly targetName: string | undefined;
  /** How large arrays are loaded, where that is known. */
  readonly inputLoading?: Loading | undefined;
  readonly targetLoading?: Loading | undefined;
  readonly options: LossOptions;
  /** Up to how many elements an array's values are written out; what is read by a person has fewer than what is run. */
  readonly mostCopied?: number;
}

/**
 * A complete PyTorch program for a pipeline: imports, tensors, loss, and the value it prints as a comment. What the loss is computed
 * from is float64, so that torch prints the digits shown here. Where the pipeline raises, its fix is written in; without one the
 * program keeps the dtypes as they are and shows the exception.
 */
export function pipelineSnippet(context: SnippetContext, result: PipelineResult): PythonSource {
  const { tensors, loss } = codeParts(context, result);
  return program([python`import torch`], [...tensors, python``, ...loss, ...outcomeLines(result)]);
}

/** The program of a call as it stands: nothing mended, the dtypes those of the arrays. It prints nothing. */
export function callProgram(
  { input, target, options, ...context }: SnippetContext,
  { ops, loss }: Pipeline,
): PythonSource {
  const inputName = identifier(context.inputName, "input", []);
  const targetName = identifier(context.targetName, "target", [inputName]);
  const { mostCopied } = context;
  const tensors = [
    tensorLine(inputName, input, mostCopied, context.inputLoading),
    tensorLine(targetName, target, mostCopied, context.targetLoading),
  ];
  const lines = lossLines(loss, options, opsCode(ops, inputName), targetName);
  return program([python`import torch`], [...tensors, python``, ...lines]);
}

/** The lines of a pipeline on variables that are there already, under the names that they have in it. */
export function variableProgram(context: SnippetContext, result: PipelineResult) {
  const inputName = identifier(context.inputName, "input", []);
  const targetName = identifier(context.targetName, "target", [inputName]);
  const code = program([python`import torch`], codeParts(context, result).loss);
  return { inputName, targetName, code };
}

/** A pytest of a pipeline: it asserts the value shown, to 1e-9, or the exception and its text. */
export function pipelineTest(context: SnippetContext, result: PipelineResult): PythonSource {
  const { tensors, loss } = codeParts(context, result);
  const name = pythonName(`test_${pipelineName(result.pipeline).toLowerCase().replaceAll(/\W+/g, "_")}`);
  const indented = (lines: readonly PythonSource[], depth: number) =>
    lines.map((line) => python`${pythonSpaces(depth)}${line}`);
  const outcome = outcomeOf(result);
  if (outcome === undefined && result.kind === "raised") {
    const { exception, message } = result.refusal;
    const raises = python`    with pytest.raises(${pythonName(exception)}, match="^" + re.escape(${pythonString(message)})):`;
    return program(
      [python`import re`, python``, python`import pytest`, python`import torch`],
      [...tensors, python``, python``, python`def ${name}():`, raises, ...indented(loss, 8)],
    );
  }
  const { data = [], shape = [] } = outcome ?? {};
  const values = joined(
    Array.from(data, (value) => formatCode(value)),
    ", ",
  );
  const expected = shape.length === 0 ? values : python`[${values}]`;
  const reshaped = shape.length > 1 ? python`.reshape(${pythonNumbers(shape)})` : python``;
  const assertion = [
    python`expected = torch.tensor(${expected}, dtype=torch.float64)${reshaped}`,
    python`torch.testing.assert_close(loss.double(), expected, rtol=1e-9, atol=1e-12, equal_nan=True)`,
  ];
  return program(
    [python`import torch`],
    [...tensors, python``, python``, python`def ${name}():`, ...indented([...loss, ...assertion], 4)],
  );
}

function codeParts(context: SnippetContext, result: PipelineResult) {
  const repaired = result.kind === "raised" ? result.repaired : undefined;
  const { input, target, options } =
    result.kind === "raised" && !repaired ? context : inFloat64(context, repaired?.fix.argument !== "input");
  const inputName = identifier(context.inputName, "input", []);
  const targetName = identifier(context.targetName, "target", [inputName]);
  const fixed = (argument: "input" | "target", name: PythonSource): PythonSource => {
    return repaired?.fix.argument === argument ? opsCode(repaired.fix.ops.map(castToFloat64), name) : name;
  };
  const { ops, loss, targetOps = [], times = 1 } = (repaired ?? result).pipeline;
  const activated = opsCode(ops, fixed("input", inputName));
  return {
    tensors: [
      tensorLine(inputName, input, context.mostCopied, context.inputLoading),
      tensorLine(targetName, target, context.mostCopied, context.targetLoading),
    ],
    loss: [
      ...lossLines(loss, options, activated, opsCode(targetOps, fixed("target", targetName))),
      ...(times === 1 ? [] : [python`loss = loss * ${formatCode(times)}`]),
    ],
  };
}

/** Everything floating in float64; the input in any case where it runs, since an activation of integers would round to float32. */
function inFloat64(context: SnippetContext, inputRuns: boolean): SnippetContext {
  const options = Object.entries(context.options).map(([name, value]) => [
    name,
    typeof value === "object" ? promoted(value) : value,
  ]);
  return {
    ...context,
    input: inputRuns ? { ...context.input, dtype: "float64" } : promoted(context.input),
    target: promoted(context.target),
    options: Object.fromEntries(options),
  };
}

/** The lines under the imports that they need. */
function program(imports: readonly PythonSource[], lines: readonly PythonSource[]): PythonSource {
  const body = joined(lines, "\n");
  const needed = [...imports];
  if (body.includes("nn.")) needed.push(python`from torch import nn`);
  if (/\bF\./.test(body)) needed.push(python`from torch.nn import functional as F`);
  needed.push(...loadingImports(body, needed));
  if (/\bmath\./.test(body)) needed.unshift(imports[0] === "import re" ? python`import math` : python`import math\n`);
  return python`${joined(needed, "\n")}\n\n${body}\n`;
}

const LISTED_LOSSES = 20;

function outcomeOf(result: PipelineResult): Tensor | undefined {
  return result.kind === "ran" ? result.value : result.repaired?.value;
}

function outcomeLines(result: PipelineResult): readonly PythonSource[] {
  const value = outcomeOf(result);
  if (value === undefined)
    return result.kind === "raised" ? [pythonComment(`${result.refusal.exception}: ${result.refusal.message}`)] : [];
  if (value.shape.length === 0) return [python`print(f"{loss.item():.8f}")  ${pythonComment(printed(value.data[0]))}`];
  if (value.data.length > LISTED_LOSSES) return [python`print(loss)`];
  return [python`print(loss)`, pythonComment(`[${Array.from(value.data, printed).join(", ")}]`)];
}

/** As Python prints it with eight decimals. */
function printed(value: number): string {
  return value.toFixed(8).replace("Infinity", "inf").replace("NaN", "nan");
}

/** A cast to a floating dtype follows the snippet's float64. */
function castToFloat64(op: TensorOp): TensorOp {
  return op.op === "to" && isFloatingPoint(op.dtype) ? { op: "to", dtype: "float64" } : op;
}
