import * as l10n from "@vscode/l10n";
import type { Language } from "../expression/language";
import { dottedName, type Node } from "../expression/syntax";
import type { Literal } from "../literal";
import { Refused } from "../refused";
import { literalOf } from "./literalOf";
import type { StatementForm } from "./statement";

/** Which of several arrays is read, or what of a call: and the warning that says so. */

export function severalArrays(): string {
  return l10n.t("There are several arrays here, of which the first is read.");
}

/** The literal with a warning about all of it. */
export function withWarning(literal: Literal, message: string): Literal {
  const { offset, length } = literal.span;
  const warning = { code: "unsupported-expression", severity: "warning", offset, length, message } as const;
  return { ...literal, diagnostics: [...literal.diagnostics, warning] };
}

/** The first of a tuple of tensors of unlike types, which are arrays of their own, and a warning. */
export function severalTensors(text: string, language: Language, { name, value }: StatementForm): Literal | undefined {
  if (value.kind !== "list" || text[value.start] !== "(" || value.items.length < 2 || value.items.length > 20)
    return undefined;
  if (!value.items.every(({ kind }) => kind === "call")) return undefined;
  const [first, ...others] = value.items.map((item) => literalOf(text, language, item, name));
  const isOne = others.every(({ tensor }) => tensor.dtype === first.tensor.dtype);
  return isOne ? undefined : withWarning(first, severalArrays());
}

/** The one array that a call of `print` shows, and a warning that the call is not evaluated. */
export function printedArgument(text: string, language: Language, node: Node): Literal | undefined {
  if (
    node.kind !== "call" ||
    language.functions !== undefined ||
    !/^(?:p?print|display)$/.test(dottedName(node.callee) ?? "")
  )
    return undefined;
  const arrays = node.args.filter(({ name, value }) => name === undefined && value.kind !== "string");
  if (arrays.length !== 1) return undefined;
  const literal = literalOf(text, language, arrays[0].value, undefined);
  const { start, end } = node.callee;
  const message = l10n.t("“{0}” around it is not evaluated.", `${text.slice(start, end)}(…)`);
  const warning = {
    code: "unsupported-expression",
    severity: "warning",
    offset: start,
    length: end - start,
    message,
  } as const;
  return { ...literal, diagnostics: [...literal.diagnostics, warning] };
}

/** `{…}`, `OrderedDict({…})`, `OrderedDict([('weight', …)])`: the array is in it. */
export function isMapping(node: Node): boolean {
  if (node.kind === "dict") return true;
  if (node.kind !== "call") return false;
  return /Dict$/.test(dottedName(node.callee) ?? "") || node.args.some(({ value }) => value.kind === "dict");
}

const inputKeys = /^(?:logits|probs|probabilities|scores|predictions|outputs?|y_pred|values)$/;

/** The array that counts among several of a dictionary, and a warning which that is; undefined where there are not several. */
export function readKeyed(
  text: string,
  language: Language,
  { entries }: Extract<Node, { kind: "dict" }>,
): Literal | undefined {
  const arrays = entries.filter(
    ({ value }) => value.kind !== "string" && /[[(]/.test(text.slice(value.start, value.end)),
  );
  if (arrays.length < 2) return undefined;
  const isFrame = entries.some(({ key }) => key === "columns" || key === "index");
  const chosen = arrays.find(({ key }) => (isFrame ? key === "data" : inputKeys.test(key))) ?? arrays[0];
  try {
    const literal = literalOf(text, language, chosen.value, chosen.key);
    return withWarning(literal, l10n.t("Of several arrays, “{0}” is read.", chosen.key));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return undefined;
  }
}
