import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Reduction } from "../engine/loss";
import type { LabelsFrom } from "../pairing/labels";
import type { PanelSettings } from "../protocol";
import { type ShownType, showDecimals, showType } from "../render/numbers";
import { expectedOf, fitsSchema, type SettingSchema } from "./settingSchema";

export type ProblemLevel = "error" | "warning" | "information" | "hint" | "off";

/** The settings of the manifest, which has their types, ranges and defaults. */
interface Settings {
  readonly "hover.enabled": boolean;
  readonly "hover.chart": boolean;
  readonly "largeInput.characters": number;
  readonly "largeInput.askCharacters": number;
  readonly "problems.raises": ProblemLevel;
  readonly "problems.wrong": ProblemLevel;
  readonly "problems.doubtful": ProblemLevel;
  readonly "answers.show": "lens" | "inlay" | "off";
  readonly "answers.of": "problems" | "all";
  readonly "statusBar.enabled": boolean;
  readonly decimals: number;
  readonly type: ShownType;
  readonly defaultReduction: Reduction;
  readonly "labels.countFrom": LabelsFrom;
  readonly pythonPath: string;
  readonly "panel.location": "beside" | "active";
  readonly "panel.followEdits": boolean;
  readonly "log.values": boolean;
}

let schemas: Readonly<Record<string, SettingSchema>> = {};
/** Values that were complained of: each is said once. */
const refused = new Set<string>();

/** Takes the settings' schemas from the manifest; before anything is read. */
export function useSettingsOf({ packageJSON }: vscode.Extension<unknown>): void {
  schemas = packageJSON.contributes.configuration.properties;
}

/** What a person has set, for a document where that makes a difference; the default where a settings file holds what does not fit. */
function setting<Name extends keyof Settings>(name: Name, scope?: vscode.ConfigurationScope): Settings[Name] {
  const key = `lossLens.${name}`;
  const schema = schemas[key];
  const value: unknown = vscode.workspace.getConfiguration("lossLens", scope).get(name);
  if (fitsSchema(schema, value)) return value as Settings[Name];
  complain(key, schema, JSON.stringify(value)?.slice(0, 60) ?? "");
  return schema.default as Settings[Name];
}

function complain(key: string, schema: SettingSchema, value: string): void {
  if (refused.has(`${key} ${value}`)) return;
  refused.add(`${key} ${value}`);
  vscode.window.showWarningMessage(
    l10n.t(
      "The setting {0} is {1}; expected: {2}. Its default is used: {3}.",
      key,
      value,
      expectedOf(schema),
      String(schema.default),
    ),
  );
}

export function hoverSettings(document: vscode.TextDocument) {
  return { enabled: setting("hover.enabled", document), chart: setting("hover.chart", document) };
}

export function statusBarEnabled(document: vscode.TextDocument): boolean {
  return setting("statusBar.enabled", document);
}

/** How a call of that verdict stands in Problems. */
export function problemLevel(of: "raises" | "wrong" | "doubtful", document: vscode.TextDocument): ProblemLevel {
  return setting(`problems.${of}`, document);
}

/** Whether and how what calls give is shown in the text, and of which calls. */
export function answerSettings(document: vscode.TextDocument) {
  return { show: setting("answers.show", document), of: setting("answers.of", document) };
}

/** From how many characters on an array is evaluated on request only, and in the panel's worker. */
export function largeCharacters(): number {
  return setting("largeInput.characters");
}

/** From how many characters on a person is asked before an evaluation. */
export function askedCharacters(): number {
  return setting("largeInput.askCharacters");
}

export function panelLocation(): "beside" | "active" {
  return setting("panel.location");
}

export function followsEdits(): boolean {
  return setting("panel.followEdits");
}

/** The interpreter for who has none chosen in the Python extension; empty: what the system has. */
export function pythonPath(): string {
  return setting("pythonPath");
}

/** Whether the log may hold values and texts of the person's own. */
export function logsValues(): boolean {
  return setting("log.values");
}

/** The settings that are not the default, by name; of a text it is only said that there is one: it may be a path. */
export function changedSettings(): Readonly<Record<string, string>> {
  const configuration = vscode.workspace.getConfiguration("lossLens");
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([key, schema]) => {
      const value: unknown = configuration.get(key.slice("lossLens.".length));
      if (JSON.stringify(value) === JSON.stringify(schema.default)) return [];
      return [[key, typeof value === "string" && schema.enum === undefined ? "(set)" : JSON.stringify(value)]];
    }),
  );
}

export function defaultReduction(): Reduction {
  return setting("defaultReduction");
}

export function labelsFrom(): LabelsFrom {
  return setting("labels.countFrom");
}

/** What of the settings the panel has to know. */
export function panelSettings(): PanelSettings {
  return { decimals: setting("decimals"), type: setting("type") };
}

/** Keeps what is shown by the extension itself as the settings have it. */
export function followDisplaySettings(): vscode.Disposable {
  const follow = () => {
    const { decimals, type } = panelSettings();
    showDecimals(decimals);
    showType(type);
  };
  follow();
  return vscode.workspace.onDidChangeConfiguration(follow);
}
