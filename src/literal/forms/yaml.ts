import * as l10n from "@vscode/l10n";
import { ExpressionEvaluator } from "../expression/interpreted/evaluator";
import type { Language } from "../expression/language";
import { ExpressionParser } from "../expression/parser";
import type { Node } from "../expression/syntax";
import { yaml } from "../languages/yaml";
import type { Literal } from "../literal";
import { Refused } from "../refused";
import { isBlank, lines, type TextLine } from "../text/lines";
import { severalArrays, withWarning } from "./chosen";
import { literalOfNode } from "./literalOf";

/** A block sequence: each `- ` opens an item, one in another an item of a list in a list. */
interface Sequence {
  readonly indent: number;
  readonly start: number;
  readonly items: Node[];
}

const maxDepth = 200;

export function looksLikeYamlBlock(text: string): boolean {
  return /^(?:\s*#[^\n]*\n|\s*---[ \t]*\n)*\s*(?:["']?[\w.-]+["']?:[ \t]*(?:#[^\n]*)?\n\s*)*-[ \t]+(?:-[ \t]+)*[-+.\d[~]/.test(
    text,
  );
}

/** Reads the first block sequence of numbers, and of flow sequences `[…]`, with the key in front of it. */
export function readYamlBlock(text: string): Literal {
  const stack: Sequence[] = [];
  let root: Sequence | undefined;
  let name: string | undefined;
  let others = false;
  let end = 0;
  let resumeAt = 0;
  const close = (indent: number): void => {
    while (stack.length > 0 && stack[stack.length - 1].indent > indent) pop();
  };
  const pop = (): void => {
    const done = stack.pop();
    const parent = stack[stack.length - 1];
    if (done && parent) parent.items.push({ kind: "list", items: done.items, start: done.start, end });
  };
  for (const line of lines(text)) {
    if (line.end <= resumeAt || isBlank(text, line)) continue;
    let p = line.start;
    while (p < line.end && text[p] === " ") p++;
    if (text[p] === "#" || text.startsWith("---", p)) continue;
    if (text[p] !== "-") {
      const key = /^["']?([\w.-]+)["']?:\s*(?:#.*)?$/.exec(text.slice(p, Math.min(line.end, p + 300)));
      if (root) {
        others = /^[ \t]*-[ \t]+(?:-[ \t]+)*[-+.\d[]|:[ \t]*\[/m.test(text.slice(p));
        break;
      }
      if (!key)
        throw new Refused(
          "not-an-array",
          p,
          line.end,
          l10n.t("There is no array here; select one such as [0.1, 0.2]."),
        );
      name = key[1];
      continue;
    }
    close(p - line.start);
    while (text[p] === "-" && (text[p + 1] === " " || p + 1 >= line.end)) {
      const indent = p - line.start;
      const top = stack[stack.length - 1];
      if (!top || top.indent < indent) {
        if (stack.length >= maxDepth)
          throw new Refused("too-large", p, p + 1, l10n.t("The expression is nested more than {0} deep.", maxDepth));
        const sequence = { indent, start: p, items: [] };
        root ??= sequence;
        stack.push(sequence);
      }
      p++;
      while (p < line.end && text[p] === " ") p++;
    }
    const top = stack[stack.length - 1];
    if (p < line.end && top && text[p] !== "#") {
      const item = scalarOrFlow(text, p, line, yaml);
      top.items.push(item);
      end = item.end;
      resumeAt = item.end;
    }
  }
  while (stack.length > 1) pop();
  if (!root)
    throw new Refused("not-an-array", 0, text.length, l10n.t("There is no array here; select one such as [0.1, 0.2]."));
  const node: Node = { kind: "list", items: root.items, start: root.start, end };
  const literal = literalOfNode(new ExpressionEvaluator(text, yaml), node, name);
  return others ? withWarning(literal, severalArrays()) : literal;
}

function scalarOrFlow(text: string, offset: number, line: TextLine, language: Language): Node {
  const word = /[-+]?\.(nan|inf)\b/iy;
  word.lastIndex = offset;
  const match = word.exec(text);
  if (match) {
    const magnitude = match[1].toLowerCase() === "nan" ? Number.NaN : Number.POSITIVE_INFINITY;
    const value = match[0].startsWith("-") ? -magnitude : magnitude;
    return { kind: "number", value, written: 2, dtype: undefined, start: offset, end: offset + match[0].length };
  }
  if (text[offset] === "~") return { kind: "null", start: offset, end: offset + 1 };
  const parser = new ExpressionParser(text, language);
  parser.pos = offset;
  const node = parser.expression();
  if (!/^\s*(?:#.*|,)?$/.test(text.slice(node.end, Math.max(node.end, line.end)))) {
    throw new Refused(
      "non-numeric",
      offset,
      line.end,
      l10n.t("“{0}” is not a number.", text.slice(offset, Math.min(line.end, offset + 60))),
    );
  }
  return node;
}
