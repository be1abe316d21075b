import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { unsupported } from "./arrays";
import type { ExpressionEvaluator } from "./interpreted/evaluator";
import type { Language } from "./language";
import { ExpressionParser } from "./parser";
import type { Node } from "./syntax";
import type { ArrayValue, ScalarValue } from "./value";

type StringNode = Extract<Node, { kind: "string" }>;

/** What a string holds: its text, every escape as wide as it is written, and where that begins. */
interface Content {
  readonly text: string;
  readonly start: number;
}

/** A string with values put into it (`f"{x}"`) is refused. */
export function contentOf(ev: ExpressionEvaluator, node: StringNode): Content {
  const written = ev.text.slice(node.start, node.end);
  const [opening, prefix] = /^([A-Za-z]{0,2})(?:"""|'''|["'`])/.exec(written) ?? ["", ""];
  if (/f/i.test(prefix) && node.value.includes("{"))
    throw unsupported(node, l10n.t("“{0}” is not a constant.", written));
  const text = /r/i.test(prefix) ? node.value : node.value.replace(/\\(.)/gs, (_, c: string) => escaped(c));
  return { text, start: node.start + opening.length };
}

function escaped(c: string): string {
  if (c === "n") return " \n";
  return /["'`/]/.test(c) ? ` ${c}` : "  ";
}

/** Reads the expression that a string holds, all of it, between `before` and `after`; its elements keep their places in the text around. */
export function readQuoted(
  ev: ExpressionEvaluator,
  node: StringNode,
  language: Language,
  before = "",
  after = "",
): ScalarValue | ArrayValue {
  const { text, start } = contentOf(ev, node);
  ev.budget.spend(text.length, node);
  const shift = start - before.length;
  const inner = ev.inside(`${before}${text}${after}`, language);
  try {
    const parser = new ExpressionParser(inner.text, language);
    const value = parser.expression();
    parser.skipLines();
    if (parser.pos < inner.text.length) throw parser.unexpected();
    const read = inner.evaluate(value);
    if (read.kind !== "scalar" && read.kind !== "array")
      throw new Refused(
        "non-numeric",
        value.start,
        value.end,
        l10n.t("“{0}” is not a number.", inner.text.slice(value.start, Math.min(value.end, value.start + 60))),
      );
    return shifted(read, shift);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code, offset, length, message } = error.diagnostic;
    throw new Refused(code, offset + shift, offset + shift + length, message);
  }
}

function shifted(value: ScalarValue | ArrayValue, by: number): ScalarValue | ArrayValue {
  const place = { start: value.start + by, end: value.end + by };
  if (value.kind === "scalar") return { ...value, ...place };
  return { ...value, offsets: value.offsets.map((offset) => offset + by), ...place };
}
