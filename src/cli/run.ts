import { unmetChoice } from "../engine/reading";
import { evaluateArrays } from "../evaluate";
import type { CallPair } from "../pairing/calls";
import type { LabelsFrom } from "../pairing/labels";
import { Reader } from "../pairing/reader";
import { interpretInParts } from "../python/interpret/interpret";
import { fileProblemText, storedTypeText } from "../render/fileText";
import { formatPercent, formatShape, formatShort, formatValue } from "../render/numbers";
import { inputKindName } from "../render/readingText";
import type { Evaluation, InputOnly, Misfit, RequestOptions } from "../report";
import { meansArrayFile, openArrayFile, pathOfArray, selectorOf } from "./arrayFile";
import { runAsk } from "./ask";
import { runCheck, wrongUsage } from "./check";
import { type ChosenPair, choosePair } from "./choosePair";
import { type EvaluateCommand, type ExpectedLoss, type ListCommand, readCommandLine, usage } from "./commandLine";
import { explainExpected, isExpected } from "./expectation";
import { runExplain } from "./explain";
import { choosePairOfFiles, isOfFiles } from "./filePair";
import { type ArraysOfFile, findArrays } from "./foundArrays";
import { listFileJson, listJson, reportJson } from "./reportJson";
import { evaluationLines, pairLines, pipelineLines } from "./reportText";
import { takeType } from "./shownType";
import { columns, renderLines, type TerminalLine } from "./terminal";
import { readTextFile, type TextFile } from "./textFile";

export interface Output {
  readonly out: string;
  readonly error: string;
  /** 0 fine; 1 nothing could be read, there is no loss, or it is another than expected; 2 wrong usage. */
  readonly status: 0 | 1 | 2;
}

/** Hears how far a run is, over many files or within a large one. */
export type Tell = (text: string) => void;

/** Does what a command line asks for. Total: whatever the file holds, an error is one line. */
export function run(typed: readonly string[], version: string, colours: boolean, tell: Tell = () => {}): Output {
  const argv = takeType(typed);
  if (typeof argv === "string") return wrongUsage(argv);
  const wantsHelp = argv.some((each) => each === "--help" || each === "-h") && !argv.includes("--");
  if (wantsHelp) return { out: usage, error: "", status: 0 };
  if (argv[0] === "check") return runCheck(argv.slice(1), version, colours, tell);
  if (argv[0] === "ask") return runAsk(argv.slice(1), colours);
  if (argv[0] === "explain") return runExplain(argv.slice(1), colours);
  const command = readCommandLine(argv);
  switch (command.kind) {
    case "help":
      return { out: usage, error: "", status: 0 };
    case "version":
      return { out: `${version}\n`, error: "", status: 0 };
    case "wrongUsage":
      return { out: "", error: errorLine(`${command.message} (loss-lens --help tells more)`), status: 2 };
    case "list":
      return list(command, colours);
    case "evaluate":
      return evaluate(command, colours, tell);
  }
}

function failed(message: string, out = ""): Output {
  return { out, error: errorLine(message), status: 1 };
}

function errorLine(message: string): string {
  return renderLines([[`loss-lens: ${message}`]], false);
}

function list({ file: path, language, json }: ListCommand, colours: boolean): Output {
  if (language === undefined && meansArrayFile(path)) return listArrayFile(path, json, colours);
  const file = readTextFile(path, language);
  if (file.kind === "problem") return failed(file.message);
  const found = arraysOf(file, "language");
  const error = found.isCut ? errorLine(`${file.name} may hold more arrays than these; the rest was left out`) : "";
  if (json)
    return {
      out: listJson(file.name, found),
      error,
      status: found.arrays.length + found.columns.length > 0 ? 0 : 1,
    };
  const { arrays, unread } = found;
  const rows = [...arrays, ...found.columns].map(({ selector, place, literal: { tensor } }) => {
    return [selector, place, formatShape(tensor.shape), tensor.dtype];
  });
  const lines = [
    ...columns(rows).map((row): TerminalLine => [row.join("  ")]),
    ...unread.map(
      ({ name, place, message }): TerminalLine => [
        { text: `${place}${name === undefined ? "" : `, ${name}`}: ${message}`, style: "warning" },
      ],
    ),
  ];
  if (lines.length === 0) return failed(`${file.name} holds no array of numbers`);
  return { out: renderLines(lines, colours), error, status: arrays.length + found.columns.length > 0 ? 0 : 1 };
}

function arraysOf(file: TextFile, labelsFrom: LabelsFrom): ArraysOfFile {
  return findArrays(new Reader(interpretInParts, labelsFrom).read(file.units), file.units);
}

/** The arrays of a file by what its header says; no element is read. */
function listArrayFile(path: string, json: boolean, colours: boolean): Output {
  const open = openArrayFile(path);
  if (open.kind === "problem") return failed(open.message);
  open.bytes.close();
  const { arrays, refused } = open.file;
  const status = arrays.length > 0 ? 0 : 1;
  if (json) return { out: listFileJson(path, open.file), error: "", status };
  const rows = arrays.map(({ name, type, shape }) => [
    name === "" ? path : name,
    formatShape(shape),
    storedTypeText(type),
  ]);
  const lines = [
    ...columns(rows).map((row): TerminalLine => [row.join("  ")]),
    ...refused.map((each): TerminalLine => {
      return [{ text: `${selectorOf(path, each.name)}: ${fileProblemText(each.problem)}`, style: "warning" }];
    }),
  ];
  return { out: renderLines(lines, colours), error: "", status };
}

