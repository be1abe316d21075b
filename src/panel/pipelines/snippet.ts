import { reportPair } from "../../engine/pairReport";
import { firstGiving, type PipelineResult } from "../../engine/verdict";
import type { WhatIfOutcome } from "../../engine/whatIf/whatIf";
import type { Snapshot } from "../../protocol";
import { definitionSnippet } from "../../render/definitionCode";
import type { DefinitionLibrary } from "../../render/definitionTerms";
import { pipelineSnippet, pipelineTest, type SnippetContext } from "../../render/pytorchCode";
import type { PythonSource } from "../../render/writtenText";
import type { Evaluation, Misfit } from "../../report";
import { loadingOf } from "../../source";
import { inputName, targetName } from "../pair/argumentNames";
import { asChoice } from "../reading/choices";
import type { Evaluated } from "../state";

/** Two arrays in view, with the snapshot that they came in. */
export interface ShownPair {
  readonly snapshot: Snapshot;
  readonly report: Evaluation | Misfit;
}

/** The PyTorch program of a pipeline on the raw arrays, under the names of the person's own code. */
export function snippetOf(shown: ShownPair, result: PipelineResult): PythonSource {
  return pipelineSnippet(contextOf(shown), result);
}

/** The PyTorch program of a pair with changes for trial in it, by the first pipeline that gives its loss. */
export function whatIfSnippet(evaluated: Evaluated, { changed }: WhatIfOutcome): PythonSource | undefined {
  const { input, target, options, reading } = changed;
  const name = inputName(evaluated.snapshot, evaluated.report.inputLiteral);
  const report = reportPair({ input, target }, name, asChoice(reading), options);
  const result = report && firstGiving(report.pipelines);
  return result && pipelineSnippet({ ...contextOf(evaluated), input, target, options }, result);
}

/** A pytest that asserts what is shown of the pipeline. */
export function testOf(shown: ShownPair, result: PipelineResult): PythonSource {
  return pipelineTest(contextOf(shown), result);
}

/** The loss by definition in NumPy, or in NumPy and SciPy; undefined where there is none, or SciPy has no part in it. */
export function definitionOf(evaluated: Evaluated, library: DefinitionLibrary): PythonSource | undefined {
  const { reference } = evaluated.report;
  if (reference.kind !== "reference") return undefined;
  return definitionSnippet({ ...evaluated.report, ...contextOf(evaluated), reference }, library);
}

function contextOf({ snapshot, report }: ShownPair): SnippetContext {
  const { inputLiteral, targetLiteral } = report;
  return {
    input: inputLiteral.tensor,
    target: targetLiteral.tensor,
    inputName: inputName(snapshot, inputLiteral),
    targetName: targetName(snapshot, targetLiteral),
    inputLoading: loadingOf(snapshot.request.input),
    targetLoading: loadingOf(snapshot.request.target),
    options: report.options,
  };
}
