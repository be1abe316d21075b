import type {
  Answer,
  AnswerFix,
  AnswerOption,
  AnswerVisits,
  ArgumentDescription,
  SeenNumber,
} from "../diagnosis/answer";
import type { Definition } from "../python/interpretation";
import type { Tensor } from "../tensor/tensor";
import type { Place, TextUnit } from "../textUnit";
import { answerMessage } from "./answerText";
import { fixText, fixTitle } from "./fixText";

/** Where something stands, as editors count: lines and columns from 1, columns in UTF-16 units. */
export interface PlaceJson {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The number of a notebook's cell; null in a file. */
  readonly cell: number | null;
}

/** A number that JSON has no word for is a text. */
export type NumberJson = number | "nan" | "inf" | "-inf";
export type NestedJson = NumberJson | readonly NestedJson[];

export interface ArgumentJson {
  readonly name: string | null;
  readonly line: number | null;
  readonly shape: readonly number[] | null;
  readonly dtype: string | null;
}

export interface CallJson {
  readonly place: PlaceJson;
  readonly text: string;
  readonly framework: string;
  readonly loss: string;
  readonly pipeline: string;
  readonly input: ArgumentJson;
  readonly target: ArgumentJson;
  readonly options: Readonly<Record<string, AnswerOption | NumberJson>>;
  readonly value: NestedJson | null;
  readonly printed: string | null;
  readonly item: string | null;
  /** What it gives each time, where the program comes by with different arrays or options, which leaves the three above null; null otherwise. */
  readonly visits: VisitsJson | null;
  /** Beside the loss of a language model; null for all others. */
  readonly tokens: TokensJson | null;
  readonly verdict: Answer["verdict"];
  readonly severity: Answer["severity"];
  readonly cause: string | null;
  readonly message: string;
  readonly exception: { readonly type: string; readonly message: string } | null;
  readonly fixes: readonly FixJson[];
  readonly seen: readonly SeenJson[];
}

/** The different visits of a call, in the order in which the program comes by; those behind them are not known where `all` is false. */
export interface VisitsJson {
  readonly each: readonly VisitJson[];
  readonly all: boolean;
}

export interface VisitJson extends Pick<CallJson, "loss" | "value" | "printed" | "item" | "verdict" | "exception"> {}

export interface TokensJson {
  readonly counted: number;
  readonly of: number;
  readonly perplexity: NumberJson;
  readonly bitsPerToken: number;
}

export interface FixJson {
  readonly title: string;
  readonly edits: readonly (PlaceJson & { readonly text: string })[];
  readonly value: NestedJson | null;
  readonly verdict: Answer["verdict"];
}

export interface SeenJson {
  readonly text: string;
  readonly line: number;
  readonly by: string | null;
  readonly explained: boolean;
}

/** What is said about a part of a paste that is no call. */
export interface PasteAnswerJson {
  readonly about: "traceback" | "warning" | "log" | "number" | "arrays" | "code" | "text";
  readonly line: number | null;
  readonly verdict: Answer["verdict"];
  readonly cause: string | null;
  readonly message: string;
  readonly value: NumberJson | null;
  readonly fixes: readonly FixJson[];
  /** The losses of a log, in order. */
  readonly series?: { readonly name: string; readonly values: readonly NumberJson[] };
}

/** Everything that is said about one file. */
export interface CheckJson {
  readonly schema: 2;
  readonly file: string;
  readonly calls: readonly CallJson[];
  /** What is no call: exceptions, lines of a log, single numbers. Empty where a program was checked. */
  readonly answers: readonly PasteAnswerJson[];
  readonly arrays: readonly ArgumentJson[];
  /** Of a pasted text that is too long: the characters at its end, and the calls, that were not looked at; the arrays that no pair was looked for among. */
  readonly leftOut?: { readonly characters: number; readonly calls: number; readonly arrays: number };
}

/** Line and column of offsets into the units. */
export type Locate = (place: Place) => PlaceJson;

