import * as l10n from "@vscode/l10n";
import { defaultDType } from "../dtypes";
import { ExpressionEvaluator } from "../expression/interpreted/evaluator";
import type { Language } from "../expression/language";
import { readQuoted } from "../expression/quoted";
import type { Node } from "../expression/syntax";
import { type ArrayValue, asArray, type ExpressionValue } from "../expression/value";
import type { Literal } from "../literal";
import { Refused } from "../refused";

/** The value of an expression of a text, likewise. */
export function literalOf(text: string, language: Language, node: Node, name: string | undefined): Literal {
  return literalOfNode(new ExpressionEvaluator(text, language), node, name);
}

/** The value of an expression, which must be an array, as a literal. */
export function literalOfNode(evaluator: ExpressionEvaluator, node: Node, name: string | undefined): Literal {
  const array = requireArray(unquoted(evaluator, node, evaluator.evaluate(node)), node);
  return {
    kind: "literal",
    tensor: {
      data: array.data,
      shape: array.shape,
      dtype:
        array.dtype ??
        (array.library || !evaluator.language.dialect.wideFloats
          ? defaultDType(array.written, array.library)
          : defaultDType(array.written, "numpy")),
    },
    span: { offset: node.start, length: node.end - node.start },
    name,
    library: array.library,
    elementOffsets: array.offsets,
    elementLengths: array.lengths,
    columnNames: evaluator.columnNames,
    diagnostics: evaluator.warnings,
    ...(array.scale !== undefined && { scale: array.scale }),
  };
}

/** `"[0.1, 0.2]"`: what stands between the quotes, said in a warning. */
function unquoted(evaluator: ExpressionEvaluator, node: Node, value: ExpressionValue): ExpressionValue {
  if (node.kind !== "string" || !/^\s*(?:[[({]|[A-Za-z_][\w.]*\()/.test(node.value)) return value;
  const read = readQuoted(evaluator, node, evaluator.language);
  evaluator.warn("unsupported-expression", node, l10n.t("The array is read from the text between the quotes."));
  return read;
}

function requireArray(value: ExpressionValue, node: Node): ArrayValue {
  if (value.kind === "array") return value;
  if (value.kind === "scalar" && value.dtype !== undefined)
    return { ...asArray(value), start: node.start, end: node.end };
  throw new Refused(
    "not-an-array",
    node.start,
    node.end,
    l10n.t("This is a single value; an array such as [0.1, 0.2] is expected."),
  );
}
