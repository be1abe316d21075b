import * as l10n from "@vscode/l10n";
import type { Value as PythonValue } from "../../../python/value";
import { integerRange } from "../../../tensor/dtype";
import { isFloatingPoint } from "../../../tensor/tensor";
import { dtypeNamed } from "../../dtypes";
import { Refused } from "../../refused";
import { unsupported } from "../arrays";
import { type CallNode, dottedName, type Node } from "../syntax";
import type { ExpressionEvaluator } from "./evaluator";
import { isModelled, isPythonFunction, pathOf, pythonMethod } from "./paths";

const maxExplained = 40;
const FEW = 8;

/** Why an expression has no value that could be read: the first part of it, in the order of the text, that has none. */
export function explain(ev: ExpressionEvaluator, node: Node, value: PythonValue): Refused {
  const { origin } = value;
  // Each level evaluates its parts anew: beyond some the whole is named.
  ev.explaining++;
  const inner = ev.explaining <= maxExplained ? firstUnread(ev, node) : undefined;
  ev.explaining--;
  if (inner) return inner;
  if (origin.kind === "unread" && origin.reason === "budget")
    return new Refused(
      "too-large",
      node.start,
      node.end,
      l10n.t("This takes more than ten million elements or a million steps."),
    );
  switch (node.kind) {
    case "call":
      return uncast(ev, node) ?? unreadCall(ev, node);
    case "binary":
    case "unary":
      return unsupported(node, l10n.t("“{0}” has no value that is known here.", ev.excerpt(node)));
    case "name":
    case "attribute":
      return unreadName(ev, node);
    default:
      return unsupported(node, l10n.t("“{0}” is not evaluated.", ev.excerpt(node)));
  }
}

function firstUnread(ev: ExpressionEvaluator, node: Node): Refused | undefined {
  switch (node.kind) {
    case "call": {
      const { callee, args } = node;
      const name = dottedName(callee);
      if (name !== undefined && !isKnownCall(name)) return unreadCall(ev, node);
      const object = name === undefined && callee.kind === "attribute" ? refusalOf(ev, callee.object) : undefined;
      if (object) return object;
      if (name === undefined && callee.kind === "attribute" && !isMethod(callee.name)) return unreadCall(ev, node);
      for (const { name: keyword, value } of args) {
        if (keyword !== undefined && dottedName(value) !== undefined && keyword !== "dtype") continue;
        const refusal = value.kind === "spread" ? refusalOf(ev, value.operand) : refusalOf(ev, value);
        if (refusal) return refusal;
      }
      return undefined;
    }
    case "binary":
      return longOperand(ev, node) ?? refusalOf(ev, node.left) ?? refusalOf(ev, node.right);
    case "unary":
      return refusalOf(ev, node.operand);
    case "subscript":
      return refusalOf(ev, node.object);
    case "conditional":
      return refusalOf(ev, node.condition) ?? refusalOf(ev, node.value);
    case "comprehension":
      return refusalOf(ev, node.clauses[0].source);
    case "attribute":
      return dottedName(node) === undefined ? refusalOf(ev, node.object) : undefined;
    default:
      return undefined;
  }
}

/** Of a long sum each term by itself: the sums up to there, each evaluated anew, would cost its square. */
function longOperand(ev: ExpressionEvaluator, node: Node): Refused | undefined {
  const operands: Node[] = [];
  let first = node;
  for (; first.kind === "binary"; first = first.left) operands.push(first.right);
  if (operands.length <= FEW) return undefined;
  for (const operand of [...operands, first].reverse()) {
    const refusal = refusalOf(ev, operand);
    if (refusal) return refusal;
  }
  return undefined;
}

/** The element of the array in a call that has no value in the type that the call asks for. */
function uncast(ev: ExpressionEvaluator, { callee, args }: CallNode): Refused | undefined {
  const isMethod = callee.kind === "attribute" && dottedName(callee) === undefined;
  const source = isMethod ? callee.object : args[0]?.value;
  const asked = isMethod && args.length === 0 ? callee.name : dottedName(typeIn(args, isMethod) ?? callee);
  const typeNode = typeIn(args, isMethod);
  const name =
    typeNode?.kind === "string"
      ? typeNode.value
      : (asked ?? "").replace(/^\w*\.?(\w+)Tensor$/, (_, type: string) => type.toLowerCase());
  const dtype = dtypeNamed(name === "byte" ? "uint8" : name, "torch");
  if (source === undefined || dtype === undefined || isFloatingPoint(dtype) || dtype === "bool") return undefined;
  const value = ev.evaluate(source);
  if (value.kind !== "array") return undefined;
  const limits = integerRange[dtype];
  const index = value.data.findIndex(
    (x) => !Number.isFinite(x) || (limits !== undefined && !isMethod && (x < limits.min || x > limits.max)),
  );
  if (index < 0) return undefined;
  const start = value.offsets[index];
  return unsupported(
    { start, end: start + value.lengths[index] },
    l10n.t("{0} has no defined value as {1}.", value.data[index], dtype),
  );
}

function typeIn(args: CallNode["args"], isMethod: boolean): Node | undefined {
  return (
    args.find(({ name }) => name === "dtype")?.value ??
    args.filter(({ name }) => name === undefined)[isMethod ? 0 : 1]?.value
  );
}

/** What is wrong with a part by itself. */
function refusalOf(ev: ExpressionEvaluator, node: Node): Refused | undefined {
  try {
    ev.evaluate(node);
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  return undefined;
}

function isKnownCall(name: string): boolean {
  const path = pathOf(name);
  return isPythonFunction(name) || (path !== undefined && isModelled(path));
}

function isMethod(name: string): boolean {
  return (
    pythonMethod(name) !== undefined ||
    ["torch.Tensor", "numpy.ndarray", "list", "dict", "str"].some((owner) => isModelled(`${owner}.${name}`))
  );
}

function unreadCall(ev: ExpressionEvaluator, node: CallNode): Refused {
  const { callee } = node;
  const name = dottedName(callee);
  if (name !== undefined && isPythonFunction(name) && node.args[0]?.value.kind === "number" && /Tensor$/.test(name))
    return unsupported(node, l10n.t("“{0}” holds memory that is not initialised.", ev.excerpt(node)));
  if (name !== undefined && isKnownCall(name))
    return unsupported(callee, l10n.t("“{0}” has no value that is known here.", name));
  if (name !== undefined)
    return unsupported(callee, l10n.t("“{0}” is not evaluated; only constants and the usual constructors are.", name));
  if (callee.kind === "attribute")
    return unsupported(
      { start: callee.end - callee.name.length, end: callee.end },
      l10n.t("The method “{0}” is not evaluated.", callee.name),
    );
  return unsupported(node, l10n.t("The call “{0}” is not evaluated.", ev.excerpt(node)));
}

function unreadName(ev: ExpressionEvaluator, node: Node): Refused {
  if (ev.language.isData)
    return new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", ev.excerpt(node)));
  return unsupported(
    node,
    l10n.t("The value of “{0}” is not known here; only constants are evaluated.", ev.excerpt(node)),
  );
}
