import { damaged } from "./fileProblem";

/** A plain value as Python writes it. */
export type PythonLiteral =
  | string
  | number
  | boolean
  | null
  | readonly PythonLiteral[]
  | ReadonlyMap<string, PythonLiteral>;

const MOST_NESTED = 20;
const TOKEN = /\s*(?:([[\](){},:])|'([^'\\\n]*)'|"([^"\\\n]*)"|(-?\d{1,20})L?\b|(True|False|None)\b)/y;

/** The header of an .npy file, which is a dictionary in Python's notation; whatever is no such literal is damage. */
export function readPythonLiteral(text: string): PythonLiteral {
  const reader = new LiteralReader(text);
  const value = reader.value(0);
  return reader.atEnd() ? value : damaged("header");
}

class LiteralReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#text.slice(this.#at).trim() === "";
  }

  value(depth: number): PythonLiteral {
    if (depth > MOST_NESTED) damaged("header");
    const [, sign, single, double, number, word] = this.#token();
    if (sign === "(") return this.#inParentheses(depth);
    if (sign === "[") return this.#items("]", depth);
    if (sign === "{") return this.#dictionary(depth);
    if (number !== undefined) return Number(number);
    if (word !== undefined) return word === "None" ? null : word === "True";
    return single ?? double ?? damaged("header");
  }

  /** A tuple, or the one value in parentheses: what makes a tuple of one is its comma. */
  #inParentheses(depth: number): PythonLiteral {
    const from = this.#at;
    const items = this.#items(")", depth);
    if (
      items.length !== 1 ||
      this.#text
        .slice(from, this.#at - 1)
        .trimEnd()
        .endsWith(",")
    )
      return items;
    return items[0];
  }

  #items(end: string, depth: number): readonly PythonLiteral[] {
    const items: PythonLiteral[] = [];
    while (!this.#takes(end)) {
      items.push(this.value(depth + 1));
      if (!this.#takes(",")) return this.#takes(end) ? items : damaged("header");
    }
    return items;
  }

  #dictionary(depth: number): ReadonlyMap<string, PythonLiteral> {
    const entries = new Map<string, PythonLiteral>();
    while (!this.#takes("}")) {
      const key = this.value(depth + 1);
      if (typeof key !== "string" || !this.#takes(":") || entries.has(key)) damaged("header");
      entries.set(key, this.value(depth + 1));
      if (!this.#takes(",")) return this.#takes("}") ? entries : damaged("header");
    }
    return entries;
  }

  #token(): readonly (string | undefined)[] {
    TOKEN.lastIndex = this.#at;
    const match = TOKEN.exec(this.#text) ?? damaged("header");
    this.#at = TOKEN.lastIndex;
    return match;
  }

  #takes(sign: string): boolean {
    const before = this.#at;
    TOKEN.lastIndex = before;
    const match = TOKEN.exec(this.#text);
    if (match?.[1] !== sign) return false;
    this.#at = TOKEN.lastIndex;
    return true;
  }
}
