import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import type { CallPair } from "../pairing/calls";
import { type FoundArray, literalOf, looseArray } from "../pairing/foundArray";
import { type FilePair, guessPair } from "../pairing/guessPair";
import {
  type Column,
  columnArray,
  hasUnclearScores,
  oddCell,
  oddColumn,
  type Table,
  tablePair,
} from "../pairing/tables";
import type { ArraysOfFile, ListedArray } from "./foundArrays";
import { changedSince, lastValue } from "./lastValue";
import { type NotEvaluated, problem, type TextFile } from "./textFile";

/** An array that is evaluated, and how it is called. */
export interface ChosenArray {
  readonly name: string | undefined;
  readonly selector: string;
  readonly place: string;
  readonly literal: Literal;
  readonly array: FoundArray;
}

/** A pair that was not named but guessed. */
export interface Guess {
  readonly guessed: "pair" | "input" | "target";
  /** Whether a name says that the target is one; a shape that fits is no more than a hint. */
  readonly byName: boolean;
  /** Others that would do, likeliest first: what to type for them. */
  readonly others: readonly { readonly input: string; readonly target: string }[];
}

/** The loss call of the code that the pair are the arguments of. */
export interface CodeCall {
  readonly text: string;
  readonly place: string;
  readonly line: number;
  readonly cell: number | undefined;
  readonly call: CallPair;
}

export interface ChosenPair {
  readonly kind: "pair";
  readonly input: ChosenArray;
  readonly target: ChosenArray | undefined;
  readonly guess: Guess | undefined;
  readonly code: CodeCall | undefined;
}

type Found = { readonly kind: "argument" } & ChosenArray;

/** The two arrays that a person named; what was not named is that of the code's own call, or guessed as in the editor. */
export function choosePair(
  file: TextFile,
  found: ArraysOfFile,
  inputName: string | undefined,
  targetName: string | undefined,
): ChosenPair | NotEvaluated {
  const { arrays, columns, unread, broken, table } = found;
  // A table without some of its rows has another loss.
  if (table !== undefined && broken.length > 0)
    return problem(`${file.name}, ${broken[0].place}: ${broken[0].message}`);
  if (arrays.length === 0 && columns.length === 0 && inputName === undefined) {
    const [first] = unread;
    return problem(
      first === undefined ? `${file.name} holds no array of numbers` : `${file.name}, ${first.place}: ${first.message}`,
    );
  }
  if (table !== undefined) return chooseColumns(file, found, table, inputName, targetName);
  const input = inputName === undefined ? undefined : argument(file, found, inputName, "input");
  const target = targetName === undefined ? undefined : argument(file, found, targetName, "target");
  if (input?.kind === "problem") return input;
  if (target?.kind === "problem") return target;
  const pair = guessPair(found.sheet, { input: input?.array, target: target?.array });
  if (pair === undefined || (input !== undefined && target !== undefined && pair.why !== "call")) {
    const alone = input ?? arrays.find(({ array }) => array !== target?.array) ?? arrays[0];
    return { kind: "pair", input: alone, target, guess: undefined, code: undefined };
  }
  const own = input === undefined ? heldAtEnd(file, found, pair, pair.input, "input") : pair.input;
  const labels =
    target === undefined && pair.target ? heldAtEnd(file, found, pair, pair.target, "target") : pair.target;
  if ("kind" in own) return own;
  if (labels !== undefined && "kind" in labels) return labels;
  return {
    kind: "pair",
    input: input !== undefined && pair.why !== "call" ? input : listed(found, own),
    target: target !== undefined && pair.why !== "call" ? target : labels && listed(found, labels),
    guess: guessOf(found, pair, input, target),
    code: pair.call && codeOf(found, pair.call),
  };
}

