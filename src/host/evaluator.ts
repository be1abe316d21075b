import * as vscode from "vscode";
import type { Answer } from "../diagnosis/answer";
import { type Arrays, arraysOf, evaluateArrays } from "../evaluate";
import { assignedList } from "../pairing/assignedList";
import { targetFor } from "../pairing/candidates";
import { tableOf } from "../pairing/found";
import { contains, looseArray, samePlace } from "../pairing/foundArray";
import { nearestArray } from "../pairing/nearestArray";
import { type NoPair, type Pair, pairAt, pairOfChosen, pairOfLoose, type Reason, targetsFor } from "../pairing/pairAt";
import { type SelectedExpression, selectedCode } from "../pairing/selectedExpression";
import { type Table, tablePair } from "../pairing/tables";
import type { Report, Request } from "../report";
import type { Source } from "../source";
import type { Place } from "../textUnit";
import type { RememberedChoices } from "./choices";
import { type ColumnNames, columnsNamed } from "./columnPick";
import { isLarge } from "./largeInput";
import type { PinnedTarget } from "./pinnedTarget";
import { readPlaced } from "./placedSource";
import { defaultReduction, labelsFrom, largeCharacters } from "./settings";
import { type OpenSheet, placed, placeIn, type Sheets, textPlace, unplaced } from "./sheets";
import { type PlacedSource, placeLabel, rangeOf, type TextPlace } from "./textUnits";

/** An array of the editor with the targets it goes against, ready to be evaluated here or in the panel. */
export interface OpenPair {
  readonly kind: "pair";
  readonly input: PlacedSource;
  readonly target: PlacedSource | undefined;
  readonly reason: Reason | undefined;
  readonly request: Request;
  /** The place in the code that the options come from, where they do. */
  readonly optionsFrom: string | undefined;
  /** What there is to say about the code's calls on the two, the one that leads first. */
  readonly answers: readonly PlacedAnswer[];
  /** Where the array was found: looking there again finds it again. */
  readonly at: TextPlace | undefined;
  /** The columns of a table that a person chose. */
  readonly columns?: ColumnNames;
}

export interface PlacedAnswer {
  readonly answer: Answer;
  readonly place: TextPlace | undefined;
  /** How the call itself has its arrays read; undefined where that is not known. */
  readonly written?: Written | undefined;
}

interface Written {
  readonly options: Request["options"];
  readonly choice: Request["choice"];
}

/** No array: a name whose values are not known, or nothing; with what there is to say about a call all the same. */
export interface NothingFound {
  readonly kind: "changed" | "nothing";
  readonly changed:
    | { readonly name: string; readonly place: TextPlace | undefined; readonly wasArray: boolean }
    | undefined;
  readonly answers: readonly PlacedAnswer[];
  /** The code that was selected instead of an array. */
  readonly selected?: SelectedExpression | undefined;
}

export type PairOrNothing = OpenPair | NothingFound;

/** Targets that a person has chosen for an input. */
export interface ChosenTarget {
  readonly target: PlacedSource;
  readonly reason: Reason;
}

/** Turns places in the editor into requests: what hover, panel and commands have in common. */
export class Evaluator {
  readonly sheets: Sheets;
  readonly pinned: PinnedTarget;
  readonly choices: RememberedChoices;
  #last: { readonly key: readonly unknown[]; readonly report: Report } | undefined;

  constructor(sheets: Sheets, pinned: PinnedTarget, choices: RememberedChoices) {
    this.sheets = sheets;
    this.pinned = pinned;
    this.choices = choices;
  }

