import { rankTargets } from "../engine/rankTargets";
import type { Literal } from "../literal/literal";
import { parseLiteral } from "../literal/parseLiteral";
import { resolveName } from "../literal/resolveName";
import { pickColumns } from "./columns";
import type { ArraysOfFile, FoundArray } from "./foundArrays";
import { type Problem, problem, type TextFile } from "./textFile";

/** An array that is evaluated, and how it is called. */
export interface Argument {
  readonly name: string | undefined;
  readonly selector: string;
  readonly place: string;
  readonly literal: Literal;
}

/** A pair that was not named but guessed. */
export interface Guess {
  readonly guessed: "pair" | "input" | "target";
  /** Whether a name says that the target is one; a shape that fits is no more than a hint. */
  readonly byName: boolean;
  /** Others that would do, likeliest first: what to type for them. */
  readonly others: readonly { readonly input: string; readonly target: string }[];
}

export interface Pair {
  readonly kind: "pair";
  readonly input: Argument;
  readonly target: Argument | undefined;
  readonly guess: Guess | undefined;
}

/** The two arrays that a person named; what was not named is guessed, by the same ranking as in the editor. */
export function choosePair(
  file: TextFile,
  found: ArraysOfFile,
  inputName: string | undefined,
  targetName: string | undefined,
): Pair | Problem {
  const { arrays, columns, unread } = found;
  if (arrays.length === 0 && inputName === undefined) {
    const [first] = unread;
    return problem(
      first === undefined ? `${file.name} holds no array of numbers` : `${file.name}, ${first.place}: ${first.message}`,
    );
  }
  if (columns.length > 1) return chooseColumns(file, arrays[0], columns, inputName, targetName);
  const input = inputName === undefined ? undefined : argument(file, found, inputName, "input");
  const target = targetName === undefined ? undefined : argument(file, found, targetName, "target");
  if (input?.kind === "problem") return input;
  if (target?.kind === "problem") return target;
  return complete(arrays, input, target);
}

function complete(arrays: readonly FoundArray[], input: Argument | undefined, target: Argument | undefined): Pair {
  if (input !== undefined && target !== undefined) return { kind: "pair", input, target, guess: undefined };
  const inputs = input === undefined ? arrays : [input];
  const ranked = inputs
    .flatMap((candidate) => ranking(candidate, target === undefined ? arrays : [target], arrays))
    .sort((a, b) => b.score - a.score);
  const [best, ...others] = ranked;
  if (best === undefined) {
    const alone = input ?? arrays.find(({ literal }) => literal !== target?.literal) ?? arrays[0];
    return { kind: "pair", input: alone, target, guess: undefined };
  }
  const guess: Guess = {
    guessed: input !== undefined ? "target" : target !== undefined ? "input" : "pair",
    byName: best.score > CLEAR_SCORE,
    others: alternatives(best, others),
  };
  return { kind: "pair", input: best.input, target: best.target, guess };
}

/** A shape that fits and a name that says so: the editor takes such targets without asking. */
const CLEAR_SCORE = 10;

/** How many arrays on either side of an input are looked at. */
const NEAREST = 24;

interface RankedPair {
  readonly input: Argument;
  readonly target: Argument;
  readonly score: number;
}

/** The targets that some reading of the input takes. */
function ranking(input: Argument, targets: readonly Argument[], arrays: readonly FoundArray[]): readonly RankedPair[] {
  const place = new Map<Literal, number>(arrays.map(({ literal }, index) => [literal, index]));
  const home = place.get(input.literal);
  const candidates = targets.flatMap((target) => {
    const at = place.get(target.literal);
    const distance = home === undefined || at === undefined ? 1 : at - home;
    if (target.literal === input.literal || Math.abs(distance) > NEAREST) return [];
    return [{ name: target.name ?? "", tensor: target.literal.tensor, distance, target }];
  });
  return rankTargets({ tensor: input.literal.tensor, name: input.name }, candidates)
    .filter(({ fits }) => fits)
    .map(({ candidate: { target }, score }) => ({ input, target, score }));
}

/** Where the input was guessed, the likeliest pair of each other input; where it was named, other targets of it. */
function alternatives(best: RankedPair, others: readonly RankedPair[]): Guess["others"] {
  const clear = others.filter(({ score }) => score > CLEAR_SCORE);
  if (others.every(({ input }) => input === best.input)) return clear.map(selectors);
  const seen = new Set([best.input]);
  const firsts = clear.filter(({ input }) => !seen.has(input) && seen.add(input));
  return firsts.map(selectors);
}

function selectors({ input, target }: RankedPair): { readonly input: string; readonly target: string } {
  return { input: input.selector, target: target.selector };
}