export function locator(units: readonly TextUnit[], cells: readonly (number | undefined)[]): Locate {
  const starts = units.map(({ text }) => lineStarts(text));
  return ({ unit, start, end }) => {
    const at = (offset: number) => {
      const own = starts[unit] ?? [0];
      let [low, high] = [0, own.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (own[middle] <= offset) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: offset - own[low] + 1 };
    };
    const [from, to] = [at(start), at(end)];
    return { ...from, endLine: to.line, endColumn: to.column, cell: cells[unit] ?? null };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "\n" || (text[i] === "\r" && text[i + 1] !== "\n")) starts.push(i + 1);
  }
  return starts;
}

export function checkJson(
  file: string,
  answers: readonly Answer[],
  definitions: readonly Definition[],
  locate: Locate,
): CheckJson {
  return {
    schema: 2,
    file,
    calls: answers.map((answer) => callJson(answer, locate)),
    answers: [],
    arrays: definitions.flatMap(({ name, value, place }): readonly ArgumentJson[] =>
      value.kind === "tensor" && value.shape.length > 0
        ? [{ name, line: locate(place).line, shape: value.shape, dtype: value.dtype }]
        : [],
    ),
  };
}

function callJson(answer: Answer, locate: Locate): CallJson {
  const { place, text, framework, loss, verdict, severity, claim, exception } = answer;
  return {
    place: locate(place),
    text,
    framework,
    loss,
    pipeline: answer.pipeline.join(" → "),
    input: argumentJson(answer.input, locate),
    target: argumentJson(answer.target, locate),
    options: answer.options,
    ...valueJson(answer),
    visits: answer.visits === undefined ? null : visitsJson(answer.visits),
    tokens: answer.tokens === undefined ? null : { ...answer.tokens, perplexity: numberJson(answer.tokens.perplexity) },
    verdict,
    severity,
    cause: claim?.cause ?? null,
    message: messageWithFix(answer),
    exception: exception ?? null,
    fixes: answer.fixes.map((fix) => fixJson(fix, locate)),
    seen: answer.seen.map((seen) => seenJson(seen, locate)),
  };
}

function valueJson({ value, printed, item }: Pick<Answer, "value" | "printed" | "item">) {
  return { value: value === undefined ? null : nestedJson(value), printed: printed ?? null, item: item ?? null };
}

function visitsJson({ each, areAll }: AnswerVisits): VisitsJson {
  const visits = each.map((visit): VisitJson => {
    const { loss, verdict, exception = null } = visit;
    return { loss, ...valueJson(visit), verdict, exception };
  });
  return { each: visits, all: areAll };
}

/** What happens, and the likeliest way out with what it gives. */
function messageWithFix(answer: Answer): string {
  const message = answerMessage(answer);
  const [fix] = answer.verdict === "right" ? [] : answer.fixes;
  return fix === undefined ? message : `${message} ${fixText(fix, answer)}.`;
}

function argumentJson({ name, text, written, shape, dtype }: ArgumentDescription, locate: Locate): ArgumentJson {
  return {
    name: name ?? text ?? null,
    line: written === undefined ? null : locate(written).line,
    shape: shape ?? null,
    dtype: dtype ?? null,
  };
}

function fixJson({ title, edits, value, verdict }: AnswerFix, locate: Locate): FixJson {
  return {
    title: fixTitle(title),
    edits: edits.map(({ place, text }) => ({ ...locate(place), text })),
    value: value === undefined ? null : nestedJson(value),
    verdict,
  };
}

function seenJson({ text, place, by }: SeenNumber, locate: Locate): SeenJson {
  return { text, line: locate(place).line, by: by?.code ?? null, explained: by !== undefined };
}

function nestedJson({ data, shape }: Tensor): NestedJson {
  if (shape.length === 0) return numberJson(data[0]);
  const size = shape.slice(1).reduce((product, each) => product * each, 1);
  return Array.from({ length: shape[0] }, (_, i) =>
    nestedJson({ data: data.subarray(i * size, (i + 1) * size), shape: shape.slice(1), dtype: "float64" }),
  );
}

function numberJson(value: number): NumberJson {
  if (Number.isNaN(value)) return "nan";
  if (Number.isFinite(value)) return value;
  return value > 0 ? "inf" : "-inf";
}
