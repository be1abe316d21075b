/** All that the extension host and the webview can say to each other. */
import type { Verdict } from "./diagnosis/answer";
import type { ReadingChoice } from "./engine/reading";
import type { ShownType } from "./render/numbers";
import type { NumberText } from "./render/writeBack";
import type { WrittenText } from "./render/writtenText";
import type { Request, RequestOptions } from "./report";
import { restoredSource, type StoredSource, storedSource } from "./source";

export type ArgumentName = "input" | "target";

/** A place in a document that the host finds again. */
export interface Anchor {
  readonly uri: string;
  readonly offset: number;
}

/** Where a text comes from, as people read it: `lesson.py:12`, or `typed` and `clipboard` for texts without a place. */
export interface SourcePlace {
  readonly label: string;
  /** There is something to reveal in the editor. */
  readonly anchor?: Anchor;
  /** The line that it begins in, from 1. */
  readonly line?: number;
}

/** A complete state, never a delta: it crosses when a panel opens and when another literal is evaluated in it. */
export interface Snapshot {
  /** Counts up; an action names the snapshot it was taken on, so that the host can drop a late one. */
  readonly id: number;
  readonly request: Request;
  readonly inputPlace: SourcePlace;
  readonly targetPlace: SourcePlace | undefined;
  /** Opens the place again, here and wherever the same files are; undefined for what stands in no file of the workspace. */
  readonly link?: string;
  /** Why these targets, as the hover says it: `pinned`, `same call`, `chosen`; undefined where their place says it. */
  readonly targetOrigin?: string;
  /** The person alone said which is the input: it may be the other one. */
  readonly canSwap?: boolean;
  /** The place in the code that the options come from, where nobody has chosen others. */
  readonly optionsFrom?: string;
  /** The losses that the code around gives this input to, the one that was asked about first. */
  readonly codeUses: readonly CodeUse[];
  /** The same in the order of the code, each with its place in a word or two; nothing where there is but one. */
  readonly callTabs: readonly CallTab[];
  /** How often this panel was asked for something: what was looked at by hand is kept until it is asked again. */
  readonly asked: number;
  /** Lists of class names in the code around, the nearest first. */
  readonly classLists: readonly ClassList[];
  readonly settings: PanelSettings;
  /** Programs may be run here on request: there is a Python, and the workspace is trusted. */
  readonly runsPython?: boolean;
}

/** A snapshot as it survives JSON. */
export interface StoredSnapshot extends Omit<Snapshot, "request"> {
  readonly request: Omit<Request, "input" | "target"> & {
    readonly input: StoredSource;
    readonly target: StoredSource | undefined;
  };
}

export function storedSnapshot(snapshot: Snapshot): StoredSnapshot {
  const { input, target } = snapshot.request;
  return {
    ...snapshot,
    request: { ...snapshot.request, input: storedSource(input), target: target && storedSource(target) },
  };
}

export function restoredSnapshot(stored: StoredSnapshot): Snapshot {
  const { input, target } = stored.request;
  return {
    ...stored,
    request: { ...stored.request, input: restoredSource(input), target: target && restoredSource(target) },
  };
}

/** `classes = ["cat", "dog"]` somewhere in the file. */
export interface ClassList {
  readonly name: string;
  readonly place: string;
  readonly names: readonly string[];
}

/** The person's settings, as far as the panel has to know them. */
export interface PanelSettings {
  /** Digits after the point of a loss. */
  readonly decimals: number;
  /** The type in which a loss is shown first. */
  readonly type: ShownType;
}

/** A call among others on one pair. */
export interface CallTab {
  /** Its place among the snapshot's calls. */
  readonly use: number;
  /** `line 9`, or `lesson.py:9` where not all of them stand in one file. */
  readonly label: string;
}

/** A loss call of the person's own code on these arrays, in words. */
export interface CodeUse {
  /** `lesson.py:9` */
  readonly place: string;
  readonly verdict: Verdict;
  /** `CrossEntropyLoss(y_pred, y_true)` */
  readonly call: string;
  /** As people quote it; undefined where there is none. */
  readonly value: string | undefined;
  /** The same as a number, where it is one. */
  readonly loss?: number;
  /** What happens, in one or two sentences; empty where all is right. */
  readonly message: string;
  readonly fixes: readonly CodeFix[];
  /** How the call itself has its arrays read; undefined where that is not known. */
  readonly written?: { readonly options: RequestOptions; readonly choice: ReadingChoice };
}

/** What to write instead, carried out and judged before: its place in the list is its name to the host. */
export interface CodeFix {
  readonly title: string;
  readonly value: string | undefined;
}

/** A part of an argument's text, and what is to stand there. */
export interface ArgumentEdit {
  readonly argument: ArgumentName;
  readonly offset: number;
  readonly length: number;
  readonly text: NumberText;
}

export type ToPanel =
  | { readonly type: "snapshot"; readonly snapshot: Snapshot }
  /** The editor's cursor stands in an argument, at an offset into its text. */
  | { readonly type: "cursor"; readonly snapshot: number; readonly argument: ArgumentName; readonly offset: number }
  /** A locked panel keeps its arrays: the next evaluation opens another one. */
  | { readonly type: "locked"; readonly locked: boolean }
  /** The clipboard has what was to be copied. */
  | { readonly type: "copied"; readonly what: string }
  /** What a person asked for cannot be shown; the last good result stays. */
  | { readonly type: "problem"; readonly message: string }
  /** What was to be evaluated is no array whose values are known: what is shown is another one's. */
  | { readonly type: "unread"; readonly message: string };

/** What a file is to hold: a text, or a picture as an address that holds it. */
export type FileText = WrittenText | PngAddress;

export type PngAddress = `data:image/png;base64,${string}`;

export type FromPanel =
  | { readonly type: "ready" }
  | { readonly type: "lock"; readonly locked: boolean }
  | { readonly type: "copy"; readonly text: WrittenText; readonly what: string }
  /** A file to be saved where the person says: `data` is its text, or a `data:` address in base64 for a picture. */
  | { readonly type: "save"; readonly name: string; readonly data: FileText }
  /** Changes of the document that an argument stands in, to be undone in one step; offsets as in `reveal`. */
  | { readonly type: "writeBack"; readonly snapshot: number; readonly edits: readonly ArgumentEdit[] }
  /** Offset and length are into the text of that argument in the snapshot. */
  | {
      readonly type: "reveal";
      readonly snapshot: number;
      readonly argument: ArgumentName;
      readonly offset: number;
      readonly length: number;
    }
  /** Goes to a call of the code in the editor, by its place among the snapshot's. */
  | { readonly type: "revealCall"; readonly snapshot: number; readonly use: number }
  /** Makes the edits of a fix of such a call. */
  | { readonly type: "fix"; readonly snapshot: number; readonly use: number; readonly fix: number }
  /** Runs the program of a pipeline, or its pytest, in the person's own PyTorch; the host writes it anew. */
  | {
      readonly type: "verify";
      readonly snapshot: number;
      readonly pipeline: string;
      readonly what: "program" | "pytest";
    }
  /** Takes the targets for the input, and the input for the targets. */
  | { readonly type: "swap"; readonly snapshot: number }
  /** Opens the host's quick pick of targets for this panel. */
  | { readonly type: "chooseTarget"; readonly snapshot: number }
  /** The person's choices, for the hover to agree with and for the next opening. */
  | {
      readonly type: "remember";
      readonly snapshot: number;
      readonly choice: ReadingChoice;
      readonly options: RequestOptions;
    };