  /** The pair at the selections of an editor. */
  find(document: vscode.TextDocument, selections: readonly vscode.Range[]): PairOrNothing {
    const open = this.sheets.of(document);
    const places = selections.flatMap((selection) => placeIn(open, document, selection) ?? []);
    const found = pairAt(open.sheet, places, this.#pairingContext(open));
    if (found.kind === "pair") return this.#opened(open, found);
    return this.#assigned(open, document, selections) ?? this.#nothing(open, found, places[0]);
  }

  /** The literal that the name at the cursor is given there, which nothing knows where it has no end. */
  #assigned(open: OpenSheet, document: vscode.TextDocument, selections: readonly vscode.Range[]): OpenPair | undefined {
    const [cursor, ...others] = selections;
    if (!cursor?.isEmpty || others.length > 0) return undefined;
    const { line, character } = cursor.start;
    const inside = assignedList(document.lineAt(line).text, character);
    const place =
      inside === undefined ? undefined : placeIn(open, document, new vscode.Range(line, inside, line, inside));
    const found = place && pairAt(open.sheet, [place], this.#pairingContext(open));
    if (found?.kind !== "pair") return undefined;
    const pair = this.#opened(open, found);
    return !isLarge(pair.input.source) && readPlaced(pair.input).kind === "unreadable" ? pair : undefined;
  }

  /** The pair of the only loss call of a document, wherever the cursor stands. */
  onlyCall(document: vscode.TextDocument): OpenPair | undefined {
    const open = this.sheets.of(document);
    const [call, ...others] = open.sheet.calls;
    const at = call && textPlace(open, call.place);
    if (at === undefined || others.length > 0) return undefined;
    const start = at.document.positionAt(at.span.offset);
    const found = this.find(at.document, [new vscode.Range(start, start)]);
    return found.kind === "pair" ? found : undefined;
  }

  /** The array nearest to a place where there is none, as a pair. */
  nearest(document: vscode.TextDocument, range: vscode.Range): OpenPair | undefined {
    const open = this.sheets.of(document);
    const place = placeIn(open, document, range);
    const array = place && nearestArray(open.sheet, place);
    const at = array?.place && textPlace(open, array.place);
    if (at === undefined) return undefined;
    const found = this.find(at.document, [rangeOf(at)]);
    return found.kind === "pair" ? found : undefined;
  }

  /** The pair of an array that stands in no document, with what is around the cursor. */
  findLoose(source: Source, label: string): OpenPair {
    const editor = vscode.window.activeTextEditor;
    const open = editor && this.sheets.of(editor.document);
    const at = editor && open && placeIn(open, editor.document, editor.selection);
    const input: PlacedSource = { source, place: undefined, label, array: looseArray(source) };
    const pair = pairOfLoose(open?.sheet, unplaced(open, input), at, this.#pairingContext(open));
    const target = open && pair.target && this.#target(open, pair);
    return this.pairWith(input, target && pair.reason && { target, reason: pair.reason });
  }

  /** An input with the targets that a person has chosen, or none; with what is said of the code's calls on just these two. */
  pairWith(input: PlacedSource, chosen: ChosenTarget | undefined): OpenPair {
    const own = unplaced(undefined, input);
    const target = chosen && { ...chosen.target, ...shifted(chosen.target, own) };
    const document = input.place?.document;
    if (target !== undefined && document !== undefined && document === target.place?.document && !document.isClosed) {
      const open = this.sheets.of(document);
      const called = pairOfChosen(open.sheet, unplaced(open, input), unplaced(open, target));
      if (called !== undefined) return { ...this.#opened(open, called), input, target, reason: chosen?.reason };
    }
    return this.#request({ input, target, reason: chosen?.reason, answers: [], at: input.place }, undefined, {});
  }

  /** The two arrays in each other's place. */
  swapped({ input }: OpenPair, target: PlacedSource): OpenPair {
    return this.pairWith(target, { target: input, reason: "chosen" });
  }

  /** The table around a place of a document; `orOnly` takes the only one that it has from elsewhere, too. */
  tableAt(document: vscode.TextDocument, range: vscode.Range, orOnly = false): Table | undefined {
    const open = this.sheets.of(document);
    const place = placeIn(open, document, range);
    if (place === undefined) return undefined;
    const own = open.sheet.unitArrays(place.unit).tables;
    return tableOf(open.sheet, place) ?? (orOnly && own.length === 1 ? own[0] : undefined);
  }

  /** The pair of the columns that a person chose. */
  pairOfColumns(document: vscode.TextDocument, table: Table, names: ColumnNames): OpenPair | undefined {
    const open = this.sheets.of(document);
    const chosen = columnsNamed(table, names);
    const pair = chosen && tablePair(table, chosen);
    if (pair === undefined) return undefined;
    const { input, target } = pair;
    return { ...this.pairWith(placed(open, input), { target: placed(open, target), reason: "table" }), columns: names };
  }

  /** The same pair, or what stands in its place by now. */
  again({ at, columns }: OpenPair): OpenPair | undefined {
    if (at === undefined || at.document.isClosed) return undefined;
    if (columns !== undefined) {
      const start = at.document.positionAt(at.span.offset);
      const table = this.tableAt(at.document, new vscode.Range(start, start));
      return table && this.pairOfColumns(at.document, table, columns);
    }
    const position = at.document.positionAt(at.span.offset);
    const found = this.find(at.document, [new vscode.Range(position, position)]);
    return found.kind === "pair" ? found : undefined;
  }

  /** All arrays that a person may choose as targets, likeliest first. */
  targets(input: PlacedSource): readonly PlacedSource[] {
    const document = input.place?.document ?? vscode.window.activeTextEditor?.document;
    if (document === undefined) return [];
    const open = this.sheets.of(document);
    const selection = vscode.window.activeTextEditor?.selection;
    const at = input.place === undefined && selection !== undefined ? placeIn(open, document, selection) : undefined;
    const own = unplaced(open, input);
    return targetsFor(open.sheet, own, at, !isLarge(input.source)).map((array) => placed(open, array));
  }

  /** The input alone; undefined where it is too large to be read here. */
  read(input: PlacedSource): Arrays | undefined {
    return isLarge(input.source) ? undefined : arraysOf(readPlaced(input), undefined, input.source.name);
  }

  /** The last report is kept: a hover and the status bar ask for the same again and again. */
  evaluate({ request, input, target }: OpenPair): Report {
    const names = [input.source.name, target?.source.name] as const;
    const arrays = arraysOf(readPlaced(input), target && readPlaced(target), ...names);
    if (arrays.kind === "unreadable") return arrays;
    const { inputLiteral, targetLiteral, inputName, targetName } = arrays;
    const key = [inputLiteral, targetLiteral, inputName, targetName, JSON.stringify([request.choice, request.options])];
    const last = this.#last;
    if (last?.key.every((part, index) => part === key[index])) return last.report;
    const report = evaluateArrays(arrays, request.choice, request.options);
    this.#last = { key, report };
    return report;
  }

  #pairingContext(open: OpenSheet | undefined) {
    const { current } = this.pinned;
    return { pinned: current && unplaced(open, current), largest: largeCharacters() };
  }

  #opened(open: OpenSheet, pair: Pair): OpenPair {
    const { reason, at, calls, options, choice } = pair;
    const answers = calls.flatMap((call) =>
      this.#answersIn(open, (answer) => samePlace(answer.place, call.place)).map((answered) => ({
        ...answered,
        written: call.options && { options: call.options, choice: call.choice },
      })),
    );
    const common = { input: placed(open, pair.input), target: this.#target(open, pair), reason, answers };
    const from = calls[0] && textPlace(open, calls[0].place);
    const written = options && from && { options, place: placeLabel(from) };
    return this.#request({ ...common, at: at && textPlace(open, at) }, written, choice);
  }

  /** The pinned targets may stand in another document. */
  #target(open: OpenSheet, { target, reason }: Pair): PlacedSource | undefined {
    const { current } = this.pinned;
    if (target === undefined) return undefined;
    return reason === "pinned" && current !== undefined
      ? { ...current, source: target.source, array: target }
      : placed(open, target);
  }

  #nothing(open: OpenSheet, found: NoPair, place: Place | undefined): NothingFound {
    const answers = place === undefined ? [] : this.#answersIn(open, (answer) => contains(answer.place, place));
    if (found.kind === "nothing") {
      const selected = place && selectedCode(open.sheet, place);
      return { kind: "nothing", changed: undefined, answers, selected };
    }
    const { name, wasArray } = found;
    const changed = { name, wasArray, place: textPlace(open, found.place) };
    if (answers.length > 0 || wasArray || place === undefined) return { kind: "changed", changed, answers };
    // A name that goes into a loss is answered by the call: which of its values are not read, and why.
    const scope = open.sheet.scopeAt(place);
    const given = this.#answersIn(
      open,
      (answer) => isGiven(answer, name) && open.sheet.scopeAt(answer.place) === scope,
    );
    return { kind: "changed", changed, answers: given.slice(0, MOST_CALLS) };
  }

  #answersIn(open: OpenSheet, belongs: (answer: Answer) => boolean): readonly PlacedAnswer[] {
    return this.sheets
      .answers(open)
      .filter(belongs)
      .map((answer) => ({ answer, place: textPlace(open, answer.place) }));
  }

  /** What a person has decided about the array comes before what the code says. */
  #request(
    pair: Omit<OpenPair, "kind" | "request" | "optionsFrom">,
    written: { readonly options: Request["options"]; readonly place: string } | undefined,
    meant: Request["choice"],
  ): OpenPair {
    const decided = this.choices.of(pair.input);
    const { choice, options } = decided ?? {
      choice: meant,
      options: written?.options ?? { reduction: defaultReduction() },
    };
    const request = { input: pair.input.source, target: pair.target?.source, choice, options };
    const optionsFrom = decided === undefined ? written?.place : undefined;
    return { kind: "pair", ...pair, request, optionsFrom };
  }
}

/** So many calls are told of a name. */
const MOST_CALLS = 2;

/** Whether a call takes an array by this name, whose values are not read. */
function isGiven({ input, target, unchecked }: Answer, name: string): boolean {
  return (
    [input, target].some(({ text }) => text === name) &&
    unchecked.some((each) => each.kind === "argument" && each.text === name)
  );
}

/** Class indices of a language that counts from 1. */
function shifted(target: PlacedSource, input: ReturnType<typeof unplaced>): Pick<PlacedSource, "source" | "array"> {
  const array = targetFor(unplaced(undefined, target), input, labelsFrom());
  return { source: array.source, array };
}
