/** The ids of the manifest's commands, in one place for those who run them and those who link to them. */
export const commandIds = {
  evaluateSelection: "lossLens.evaluateSelection",
  evaluateInNewPanel: "lossLens.evaluateInNewPanel",
  togglePanelLock: "lossLens.togglePanelLock",
  evaluateAgainst: "lossLens.evaluateAgainst",
  useSelectionAsTargets: "lossLens.useSelectionAsTargets",
  releaseTargets: "lossLens.releaseTargets",
  evaluateClipboard: "lossLens.evaluateClipboard",
  evaluateCellOutput: "lossLens.evaluateCellOutput",
  evaluateFile: "lossLens.evaluateFile",
  evaluateVariable: "lossLens.evaluateVariable",
  chooseColumns: "lossLens.chooseColumns",
  explainLoss: "lossLens.explainLoss",
  explainSelection: "lossLens.explainSelection",
  explainClipboard: "lossLens.explainClipboard",
  readAs: "lossLens.readAs",
  applyFix: "lossLens.applyFix",
  copyCode: "lossLens.copyCode",
  copyNumpyCode: "lossLens.copyNumpyCode",
  copyScipyCode: "lossLens.copyScipyCode",
  verifyInPython: "lossLens.verifyInPython",
  runPytest: "lossLens.runPytest",
  openSample: "lossLens.openSample",
  showCause: "lossLens.showCause",
  copyDiagnosticReport: "lossLens.copyDiagnosticReport",
} as const;

export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** Of every panel; the manifest names it as well. */
export const PANEL_TYPE = "lossLens.panel";

/** Of the editor of files of arrays, as the manifest names it. */
export const ARRAY_FILE_TYPE = "lossLens.arrayFile";

/** A place in a document as a command link carries it: only what survives JSON. */
export interface PlaceArgument {
  readonly uri: string;
  readonly offset: number;
  readonly length: number;
}

/** A fix of a call as a command link carries it: the call's place, and what the link is called. */
export interface FixArgument extends PlaceArgument {
  readonly title: string;
}