/** A guessed array as it is behind the last line of the file, where it may have been changed in place. */
function heldAtEnd(
  file: TextFile,
  found: ArraysOfFile,
  { why }: FilePair,
  array: FoundArray,
  role: "input" | "target",
): FoundArray | NotEvaluated {
  const now = why === "call" ? undefined : changedSince(found, array);
  if (now?.kind !== "changed") return now?.array ?? array;
  const { selector } = listed(found, array);
  return changed(
    file,
    array.name ?? selector,
    now.place,
    role,
    found.arrays.find((each) => isSame(each, array)),
  );
}

/** What is said where a name holds something else than what it was assigned. */
function changed(file: TextFile, name: string, place: string, role: "input" | "target", last: ListedArray | undefined) {
  const instead =
    last === undefined ? "" : `; --${role} ${lineSelector(last)} takes the array of ${last.place} all the same`;
  return problem(`${file.name}, ${place}: what changes ${name} here cannot be told from the text${instead}`);
}

function guessOf(
  found: ArraysOfFile,
  { why, others }: FilePair,
  input: ChosenArray | undefined,
  target: ChosenArray | undefined,
): Guess | undefined {
  if (why === "call" || why === undefined) return undefined;
  return {
    guessed: input !== undefined ? "target" : target !== undefined ? "input" : "pair",
    byName: why !== "shapes",
    others: others.map((other) => {
      return { input: listed(found, other.input).selector, target: listed(found, other.target).selector };
    }),
  };
}

function codeOf({ sheet, label }: ArraysOfFile, call: CallPair): CodeCall {
  return { text: sheet.textOf(call.place).replace(/\s+/g, " "), ...label(call.place), call };
}

/** An array under the name that the list has for it, or else as the code has it. */
function listed({ arrays, label }: ArraysOfFile, array: FoundArray): ChosenArray {
  const known = arrays.find((each) => each.array === array) ?? arrays.find((each) => isSame(each, array));
  if (known !== undefined) return { ...known, array, literal: literalOf(array) ?? known.literal };
  const literal = literalOf(array);
  const at = array.named ?? array.place;
  const place = at === undefined ? "" : label(at).place;
  const selector = array.name ?? (at === undefined ? "" : `:${label(at).line}`);
  return { name: array.name, selector, place, literal: literal as Literal, array };
}

function isSame({ array, name }: ListedArray, other: FoundArray): boolean {
  const [a, b] = [array.place, other.place];
  return (
    a !== undefined &&
    a.unit === b?.unit &&
    a.start === b.start &&
    array.source.kind === other.source.kind &&
    (array.source.kind === "text" || name === other.name) &&
    array.source.languageId === other.source.languageId
  );
}

/** One column of a table against the others. */
function chooseColumns(
  file: TextFile,
  { columns }: ArraysOfFile,
  table: Table,
  inputName: string | undefined,
  targetName: string | undefined,
): ChosenPair | NotEvaluated {
  const column = (name: string) => table.columns.find((each) => each.name === name.trim());
  const names = inputName?.split(",") ?? [];
  const unknown = names.find((name) => columnsNamed(table, name.trim()).length === 0);
  if (unknown !== undefined) return problem(`${file.name} has no column “${unknown.trim()}”`);
  const typed = targetName === undefined ? undefined : typedArray(targetName);
  if (typed?.kind === "problem") return typed;
  const chosen = targetName === undefined ? undefined : column(targetName);
  if (targetName !== undefined && typed === undefined && chosen === undefined) {
    return problem(`${file.name} has no column “${targetName}”`);
  }
  const named = names.flatMap((name) => columnsNamed(table, name.trim()));
  const odd = oddColumn(table, { scores: inputName === undefined ? undefined : named, label: chosen });
  if (odd !== undefined) {
    const what = odd.cell.text === "" ? "an empty cell" : `“${odd.cell.text}”`;
    const why = oddCell(odd.column) === undefined ? "where the others are words" : "which is no number";
    return problem(`${file.name}: the column “${odd.column.name}” has ${what}, ${why}`);
  }
  if (inputName === undefined && hasUnclearScores(table, chosen))
    return problem(`${file.name}: which columns are the scores cannot be told; name them with --input a,b,c`);
  const pair = tablePair(table, { scores: inputName === undefined ? undefined : named, label: chosen });
  const rest = table.columns.filter((each) => each.numeric && each !== chosen);
  const scores = inputName === undefined ? rest : named;
  if (typed !== undefined || pair === undefined) {
    const input = columnsArgument(table, scores);
    const label = chosen && columns.find(({ name }) => name === chosen.name);
    return { kind: "pair", input, target: typed ?? label, guess: undefined, code: undefined };
  }
  const [input, target] = [pair.input, pair.target].map((array) => tableArgument(table, array));
  const guess: Guess | undefined = chosen === undefined ? { guessed: "target", byName: true, others: [] } : undefined;
  return { kind: "pair", input, target, guess, code: undefined };
}

