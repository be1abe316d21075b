import * as l10n from "@vscode/l10n";
import { ExpressionEvaluator } from "../expression/interpreted/evaluator";
import type { Node } from "../expression/syntax";
import { php } from "../languages/php";
import type { Literal } from "../literal";
import { Refused } from "../refused";
import { unbalanced } from "../text/errors";
import { literalOfNode } from "./literalOf";
import type { PrintedForm } from "./printedForm";

/** PHP's arrays as print_r and var_dump show them: a key in brackets and an arrow in front of each item, arrays in arrays. */

const printed = /^\s*Array[ \t]*\r?\n\s*\(\s*\[/;
const dumped = /^\s*array\(\d+\) \{\s*\[/;
const opening = /Array\s{0,20}\n\s*\(|array\(\d{1,9}\) \{/y;
const key = /\["?([^\]\n"]{0,200})"?\][ \t]*=>\s*/y;
const number =
  /(?:(?:float|int|bool)\()?([-+]?(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+|INF|NAN)|true|false)\)?[ \t]*(?=\r?\n|$)/y;
const maxDepth = 100;

export const phpPrinted: PrintedForm = {
  matches: (text) => printed.test(text) || dumped.test(text),
  read: (text): Literal => {
    const reader = new Items(text);
    const node = reader.array(0);
    return literalOfNode(new ExpressionEvaluator(text, php), node, undefined);
  },
};

class Items {
  private p = 0;

  constructor(private readonly text: string) {}

  array(depth: number): Node {
    const { text } = this;
    this.skip();
    const start = this.p;
    if (depth > maxDepth)
      throw new Refused(
        "too-large",
        start,
        start + 1,
        l10n.t("The expression is nested more than {0} deep.", maxDepth),
      );
    this.take(opening);
    const items: Node[] = [];
    for (;;) {
      this.skip();
      const c = text[this.p];
      if (c === ")" || c === "}") break;
      if (c === undefined) throw unbalanced(text, start);
      const at = this.p;
      const found = this.take(key);
      // Keys that do not count from 0 are those of a dictionary.
      if (!found || found[1] !== String(items.length)) {
        this.p = at;
        throw this.unexpected();
      }
      items.push(this.isArray() ? this.array(depth + 1) : this.number());
    }
    this.p++;
    return { kind: "list", items, start, end: this.p };
  }

  private isArray(): boolean {
    opening.lastIndex = this.p;
    return opening.test(this.text);
  }

  private number(): Node {
    const start = this.p;
    const found = this.take(number);
    if (!found) throw this.unexpected();
    const written = found[1];
    const end = start + found[0].trimEnd().length;
    const place = { start, end, kind: "number", dtype: undefined } as const;
    if (/^[tf]/.test(written)) return { ...place, value: written === "true" ? 1 : 0, written: 0 };
    const value = Number(written.replace("INF", "Infinity").replace("NAN", "NaN"));
    const isFloat = /[.eEIN]/.test(written) || found[0].startsWith("float");
    return { ...place, value, written: isFloat ? 2 : 1 };
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.p;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.p += match[0].length;
    return match;
  }

  private skip(): void {
    while (this.p < this.text.length && /\s/.test(this.text[this.p])) this.p++;
  }

  private unexpected(): Refused {
    const { text, p } = this;
    const line = text.indexOf("\n", p);
    const end = Math.min(line < 0 ? text.length : line, p + 60);
    return new Refused("non-numeric", p, end, l10n.t("“{0}” is not a number.", text.slice(p, end).trim()));
  }
}
