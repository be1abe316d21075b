import * as vscode from "vscode";
import type { Anchor, Place, Snapshot } from "../protocol";
import type { Source } from "../source";
import { classListsAround } from "./classLists";
import type { Pair } from "./evaluator";
import type { PythonCode } from "./pythonCode";
import { panelSettings } from "./settings";
import { type PlacedSource, placeOfText, sourceLabel } from "./textUnits";

/** What the panel is sent of a pair. */
export function snapshotOf({ input, target, request, optionsFrom }: Pair, id: number, code: PythonCode): Snapshot {
  return {
    id,
    request,
    inputPlace: placeOf(input),
    targetPlace: target && placeOf(target),
    ...(optionsFrom !== undefined && { optionsFrom }),
    codeUses: code.usesOf(input),
    classLists: classListsAround(input),
    settings: panelSettings(),
  };
}

function placeOf(source: PlacedSource): Place {
  const { place } = source;
  const anchor = place && { uri: place.document.uri.toString(), offset: place.span.offset };
  return { label: sourceLabel(source), ...(anchor && { anchor }) };
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