/** A column, or all that a list of that name in every record gives: `logits` has `logits[0]`, `logits[1]` … */
function columnsNamed({ columns }: Table, name: string): readonly Column[] {
  const own = columns.filter((each) => each.name === name);
  const ofList = (each: Column) => each.name.startsWith(`${name}[`) && /^\[\d+\]$/.test(each.name.slice(name.length));
  return own.length > 0 ? own : columns.filter(ofList);
}

function columnsArgument(table: Table, columns: readonly Column[]): ChosenArray {
  return tableArgument(table, columnArray(table, columns));
}

function tableArgument({ columns }: Table, array: FoundArray): ChosenArray {
  const selector = array.name ?? "";
  const index = columns.findIndex(({ name }) => name === selector);
  const place = index === -1 ? `${selector.split(",").length} columns` : `column ${index + 1}`;
  return { name: index === -1 ? undefined : selector, selector, place, literal: literalOf(array) as Literal, array };
}

/** The array that a name, `name:line` or `:line` means; a name is worth what it was last assigned. */
function argument(file: TextFile, found: ArraysOfFile, name: string, role: "input" | "target"): Found | NotEvaluated {
  const typed = typedArray(name);
  if (typed !== undefined) return typed;
  const { arrays, unread } = found;
  const own = arrays.filter((array) => array.name === name);
  const exact = arrays.find(({ selector }) => selector === name) ?? arrays.find((array) => selectedByLine(array, name));
  const resolved = exact?.name === name || exact === undefined ? lastValue(file.units, found, name) : undefined;
  if (resolved?.kind === "changed") {
    return changed(file, name, resolved.place, role, own.at(-1));
  }
  if (resolved?.kind === "array") return { ...listed(found, resolved.array), kind: "argument" };
  const taken = exact ?? own.at(-1);
  if (taken !== undefined) return { ...taken, kind: "argument" };
  const bad = unread.find((array) => array.name === name);
  if (bad !== undefined) return problem(`${file.name}, ${bad.place}: ${bad.message}`);
  const known = arrays.slice(0, 8).map(({ selector }) => selector);
  const more = arrays.length > known.length ? `, and ${arrays.length - known.length} more` : "";
  return problem(`${file.name} has no array “${name}”${known.length > 0 ? `; it has ${known.join(", ")}${more}` : ""}`);
}

function selectedByLine(array: ListedArray, name: string): boolean {
  return name === lineSelector(array) || name === lineSelector({ ...array, name: undefined });
}

function lineSelector({ name, cell, line }: Pick<ListedArray, "name" | "cell" | "line">): string {
  return `${name ?? ""}:${cell === undefined ? "" : `${cell}:`}${line}`;
}

/** An array typed on the command line. */
export function typedArray(text: string): Found | NotEvaluated | undefined {
  if (!/^\s*[[(]/.test(text)) return undefined;
  const literal = parseLiteral(text, "python");
  if (literal.kind === "unreadable") return problem(`“${text}”: ${literal.diagnostics[0].message}`);
  const array = looseArray({ kind: "text", text, languageId: "python", name: undefined });
  return { kind: "argument", name: undefined, selector: text, place: "typed", literal, array };
}
