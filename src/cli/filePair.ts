import { rankReadings } from "../engine/rankReadings";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import { namesInput, namesTargets } from "../pairing/names";
import { formatShape } from "../render/numbers";
import type { FileArray } from "../sources/arrayFile";
import { argumentOf, arrayNamed, meansArrayFile, type OpenArrayFile, openArrayFile, pathOfArray } from "./arrayFile";
import { type ChosenArray, type ChosenPair, choosePair, type Guess, typedArray } from "./choosePair";
import type { EvaluateCommand } from "./commandLine";
import type { ArraysOfFile } from "./foundArrays";
import type { Tell } from "./run";
import { type NotEvaluated, problem, readTextFile, type TextFile } from "./textFile";

type Read = (file: TextFile) => ArraysOfFile;
type Named = Pick<EvaluateCommand, "file" | "input" | "target">;

/** Whether a pair has to do with files of arrays, or with a second file: otherwise it is one of the text alone. */
export function isOfFiles({ file, target }: Named): boolean {
  return meansArrayFile(file) || (target !== undefined && meansFile(target));
}

/** A target that is no array of the file: another file, with the name of an array or a column behind a #. */
function meansFile(target: string): boolean {
  if (/^\s*[[(]/.test(target)) return false;
  const { path } = pathOfArray(target);
  return meansArrayFile(target) || /\.(?:csv|tsv|json|jsonl|txt|log|py|ipynb)$/i.test(path);
}

/** The pair of one or two files: what was named, and in a file of several arrays what their names and shapes say. */
export function choosePairOfFiles(command: Named, read: Read, tell: Tell): ChosenPair | NotEvaluated {
  const { file, input, target } = command;
  if (!meansArrayFile(file)) return inputOfText(command, read, tell);
  const { path, name } = pathOfArray(file);
  const open = openArrayFile(path);
  if (open.kind === "problem") return open;
  try {
    const own = target !== undefined && open.file.arrays.some((array) => array.name === target);
    const given = target === undefined || own ? undefined : targetOf(target, read, tell);
    if (given?.kind === "problem") return given;
    const chosen = chooseArrays(open, input ?? name, own ? target : undefined, target === undefined);
    if (chosen.kind === "problem") return chosen;
    const first = argumentOf(open, chosen.input, tell);
    if (isProblem(first)) return first;
    const second = chosen.target === undefined ? given : argumentOf(open, chosen.target, tell);
    if (second !== undefined && isProblem(second)) return second;
    return pairOf(first, second, chosen.guess);
  } finally {
    open.bytes.close();
  }
}

function pairOf(input: ChosenArray, target: ChosenArray | undefined, guess: Guess | undefined): ChosenPair {
  return { kind: "pair", input, target, guess, code: undefined };
}

/** Arrays of one file; the target is guessed where a name says so, and only where none was given. */
function chooseArrays(
  open: OpenArrayFile,
  inputName: string | undefined,
  targetName: string | undefined,
  guesses: boolean,
):
  | {
      readonly kind: "chosen";
      readonly input: FileArray;
      readonly target: FileArray | undefined;
      readonly guess: Guess | undefined;
    }
  | NotEvaluated {
  const { arrays } = open.file;
  const targets = arrays.filter(({ name }) => namesTargets(name) && name !== inputName);
  const target = targetName === undefined ? undefined : arrayNamed(open, targetName);
  if (target !== undefined && isProblem(target)) return target;
  const guessed = target ?? (guesses && targets.length === 1 ? targets[0] : undefined);
  const rest = arrays.filter((array) => array !== guessed);
  const named = rest.filter(({ name }) => namesInput(name));
  const likely = rest.length > 1 && named.length === 1 ? named[0].name : undefined;
  const only = rest.length === 1 && guessed !== undefined ? rest[0].name : undefined;
  const input = arrayNamed(open, inputName ?? likely ?? only);
  if (isProblem(input)) return input;
  const parts = [inputName === undefined && arrays.length > 1, guessed !== undefined && target === undefined] as const;
  const what: Guess["guessed"] | undefined = parts[0] ? (parts[1] ? "pair" : "input") : parts[1] ? "target" : undefined;
  const guess = what && { guessed: what, byName: true, others: [] };
  return { kind: "chosen", input, target: guessed, guess };
}

function isProblem(value: object): value is NotEvaluated {
  return "kind" in value && value.kind === "problem";
}

/** Input of a text, targets of another file: of several arrays the one that these targets fit. */
function inputOfText({ file, input, target }: Named, read: Read, tell: Tell): ChosenPair | NotEvaluated {
  const given = targetOf(target ?? "", read, tell);
  if (given.kind === "problem") return given;
  const text = readTextFile(file, undefined);
  if (text.kind === "problem") return text;
  const found = read(text);
  const pair = choosePair(text, found, input, undefined);
  if (pair.kind === "problem") return pair;
  if (input !== undefined || found.table !== undefined) return pairOf(pair.input, given, undefined);
  const fitting = found.arrays.filter(({ name, literal: { tensor } }) => {
    return rankReadings(tensor, given.literal.tensor, name, DEFAULT_IGNORE_INDEX).length > 0;
  });
  const named = fitting.filter(({ name }) => name !== undefined && namesInput(name));
  const likely = fitting.length === 1 ? fitting : named;
  if (likely.length === 1) {
    const guess =
      found.arrays.length > 1 ? ({ guessed: "input", byName: named.length === 1, others: [] } as const) : undefined;
    return pairOf(likely[0], given, guess);
  }
  if (found.arrays.length === 1) return pairOf(found.arrays[0], given, undefined);
  const shape = formatShape(given.literal.tensor.shape);
  return problem(`${text.name}: which array is the input for targets of shape ${shape}? Name it with --input`);
}

type Given = (ChosenArray & { readonly kind: "argument" }) | NotEvaluated;

/** Targets that are typed, or of another file. */
function targetOf(target: string, read: Read, tell: Tell): Given {
  const typed = typedArray(target);
  if (typed !== undefined) return typed;
  const { path, name } = pathOfArray(target);
  if (meansArrayFile(target)) return arrayOf(path, name, tell);
  if (!meansFile(target)) return problem(`there is no array “${target}” here, and it names no file of arrays`);
  const text = readTextFile(path, undefined);
  if (text.kind === "problem") return text;
  const { arrays, columns } = read(text);
  const all = columns.length > 0 ? columns : arrays;
  const named =
    name === undefined ? all : [...columns, ...arrays].filter((each) => each.name === name || each.selector === name);
  const likely =
    named.length === 1 ? named : named.filter((each) => each.name !== undefined && namesTargets(each.name));
  if (likely.length === 1) return { ...likely[0], kind: "argument", selector: `${path}#${likely[0].selector}` };
  const known = all
    .slice(0, 8)
    .map(({ selector }) => selector)
    .join(", ");
  if (all.length === 0) return problem(`${path} holds no array of numbers`);
  return problem(`${path} has ${known}: name the targets, as in ${path}#${all[0].selector}`);
}

function arrayOf(path: string, name: string | undefined, tell: Tell): Given {
  const open = openArrayFile(path);
  if (open.kind === "problem") return open;
  try {
    const array = arrayNamed(open, name);
    if (isProblem(array)) return array;
    const read = argumentOf(open, array, tell);
    return "kind" in read ? read : { ...read, kind: "argument" };
  } finally {
    open.bytes.close();
  }
}
