/**
 * The engine outside the editor, as `import { evaluate } from "loss-lens"`: docs/library.md. Everything here is pure and runs wherever
 * JavaScript does; numbers are float64 and equal to those of PyTorch 2.13 on the CPU.
 */
export { ask } from "./ask";
export { check, explainAt } from "./check";
export { type Explanation, explainLoss, type LossExplanations } from "./engine/explainLoss";
export type {
  Denominator,
  LossFunction,
  LossName,
  LossOptions,
  Reduction,
  Unreduced,
} from "./engine/loss";
export { lossFunctions } from "./engine/losses/lossFunctions";
export { type PairReport, type ReferenceLoss, reportPair } from "./engine/pairReport";
export { lossInDType } from "./engine/precision/lossInDType";
export { rankReadings } from "./engine/rankReadings";
export type { InputKind, RankedReading, Reading, ReadingChoice, TargetKind, Task } from "./engine/reading";
export { reduce } from "./engine/reduce";
export { isRefusal, type Refusal } from "./engine/refusal";
export { parseSeenLoss, type SeenLoss } from "./engine/seenLoss";
export type { Mistake, Pipeline, PipelineResult, PipelineVerdict, Raised, Ran } from "./engine/verdict";
export { evaluate } from "./evaluate";
export { definitionsAbove } from "./literal/definitionsAbove";
export type { Diagnostic, Literal, Span, Unreadable } from "./literal/literal";
export { literalAt } from "./literal/literalAt";
export { type FoundLiteral, literalsIn } from "./literal/literalsIn";
export { type NamedLiteral, namedLiterals } from "./literal/namedLiterals";
export { parseLiteral } from "./literal/parseLiteral";
export type {
  ArgumentJson,
  CallJson,
  CheckJson,
  FixJson,
  PasteAnswerJson,
  PlaceJson,
  SeenJson,
} from "./render/answerJson";
export { explanationName, explanationText } from "./render/explanationText";
export { findingText } from "./render/findingText";
export { fixCode, pipelineName } from "./render/pipelineText";
export { evidenceText, readingName } from "./render/readingText";
export { mistakeText } from "./render/verdictText";
export type {
  Evaluation,
  InputOnly,
  Misfit,
  Report,
  Request,
  RequestOptions,
  UnreadableArgument,
} from "./report";
export type { ArraySource, Source, TextSource } from "./source";
export type { DType, Tensor } from "./tensor/tensor";
