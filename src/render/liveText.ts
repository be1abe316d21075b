import * as l10n from "@vscode/l10n";
import type { LiveArray, LiveLoss } from "../live/answer";
import { type LiveProblem, MOST_BYTES, type ProgramState } from "../live/askProgram";
import { fileProblemText, shortName, storedTypeText } from "./fileText";
import { formatCount, formatLoss, formatShape, formatShort } from "./numbers";
import { listed } from "./sentences";
import { sizeText } from "./size";

/** Why nothing came of asking a running program for a variable. A clause after a colon; undefined where nothing need be said. */
export function liveProblemText(problem: LiveProblem): string | undefined {
  switch (problem.kind) {
    case "notArray":
      return l10n.t("it is a {0}, not an array of numbers", shortName(problem.name));
    case "elementType":
      return l10n.t("elements of type {0} are no real numbers that a loss takes", shortName(problem.name));
    case "raised":
      return l10n.t("reading it raises {0}: {1}", shortName(problem.name), shortName(problem.message));
    case "tooLong":
      return l10n.t("it is a list of more than {0} numbers: make it an array first", formatCount(problem.most));
    case "objects":
      return l10n.t("its elements are Python objects, not numbers");
    case "fields":
      return l10n.t("its elements have several fields; evaluate the field you mean");
    case "masked":
      return l10n.t("some of its values are masked; evaluate .compressed() or .filled(…)");
    case "sparse":
      return l10n.t("it is sparse; evaluate its .to_dense()");
    case "meta":
      return l10n.t("it has no values: it is a tensor without storage");
    case "ragged":
      return l10n.t("its rows have different lengths");
    case "tooDeep":
      return l10n.t("it is nested too deeply, or contains itself");
    case "largeIntegers":
      return l10n.t("it holds integers beyond 2^53, which float64 cannot tell apart");
    case "lazy":
      return l10n.t("its values are not computed or lie in several places");
    case "unknownShape":
      return l10n.t("its shape is not known before it is computed");
    case "garbage":
      return l10n.t("the answer cannot be read");
    case "changed":
      return l10n.t("it changed while it was read");
    case "cancelled":
      return undefined;
    case "denied":
      return l10n.t("Loss Lens was denied access; “Jupyter: Manage Access To Jupyter Kernels” changes that");
    case "state":
      return stateText(problem.state);
    case "exception":
      return shortName(problem.message);
    case "bytes":
      return fileProblemText(problem.problem);
  }
}

function stateText(state: ProgramState): string {
  switch (state) {
    case "nothing":
      return l10n.t("open a notebook with a running kernel, or pause a program in the debugger");
    case "noKernel":
      return l10n.t("no kernel runs for this notebook; run a cell first");
    case "busy":
      return l10n.t("the kernel is busy; ask again when its cell has ended");
    case "starting":
      return l10n.t("the kernel is starting; ask again in a moment");
    case "dead":
      return l10n.t("the kernel is dead; restart it and run the cells");
    case "language":
      return l10n.t("only variables of Python are read, in the debugger those of JavaScript too");
    case "notPaused":
      return l10n.t("the program is running; pause it first");
    case "noSession":
      return l10n.t("its debug session has ended");
  }
}

/** `[700, 1000] float32, cuda:0, 2.8 MB, from -4.9 to 4.7, mean 0.001, 3 nan` */
export function liveFactsText({ shape, type, bytes, device, statistics, lazy }: LiveArray): string {
  const parts = [`${formatShape(shape)} ${storedTypeText(type)}`, device, sizeText(bytes), lazy];
  if (statistics !== undefined && statistics.finite > 0) {
    const [least, most, mean] = [statistics.least, statistics.most, statistics.mean].map(formatShort);
    parts.push(l10n.t("from {0} to {1}, mean {2}", least, most, mean));
  }
  if (statistics !== undefined && statistics.nan > 0) parts.push(l10n.t("{0} nan", formatCount(statistics.nan)));
  const infinite = statistics === undefined ? 0 : statistics.count - statistics.nan - statistics.finite;
  if (infinite > 0) parts.push(l10n.t("{0} infinite", formatCount(infinite)));
  return listed(parts.filter((part) => part !== undefined && part !== null));
}

/** What is asked once a session, before a program is made to run anything. */
export function consentText(where: "kernel" | "debugger"): { readonly title: string; readonly detail: string } {
  const title =
    where === "kernel"
      ? l10n.t("Read variables of the running kernel?")
      : l10n.t("Read variables of the paused program?");
  const detail = l10n.t(
    "Loss Lens runs a short program there that reads the variable you ask for, its type, shape and values, and changes nothing. It is run only when you ask, and you are asked once a session.",
  );
  return { title, detail };
}

/** Of an array whose values stay where they are: what can be done all the same. */
export function staysText(name: string, array: LiveArray): string {
  const facts = liveFactsText(array);
  return array.lazy === undefined
    ? l10n.t(
        "{0} is larger than {1} ({2}). Its loss can be computed where it is: only the loss comes back.",
        ...[shortName(name), sizeText(MOST_BYTES), facts],
      )
    : l10n.t(
        "{0} is not in one place ({1}). Its loss can be computed where it is: only the loss comes back.",
        ...[shortName(name), facts],
      );
}

/** `CrossEntropyLoss(logits, y) = 0.28761956, computed where the arrays are by torch 2.13.0 in float32.` */
export function liveLossText(call: string, { value, type, torch, by }: LiveLoss): string {
  const shown = formatLoss(value);
  return by === undefined
    ? l10n.t(
        "{0} = {1}, computed where the arrays are by torch {2} in {3}.",
        call,
        shown,
        shortName(torch),
        shortName(type),
      )
    : l10n.t(
        "{0} = {1}, computed where the arrays are by torch {2} and {3}.",
        call,
        shown,
        shortName(torch),
        engines[by],
      );
}

const engines: Readonly<Record<NonNullable<LiveLoss["by"]>, string>> = { dask: "dask", dtensor: "DTensor" };
