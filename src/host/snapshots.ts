import * as vscode from "vscode";
import type { Anchor, CodeUse, Place, Snapshot } from "../protocol";
import { answerMessage, answerValue, callName, fixTitle, tokensText, valueText } from "../render/answerText";
import type { Source } from "../source";
import { classListsAround } from "./classLists";
import { type OpenPair, type PlacedAnswer, reasonText } from "./evaluator";
import { mayRunPython } from "./mayRunPython";
import { linkTo } from "./placeLinks";
import { panelSettings } from "./settings";
import { type PlacedSource, placeLabel, placeOfText, sourceLabel } from "./textUnits";

/** What the panel is sent of a pair. */
export function snapshotOf(pair: OpenPair, id: number, extension: string): Snapshot {
  const { input, target, reason, request, optionsFrom, answers } = pair;
  const at = pair.at ?? input.place;
  const link = at && linkTo(at, extension);
  const targetOrigin = target && reason && reasonText(reason);
  return {
    id,
    request,
    inputPlace: placeOf(input),
    targetPlace: target && placeOf(target),
    ...(link !== undefined && { link }),
    ...(targetOrigin !== undefined && { targetOrigin }),
    ...(optionsFrom !== undefined && { optionsFrom }),
    codeUses: answers.map(codeUse),
    classLists: classListsAround(input),
    settings: panelSettings(),
    runsPython: mayRunPython(),
  };
}

function codeUse({ answer, place, written }: PlacedAnswer): CodeUse {
  const { tokens } = answer;
  return {
    place: place === undefined ? "" : placeLabel(place),
    verdict: answer.verdict,
    call: callName(answer),
    value: answerValue(answer),
    message: [answerMessage(answer), tokens === undefined ? "" : tokensText(tokens)].filter(Boolean).join(" "),
    fixes: answer.fixes.map(({ title, value }) => ({ title: fixTitle(title), value: valueText(value) })),
    ...(written !== undefined && { written }),
  };
}

function placeOf(source: PlacedSource): Place {
  const { place } = source;
  if (place === undefined) return { label: sourceLabel(source) };
  const { document, span } = place;
  const anchor = { uri: document.uri.toString(), offset: span.offset };
  return { label: sourceLabel(source), anchor, line: document.positionAt(span.offset).line + 1 };
}

/** The arrays of a snapshot that the panel kept over a reload of the window: back in its documents where these still hold its texts. */
export async function restoreSources({ request, inputPlace, targetPlace }: Snapshot) {
  const input = await restore(request.input, inputPlace);
  const target = request.target && targetPlace && (await restore(request.target, targetPlace));
  return { input, target };
}

async function restore(source: Source, { label, anchor }: Place): Promise<PlacedSource> {
  const document = anchor && (await openDocument(anchor));
  const place = anchor && document && placeOfText(document, source.text, anchor.offset);
  return place === undefined ? { source, place, label } : { source, place };
}

async function openDocument({ uri }: Anchor): Promise<vscode.TextDocument | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  if (open !== undefined) return open;
  try {
    return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
  } catch {
    // The file is gone or moved: the numbers are still in the snapshot.
    return undefined;
  }
}
