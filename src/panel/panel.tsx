import * as l10n from "@vscode/l10n";
import { render } from "preact";
import { useReducer } from "preact/hooks";
import type { Arrays } from "../evaluate";
import type { PngAddress, Snapshot } from "../protocol";
import { isToPanel } from "../protocolFits";
import { showDecimals, showType } from "../render/numbers";
import { App } from "./App";
import type { Actions } from "./actions";
import { asChoice } from "./reading/choices";
import { sampleAtCursor } from "./samples/elementAt";
import { fromSaved, toSaved } from "./savedState";
import { type Action, reduce, sameArray, textLength } from "./state";
import { acquireHost } from "./vscodeApi";
import { WorkerEvaluations } from "./workerEvaluations";

const host = acquireHost();
const root = document.getElementById("panel") ?? document.body;
// Before the first text: the page brings the texts of the window's language with it.
if (root.dataset.texts !== undefined) l10n.config({ contents: root.dataset.texts });

/** The page says from how many characters on a pair is evaluated in a worker, and where its script is. */
const { texts, worker = "", largeCharacters = "Infinity" } = root.dataset;
const large = Number(largeCharacters);
const inWorker = new WorkerEvaluations(worker, texts);

const restored = fromSaved(host.load());
let state = restored.state;
let read: { readonly snapshot: Snapshot; readonly arrays: Arrays } | undefined;

/** What reads and evaluates arrays is on its way while the page is drawn. */
type Evaluation = typeof import("../evaluate");
let evaluation: Evaluation | undefined;
const loading = import("../evaluate").then(
  (loaded) => {
    evaluation = loaded;
    settle();
    afterPaint(pinAgain);
  },
  (error: unknown) => dispatch({ type: "stopped", reason: error instanceof Error ? error.message : String(error) }),
);

function dispatch(action: Action): void {
  state = reduce(state, action);
  settle();
  saveSoon();
}

function settle(): void {
  const { snapshot, report, pending } = state;
  if (snapshot !== undefined && report === undefined && pending.kind === "waiting") begin(snapshot);
  draw();
}

function begin(snapshot: Snapshot): void {
  if (textLength(snapshot) <= large) {
    inWorker.stop();
    // What is not there yet settles this once it is.
    if (evaluation !== undefined) state = reduce(state, evaluated(snapshot, evaluation));
    return;
  }
  read = undefined;
  state = reduce(state, { type: "progressed", progress: undefined });
  const { choice, options } = state;
  void inWorker.evaluate(
    { snapshot, choice, options },
    {
      progress: (progress) => dispatch({ type: "progressed", progress }),
      report: (report) => dispatch({ type: "evaluated", report }),
      failed: (reason) => dispatch({ type: "stopped", reason }),
      unavailable: () => evaluateHere(snapshot),
    },
  );
}

/** Without a worker the window waits: at least it says so before. */
function evaluateHere(snapshot: Snapshot): void {
  void loading.then(() =>
    afterPaint(() => {
      const isAwaited = state.snapshot === snapshot && state.report === undefined && state.pending.kind === "running";
      if (isAwaited && evaluation !== undefined) dispatch(evaluated(snapshot, evaluation));
    }),
  );
}

function evaluated(snapshot: Snapshot, { readArrays, evaluateArrays }: Evaluation): Action {
  if (read?.snapshot !== snapshot) read = { snapshot, arrays: readArrays(snapshot.request) };
  return { type: "evaluated", report: evaluateArrays(read.arrays, state.choice, state.options) };
}

let draw = (): void => {};

/** Drawn into the page once and anew from within: after several `render`s of a root preact gives new parts the ids of old ones. */
function Root() {
  const [, redraw] = useReducer((drawn: number) => drawn + 1, 0);
  draw = () => redraw(undefined);
  return <App state={state} actions={actions} />;
}

function afterPaint(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}

function decided(action: Action): void {
  dispatch(action);
  const { snapshot, choice, options } = state;
  if (snapshot !== undefined) host.post({ type: "remember", snapshot: snapshot.id, choice, options });
}

/** VS Code copies and keeps what is saved: not at every step of a slider. */
const SAVE_DELAY_MS = 200;
let saving: ReturnType<typeof setTimeout> | undefined;

function saveSoon(): void {
  clearTimeout(saving);
  saving = setTimeout(() => host.save(toSaved(state)), SAVE_DELAY_MS);
}

/** What was the baseline before the window was reloaded, evaluated again. */
function pinAgain(): void {
  if (restored.baseline === undefined) return;
  const { snapshot, choice, options } = restored.baseline;
  const report = evaluation?.evaluate({ ...snapshot.request, choice, options });
  if (report?.kind === "evaluation") dispatch({ type: "baseline", baseline: { snapshot, choice, options, report } });
}