function evaluate(typed: EvaluateCommand, colours: boolean, tell: Tell): Output {
  const command = withNamedInput(typed);
  if (command.language === undefined && isOfFiles(command)) {
    const pair = choosePairOfFiles(command, (text) => arraysOf(text, command.labelsFrom), tell);
    if (pair.kind === "problem") return failed(pair.message);
    return evaluatePair(command, pathOfArray(command.file).path, pair, colours);
  }
  const file = readTextFile(command.file, command.language);
  if (file.kind === "problem") return failed(file.message);
  const pair = choosePair(file, arraysOf(file, command.labelsFrom), command.input, command.target);
  if (pair.kind === "problem") return failed(pair.message);
  return evaluatePair(command, file.name, pair, colours);
}

/** `scores.csv#cat`: the name behind the # is the input, in a text as in a file of arrays. */
function withNamedInput(command: EvaluateCommand): EvaluateCommand {
  const { path, name } = pathOfArray(command.file);
  if (name === undefined || name === "" || meansArrayFile(command.file)) return command;
  return { ...command, file: path, input: command.input ?? name };
}

function evaluatePair(command: EvaluateCommand, name: string, pair: ChosenPair, colours: boolean): Output {
  const { input, target } = pair;
  const arrays = {
    kind: "arrays" as const,
    inputLiteral: input.literal,
    targetLiteral: target?.literal,
    inputName: input.name,
    targetName: target?.name,
  };
  const { call } = pair.code ?? {};
  const choice = { ...call?.choice, ...command.choice };
  const report = evaluateArrays(arrays, choice, optionsOf(call, command));
  switch (report.kind) {
    case "unreadable":
      return failed(
        `--${report.argument === "posWeight" ? "pos-weight" : report.argument}: ${report.diagnostics[0].message}`,
      );
    case "inputOnly":
      return failed(noTarget(report, pair), renderLines(pairLines(name, pair), colours && !command.json));
    case "misfit":
      return misfit(name, pair, report, command, colours);
    case "evaluation":
      return evaluated(name, pair, report, command, colours);
  }
}

/** As they were typed, else as the code has them. */
function optionsOf(call: CallPair | undefined, { options, expectation }: EvaluateCommand): RequestOptions {
  const written = call?.options;
  // A loss that is expected is one number.
  const reduction =
    expectation !== undefined && written?.reduction === "none" ? "mean" : (written?.reduction ?? "mean");
  return { ...written, reduction, ...options };
}

function noTarget({ description }: InputOnly, { input }: ChosenPair): string {
  const { kinds, facts } = description;
  const looks =
    facts.count === 0
      ? ""
      : ` (${formatShort(facts.min)} … ${formatShort(facts.max)}, looks like ${inputKindName(kinds[0].inputKind)})`;
  return `nothing here fits ${input.selector}${looks} as its targets: name them with --target, or type them: --target '[0, 2, 1]'`;
}

function misfit(
  name: string,
  pair: ChosenPair,
  report: Misfit,
  { worst, json }: EvaluateCommand,
  colours: boolean,
): Output {
  const [input, target] = [report.inputLiteral, report.targetLiteral].map(({ tensor }) => formatShape(tensor.shape));
  const message = report.inputLiteral.tensor.shape.includes(0)
    ? `an input of shape ${input} has no values: there is no loss but nan, which is torch's mean of nothing`
    : `targets of shape ${target} do not fit an input of shape ${input}`;
  if (json) return failed(message, reportJson(name, pair, report, worst, undefined));
  return failed(
    message,
    renderLines(
      [...pairLines(name, pair), ...pipelineLines(report.pipelines, report.inputLiteral.tensor.shape)],
      colours,
    ),
  );
}

function evaluated(
  name: string,
  pair: ChosenPair,
  report: Evaluation,
  { worst, json, expectation, choice }: EvaluateCommand,
  colours: boolean,
): Output {
  const { reference, reading } = report;
  const unmet = unmetChoice(choice, reading);
  if (unmet !== undefined) {
    return failed(
      `no reading of these arrays has ${unmet === "targetKind" ? "targets that are " : ""}${choice[unmet]}; without that they read as ${reading.inputKind}, ${reading.task}`,
    );
  }
  const loss = reference.kind === "reference" ? reference.value.data[0] : undefined;
  const holds = expectation === undefined || (loss !== undefined && isExpected(loss, expectation));
  const outcome = expectation && { text: expectation.text, holds };
  const out = json
    ? reportJson(name, pair, report, worst, outcome)
    : renderLines([...pairLines(name, pair), ...evaluationLines(report, worst)], colours);
  if (loss === undefined) return failed("there is no loss of these arrays", out);
  return holds ? { out, error: "", status: 0 } : failed(unexpected(report, loss, expectation), out);
}

function unexpected(report: Evaluation, loss: number, expectation: ExpectedLoss): string {
  const { reading, readings } = report;
  const confidence = readings.find((candidate) => candidate.reading === reading)?.confidence ?? 0;
  const explained = explainExpected(report, expectation);
  const why = explained === undefined ? "" : `. ${explained}`;
  const read = `read as ${inputKindName(reading.inputKind)} (${formatPercent(confidence)})`;
  return `expected ${expectation.text}, but the loss is ${formatValue(loss)}, ${read}${why}`;
}
