import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import type { Language } from "./language";

/** The sizes that declarations write: `[2 * 2]`, `std::array<float, N>`. What is not written of such an array is zero. */

const bracketed = /\[([^[\]]{0,200})\]/g;
const templated = /,([^,<>]{0,200})>/g;
/** As far back the constant that a size names is looked for. */
const reach = 20_000;

/** A declaration is read, but for the size that it names: its braces alone would be another array. */
export class UnknownSize extends Refused {}

/**
 * A type with numbers for its sizes. `above` is the text in front of it, where a constant may be defined. Refuses a size that is not known
 * where missing elements are zeros, as `UnknownSize`.
 */
export function withSizes(type: string, above: string, language: Language, start: number, end: number): string {
  if (!language.zeroFill) return type;
  const known = (whole: string, size: string): string => {
    if (/^(?:\d+|\.\.\.)?$/.test(size.trim())) return whole;
    const value = sizeOf(size, `${language.above}\n${above}`);
    if (value === undefined)
      throw new UnknownSize(
        "unsupported-expression",
        start,
        end,
        l10n.t("The size “{0}” is not known here, so how many zeros follow is not known either.", size.trim()),
      );
    return whole.replace(size, String(value));
  };
  // C++'s attributes are no sizes.
  const sized = type.replace(/\[\[[^[\]]{0,200}\]\]/g, " ").replace(bracketed, known);
  return /\barray\s{0,20}</.test(sized) ? sized.replace(templated, known) : sized;
}

/** A product, sum or difference of integers and of names of constants. */
function sizeOf(written: string, above: string): number | undefined {
  const tokens = written.match(/\d+|[A-Za-z_]\w*|\S/g) ?? [];
  let sum = 0;
  let product = 1;
  let sign = 1;
  for (let i = 0; i < tokens.length; i += 2) {
    const factor = /^(?:[1-9]\d{0,8}|0)$/.test(tokens[i]) ? Number(tokens[i]) : constantIn(above, tokens[i]);
    if (factor === undefined) return undefined;
    product *= factor;
    const operator = tokens[i + 1];
    if (operator === "*") continue;
    sum += sign * product;
    product = 1;
    if (operator === undefined) return Number.isSafeInteger(sum) && sum >= 0 ? sum : undefined;
    if (operator !== "+" && operator !== "-") return undefined;
    sign = operator === "+" ? 1 : -1;
  }
  return undefined;
}

/** The constants in the sizes of a declaration that the text above it defines, each on a line of its own. */
export function definitionsOf(head: string, above: string): string {
  const sizes = [...head.matchAll(bracketed), ...head.matchAll(templated)].map(([, size]) => size);
  const names = new Set(sizes.join(" ").match(/[A-Za-z_]\w*/g));
  return [...names]
    .map((name): readonly [string, number | undefined] => [name, constantIn(above, name)])
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `#define ${name} ${value}\n`)
    .join("");
}

/** What makes of an assignment a definition: nothing changes it later. */
const constants = new Set(["const", "constexpr", "enum"]);
/** Go's `const ( … )`. */
const constantBlock = /\bconst\s{0,9}\(([^()]{0,4000})\)/g;
const comment = /\/\/[^\n]*|\/\*[^*]{0,400}\*\//g;

/** The value of a constant that a text defines once, as a plain integer: `#define N 3`, `constexpr int N = 3;`. */
function constantIn(above: string, name: string): number | undefined {
  const values: string[] = [];
  const code = above
    .slice(-reach)
    .replace(comment, " ")
    .replace(constantBlock, (_, lines: string) => lines.replace(/^/gm, "const "));
  for (const part of code.split(/[;\n]/)) {
    const words = part.trim().split(/[ \t]+/, 12);
    // What a compiler may be told otherwise.
    if (/^#(?:if|ifdef|ifndef|undef|elif)$/.test(words[0]) && words.includes(name)) return undefined;
    if (words[0] === "#define" && words[1] === name) values.push(words.slice(2).join(" "));
    const [left, value] = part.split("=", 2);
    const declared = left.trim().split(/[ \t{]+/);
    if (value === undefined || declared[declared.length - 1] !== name) continue;
    // What is no constant may have changed since.
    values.push(declared.some((word) => constants.has(word)) ? value.split("}")[0].trim() : "");
  }
  const [, written] = /^\(?(\d{1,9})[uU]?[lL]?\)?$/.exec(values[0] ?? "") ?? [];
  return values.length === 1 && /^(?:[1-9]\d*|0)$/.test(written ?? "") ? Number(written) : undefined;
}