/** How long it is said that something was copied. */
const COPIED_MS = 2500;
let forgetting: ReturnType<typeof setTimeout> | undefined;

function sayCopied(what: string): void {
  dispatch({ type: "copied", what });
  clearTimeout(forgetting);
  forgetting = setTimeout(() => dispatch({ type: "copied", what: undefined }), COPIED_MS);
}

async function copyImage(data: PngAddress): Promise<void> {
  const bytes = Uint8Array.from(atob(data.slice(data.indexOf(",") + 1)), (character) => character.charCodeAt(0));
  await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
}

const actions: Actions = {
  choose: (choice) => decided({ type: "chose", choice }),
  setOptions: (options) => decided({ type: "options", options }),
  sort: (sort) => dispatch({ type: "sorted", sort }),
  slice: (slice) => dispatch({ type: "sliced", slice }),
  select: (sample) => dispatch({ type: "selected", sample }),
  reveal: (snapshot, argument, { offset, length }) =>
    host.post({ type: "reveal", snapshot: snapshot.id, argument, offset, length }),
  setBaseline: (evaluated) => {
    const baseline = evaluated && { ...evaluated, choice: asChoice(evaluated.report.reading), options: state.options };
    dispatch({ type: "baseline", baseline });
  },
  tryOut: (whatIf) => {
    state = reduce(state, { type: "triedOut", whatIf });
    saveSoon();
  },
  unfold: (section, open) => dispatch({ type: "unfolded", section, open }),
  lock: (locked) => host.post({ type: "lock", locked }),
  save: (name, data) => host.post({ type: "save", name, data }),
  copy: (text, what) => {
    host.post({ type: "copy", text, what });
  },
  copyPicture: (data, what) => {
    // The clipboard of the editor's host takes texts alone.
    copyImage(data).then(
      () => sayCopied(what),
      () =>
        dispatch({ type: "problem", message: l10n.t("The picture could not be copied. Save it as a file instead.") }),
    );
  },
  writeBack: (snapshot, edits) =>
    host.post({
      type: "writeBack",
      snapshot: snapshot.id,
      edits: edits.map((edit) => ({ argument: "input" as const, ...edit })),
    }),
  showType: (type) => {
    showType(type);
    dispatch({ type: "showedType", as: type });
  },
  showCall: (call) => dispatch({ type: "showedCall", call }),
  revealCall: (snapshot, use) => host.post({ type: "revealCall", snapshot: snapshot.id, use }),
  fix: (snapshot, use, fix) => host.post({ type: "fix", snapshot: snapshot.id, use, fix }),
  dismissUnread: () => dispatch({ type: "unread", message: undefined }),
  dismissProblem: () => dispatch({ type: "problem", message: undefined }),
  cancel: () => {
    inWorker.stop();
    dispatch({ type: "stopped", reason: undefined });
  },
  evaluateAgain: () => dispatch({ type: "retried" }),
  verify: (snapshot, pipeline, what) => host.post({ type: "verify", snapshot: snapshot.id, pipeline, what }),
  swap: (snapshot) => host.post({ type: "swap", snapshot: snapshot.id }),
  chooseTarget: () => {
    if (state.snapshot !== undefined) host.post({ type: "chooseTarget", snapshot: state.snapshot.id });
  },
};

/** Another array is read from the top, where its answer is; one that is edited stays where a person looks at it. */
function open(snapshot: Snapshot): void {
  const stays = sameArray(state.snapshot, snapshot);
  dispatch({ type: "opened", snapshot });
  if (!stays) window.scrollTo({ top: 0, behavior: "instant" });
}

/** Numbers are shown as the settings have it, but in the type that was chosen here. */
function showNumbers({ settings }: Snapshot): void {
  showDecimals(settings.decimals);
  showType(state.type ?? settings.type);
}

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  if (!isToPanel(data)) return;
  switch (data.type) {
    case "snapshot":
      showNumbers(data.snapshot);
      return open(data.snapshot);
    case "copied":
      return sayCopied(data.what);
    case "locked":
      return dispatch({ type: "locked", locked: data.locked });
    case "cursor": {
      const { lastEvaluated } = state;
      const sample = lastEvaluated?.snapshot.id === data.snapshot ? sampleAtCursor(lastEvaluated, data) : undefined;
      if (sample !== undefined && sample !== state.selected) dispatch({ type: "selected", sample });
      return;
    }
    case "problem":
      return dispatch({ type: "problem", message: data.message });
    case "unread":
      dispatch({ type: "unread", message: data.message });
      window.scrollTo({ top: 0, behavior: "instant" });
      return;
  }
});

if (state.snapshot !== undefined) showNumbers(state.snapshot);
render(<Root />, root);
settle();
host.post({ type: "ready" });
