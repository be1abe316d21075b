import * as l10n from "@vscode/l10n";
import type { CheckedUse } from "../code/checkUse";
import type { LossUse, TextSpan, TracedOp } from "../code/lossUse";
import type { LossName } from "../engine/loss";
import type { Fix } from "../engine/refusal";
import type { Mistake, Ran } from "../engine/verdict";
import { formatLoss } from "./numbers";
import { fixCode, opsCode, pipelineName } from "./pipelineText";
import { inputKindName } from "./readingText";
import { mistakeText } from "./verdictText";

/** A change of the code that mends a mismatch. */
export interface CodeEdit {
  readonly title: string;
  readonly span: TextSpan;
  readonly replacement: string;
}

/** A mismatch between a loss call and the values it gets: where it stands, what it says, what would mend it. */
export interface CodeHint {
  readonly span: TextSpan;
  readonly message: string;
  readonly edits: readonly CodeEdit[];
}

export function codeHint(texts: readonly string[], { use, report, misfit }: CheckedUse): CodeHint | undefined {
  if (misfit === undefined) return undefined;
  const name = pipelineName(misfit.pipeline);
  if (misfit.kind === "raised") {
    const { refusal, repaired } = misfit;
    const message = l10n.t("{0} raises on these values: {1}", name, `${refusal.exception}: ${refusal.message}`);
    // BCELoss refuses logits: the loss that takes them is more likely meant than another sigmoid.
    const other =
      use.loss === "BCELoss" && report.reading.inputKind === "logits" ? renamed(texts, use, "BCEWithLogitsLoss") : [];
    return {
      span: use.call,
      message,
      edits: [...other, ...(repaired === undefined ? [] : [repairing(texts, use, repaired.fix)])],
    };
  }
  const value = knownValue(use, misfit);
  const [kind, mistake] = [inputKindName(report.reading.inputKind), mistakeText(misfit.mistake)];
  const message =
    value === undefined
      ? l10n.t("{0} on these {1}: {2}.", name, kind, mistake)
      : l10n.t("{0} gives {1} on these {2}: {3}.", name, value, kind, mistake);
  return { span: use.call, message, edits: mistakeEdits(texts, use, misfit.mistake) };
}

/** What the code does with its array, for the panel: the hint, or that all is well. */
export function codeUseText(texts: readonly string[], checked: CheckedUse): string {
  const hint = codeHint(texts, checked);
  if (hint !== undefined) return hint.message;
  const { use, result } = checked;
  const name = pipelineName(result.pipeline);
  const value = result.kind === "ran" ? knownValue(use, result) : undefined;
  return value === undefined
    ? l10n.t("{0} fits these values.", name)
    : l10n.t("{0} gives {1} and fits these values.", name, value);
}

/** The number that the call gives: none where it depends on options that are not known, or is several. */
function knownValue({ options }: LossUse, { value }: Ran): string | undefined {
  return options.others || value.shape.length > 0 ? undefined : formatLoss(value.data[0]);
}

function mistakeEdits(texts: readonly string[], use: LossUse, mistake: Mistake): readonly CodeEdit[] {
  switch (mistake.kind) {
    case "softmaxOfProbabilities":
    case "sigmoidOfProbabilities": {
      const squash = use.input.ops.findLast(({ op }) => /soft|sigmoid/i.test(op.op));
      if (squash !== undefined) return [dropped(texts, squash)];
      return mistake.kind === "softmaxOfProbabilities" ? [logged(texts, use)] : renamed(texts, use, "BCELoss");
    }
    case "noLogarithm":
      return mistake.of === "logits" ? renamed(texts, use, "CrossEntropyLoss") : [logged(texts, use)];
    case "notProbabilities":
      return mistake.of === "logits" ? renamed(texts, use, "BCEWithLogitsLoss") : [];
    case "sigmoidForExclusive":
    case "softmaxForIndependent": {
      const squash = use.input.ops.findLast(({ op }) => /soft|sigmoid/i.test(op.op));
      return squash === undefined ? [] : [dropped(texts, squash)];
    }
    default:
      return [];
  }
}

function repairing(texts: readonly string[], use: LossUse, fix: Fix): CodeEdit {
  const span = fix.argument === "target" ? use.targetArgument : use.inputArgument;
  return { title: l10n.t("Use {0}", fixCode(fix)), span, replacement: opsCode(fix.ops, operand(texts, span)) };
}

function dropped(texts: readonly string[], { op, call, operand: inner }: TracedOp): CodeEdit {
  return {
    title: l10n.t("Drop the {0}", op.op === "sigmoid" ? "sigmoid" : "softmax"),
    span: call,
    replacement: textOf(texts, inner),
  };
}

function logged(texts: readonly string[], use: LossUse): CodeEdit {
  const replacement = `torch.log(${textOf(texts, use.inputArgument)})`;
  return { title: l10n.t("Take the logarithm first: {0}", replacement), span: use.inputArgument, replacement };
}

const functionNames: { readonly [Loss in LossName]?: string } = {
  CrossEntropyLoss: "cross_entropy",
  BCELoss: "binary_cross_entropy",
  BCEWithLogitsLoss: "binary_cross_entropy_with_logits",
};

/** Another loss in the same place; only where it is written with its module, so that no import has to change. */
function renamed(texts: readonly string[], { named, functional }: LossUse, loss: LossName): readonly CodeEdit[] {
  const written = textOf(texts, named);
  const prefix = /^(.*\.)\w+$/s.exec(written)?.[1];
  const name = functional ? functionNames[loss] : loss;
  if (prefix === undefined || name === undefined) return [];
  return [{ title: l10n.t("Use {0}", `${prefix}${name}`), span: named, replacement: `${prefix}${name}` }];
}

/** An argument as something a method can be called on. */
function operand(texts: readonly string[], span: TextSpan): string {
  const text = textOf(texts, span);
  return /^[\w.]+$|^[\w.]+\([^()]*\)$/.test(text) ? text : `(${text})`;
}

function textOf(texts: readonly string[], { text, offset, length }: TextSpan): string {
  return texts[text].slice(offset, offset + length);
}