/** One column of a table against the others. */
function chooseColumns(
  file: TextFile,
  { literal: table }: FoundArray,
  columns: readonly FoundArray[],
  inputName: string | undefined,
  targetName: string | undefined,
): Pair | Problem {
  const named = inputName?.split(",").map((name) => columns.findIndex((column) => column.name === name.trim()));
  const unknown = named?.indexOf(-1) ?? -1;
  if (unknown !== -1) return problem(`${file.name} has no column “${inputName?.split(",")[unknown].trim()}”`);
  const typed = targetName === undefined ? undefined : typedArray(targetName);
  if (typed?.kind === "problem") return typed;
  const chosen = columns.findIndex(({ name }) => name === targetName);
  if (targetName !== undefined && typed === undefined && chosen === -1) {
    return problem(`${file.name} has no column “${targetName}”`);
  }
  const inputWithout = (target: number) => {
    const indices = named ?? columns.map((_, index) => index).filter((index) => index !== target);
    return columnArgument(table, columns, indices);
  };
  if (typed !== undefined) return { kind: "pair", input: inputWithout(-1), target: typed, guess: undefined };
  if (chosen !== -1) return { kind: "pair", input: inputWithout(chosen), target: columns[chosen], guess: undefined };
  const ranked = columns
    .flatMap((column, index) => (named?.includes(index) ? [] : ranking(inputWithout(index), [column], [])))
    .sort((a, b) => b.score - a.score);
  const [best] = ranked;
  // Any whole numbers may pass for class indices: only a name makes a column the targets.
  if (best === undefined || best.score <= CLEAR_SCORE) {
    return { kind: "pair", input: inputWithout(-1), target: undefined, guess: undefined };
  }
  const others = ranked.slice(1).filter(({ score }) => score > CLEAR_SCORE);
  return { ...best, kind: "pair", guess: { guessed: "target", byName: true, others: others.map(selectors) } };
}

function columnArgument(table: Literal, columns: readonly FoundArray[], indices: readonly number[]): Argument {
  const names = indices.map((index) => columns[index].selector).join(",");
  const place = indices.length === 1 ? columns[indices[0]].place : `${indices.length} columns`;
  return { name: undefined, selector: names, place, literal: pickColumns(table, indices) };
}

/** The array that a name, `name:line` or `:line` means; a name is worth what it was last assigned. */
function argument(
  file: TextFile,
  { arrays, unread }: ArraysOfFile,
  name: string,
  role: "input" | "target",
): ({ readonly kind: "argument" } & Argument) | Problem {
  const typed = typedArray(name);
  if (typed !== undefined) return typed;
  const found = arrays.filter((array) => array.name === name);
  const exact = arrays.find(({ selector }) => selector === name) ?? arrays.find((array) => selectedByLine(array, name));
  const resolved = exact?.name === name || exact === undefined ? resolve(file, name) : undefined;
  if (resolved?.kind === "changed") {
    const last = found.at(-1);
    const instead =
      last === undefined ? "" : `; --${role} ${lineSelector(last)} takes the array of ${last.place} all the same`;
    return problem(`${file.name}, ${resolved.place}: what changes ${name} here cannot be told from the text${instead}`);
  }
  if (resolved?.kind === "expanded") return resolved.argument;
  const taken = exact ?? found.at(-1);
  if (taken !== undefined) return { ...taken, kind: "argument" };
  const bad = unread.find((array) => array.name === name);
  if (bad !== undefined) return problem(`${file.name}, ${bad.place}: ${bad.message}`);
  const known = arrays.slice(0, 8).map(({ selector }) => selector);
  const more = arrays.length > known.length ? `, and ${arrays.length - known.length} more` : "";
  return problem(`${file.name} has no array “${name}”${known.length > 0 ? `; it has ${known.join(", ")}${more}` : ""}`);
}

function selectedByLine(array: FoundArray, name: string): boolean {
  return name === lineSelector(array) || name === lineSelector({ ...array, name: undefined });
}

function lineSelector({ name, cell, line }: Pick<FoundArray, "name" | "cell" | "line">): string {
  return `${name ?? ""}:${cell === undefined ? "" : `${cell}:`}${line}`;
}

/** An array typed on the command line. */
function typedArray(text: string): ({ readonly kind: "argument" } & Argument) | Problem | undefined {
  if (!/^\s*[[(]/.test(text)) return undefined;
  const literal = parseLiteral(text, "python");
  if (literal.kind === "unreadable") return problem(`“${text}”: ${literal.diagnostics[0].message}`);
  return { kind: "argument", name: undefined, selector: text, place: "typed", literal };
}

type Resolved =
  | { readonly kind: "changed"; readonly place: string }
  | { readonly kind: "expanded"; readonly argument: { readonly kind: "argument" } & Argument };

/** A name whose last assignment is an expression of other arrays, or was changed by something that the text does not tell. */
function resolve({ units }: TextFile, name: string): Resolved | undefined {
  const [first] = units;
  if (first === undefined) return undefined;
  const texts = units.map(({ text }) => text);
  const resolution = resolveName(texts, name, first.languageId);
  if (resolution.kind !== "changed" && resolution.kind !== "expanded") return undefined;
  const { text, cell } = units[resolution.textIndex];
  const line = text.slice(0, resolution.span.offset).split("\n").length;
  const place = cell === undefined ? `line ${line}` : `cell ${cell}, line ${line}`;
  if (resolution.kind === "changed") return { kind: "changed", place };
  const literal = parseLiteral(resolution.text, first.languageId);
  if (literal.kind === "unreadable") return { kind: "changed", place };
  return { kind: "expanded", argument: { kind: "argument", name, selector: name, place, literal } };
}
