import { argumentsOf } from "../literal/argumentOrder";
import { parseModule } from "../python/parse/parseModule";
import type { Argument, CallExpression, Expression } from "../python/syntax";
import type { Value } from "../python/value";
import type { Place } from "../textUnit";
import { type CallPair, expressionName, isPaired, writtenValue } from "./calls";
import { contains, type FoundArray, samePlace, tensorOf } from "./foundArray";
import { provenance } from "./provenance";
import type { Sheet } from "./sheet";

/** What functions that take a loss are called, in whichever library. */
const lossName = /loss|entropy|criterion|divergence|(?:^|_)(?:nll|bce|ce|kl)(?:_|$)|focal/i;
const MOST_NODES = 200_000;

/**
 * Calls that by their name are losses of other libraries, or of the file, with two arrays that are known: `log_loss(y_true, probs)`,
 * `BinaryCrossentropy()(a, b)`. Only which array is which is read of them.
 */
export function otherCalls(sheet: Sheet): readonly CallPair[] {
  const { interpretation } = sheet;
  if (interpretation === undefined) return [];
  const known = new Set(
    interpretation.calls.filter(isPaired).map(({ place: { unit, start, end } }) => `${unit}:${start}:${end}`),
  );
  return sheet.pythonUnits.flatMap(({ role, text }, unit) => {
    if (role !== "code" || !text.split(/\W/).some((word) => lossName.test(word))) return [];
    return callsIn(parseModule(text).body).flatMap((node) => {
      if (known.has(`${unit}:${node.start}:${node.end}`)) return [];
      return pairOf(sheet, node, unit) ?? [];
    });
  });
}

function pairOf(sheet: Sheet, { callee, args, start, end }: CallExpression, unit: number): CallPair | undefined {
  if (args.length < 2 || args.some(({ spread }) => spread !== undefined)) return undefined;
  const name = lossNamed(sheet, callee, unit);
  const order = name === undefined ? undefined : argumentsOf(name, args);
  if (order === undefined) return undefined;
  const input = arrayOf(sheet, order.input, unit);
  const target = arrayOf(sheet, order.target, unit) ?? (input && wordsOf(sheet, order.target, unit, input.array));
  if (input === undefined || target === undefined) return undefined;
  const place = sheet.home({ unit, start, end });
  const literals = [...input.literals, ...target.literals];
  return { call: undefined, place, input: input.array, target: target.array, options: undefined, choice: {}, literals };
}

/** The dotted name of a function, or of the class whose object is called, where it is that of a loss. */
function lossNamed(sheet: Sheet, callee: Expression, unit: number): string | undefined {
  const written = callee.kind === "call" ? dotted(callee.callee) : dotted(callee);
  if (written === undefined) return undefined;
  const value = sheet.interpretation?.valueAt(
    unit,
    callee.kind === "call" ? callee.callee.end - 1 : callee.end - 1,
  )?.value;
  if (value?.kind === "object") {
    const path = value.type.kind === "library" ? value.type.path : value.type.name;
    return lossName.test(path) ? path : lossName.test(written) ? written : undefined;
  }
  const path = value?.kind === "library" ? value.path : written;
  return lossName.test(path.split(".").at(-1) ?? "") ? path : undefined;
}

function dotted(node: Expression): string | undefined {
  if (node.kind === "name") return node.name;
  const object = node.kind === "attribute" ? dotted(node.object) : undefined;
  return object === undefined || node.kind !== "attribute" ? undefined : `${object}.${node.name}`;
}

interface ReadArgument {
  readonly array: FoundArray;
  readonly literals: readonly Place[];
}

function arrayOf(sheet: Sheet, { value: node }: Argument, unit: number): ReadArgument | undefined {
  const place = { unit, start: node.start, end: node.end };
  const home = sheet.home(place);
  const value = dotted(node) === undefined ? undefined : sheet.interpretation?.valueAt(unit, node.end - 1)?.value;
  if (value !== undefined) {
    const array = sheet.arrayOfValue(value, expressionName(sheet, place), place);
    if (array !== undefined) return { array, literals: provenance(value).literals.map((each) => sheet.home(each)) };
    const written = writtenValue(sheet, place, value);
    return written?.place && { array: written, literals: [written.place] };
  }
  const literal = sheet.literalAround(home);
  if (samePlace(literal?.place, home) && literal?.read().kind === "literal")
    return { array: literal, literals: [home] };
  return undefined;
}

/** A list of words that labels the samples of the input, each class of it by a word. */
function wordsOf(sheet: Sheet, { value: node }: Argument, unit: number, input: FoundArray): ReadArgument | undefined {
  const place = sheet.home({ unit, start: node.start, end: node.end });
  const value = dotted(node) === undefined ? undefined : sheet.interpretation?.valueAt(unit, node.end - 1)?.value;
  const at = value === undefined ? place : firstLiteral(sheet, value);
  const [samples, classes = 2] = tensorOf(input)?.shape ?? [];
  const found = sheet.words(place.unit).find(({ array, classes: named }) => {
    const own =
      array.place !== undefined && at !== undefined && (contains(array.place, at) || contains(at, array.place));
    return own && named === (classes === 1 ? 2 : classes) && tensorOf(array)?.data.length === samples;
  });
  return found?.array.place && { array: found.array, literals: [found.array.place] };
}

function firstLiteral(sheet: Sheet, value: Value): Place | undefined {
  const [first] = provenance(value).literals;
  return first && sheet.home(first);
}

/** All calls of a tree, outermost first. */
function callsIn(tree: unknown): readonly CallExpression[] {
  const calls: CallExpression[] = [];
  const open: unknown[] = [tree];
  for (let nodes = 0; open.length > 0 && nodes < MOST_NODES; nodes++) {
    const node = open.pop();
    if (typeof node !== "object" || node === null || ArrayBuffer.isView(node)) continue;
    if (isCall(node)) calls.push(node);
    if ("kind" in node && node.kind === "numbers") continue;
    open.push(...Object.values(node));
  }
  return calls;
}

function isCall(node: object): node is CallExpression {
  return "kind" in node && node.kind === "call";
}
