import * as vscode from "vscode";
import type { ArrayFile, FileArray } from "../sources/arrayFile";
import { type ByteSource, bytesInMemory } from "../sources/byteSource";
import { type FileProblem, problemOf } from "../sources/fileProblem";
import { openArrays } from "../sources/openArrays";

/** A file of arrays, open; whoever opened it closes it. */
export interface OpenFile {
  readonly kind: "open";
  readonly uri: vscode.Uri;
  readonly bytes: ByteSource;
  readonly file: ArrayFile;
  close(): void;
}

export type FileNotOpened = { readonly kind: "notOpened"; readonly problem: FileProblem };

/** Without a disk a file is read as a whole. */
const LARGEST_IN_MEMORY = 300_000_000;

/** A file of the disk is read in parts where the extension host has Node; of other file systems, as a whole up to a limit. */
export async function openFile(uri: vscode.Uri): Promise<OpenFile | FileNotOpened> {
  try {
    const bytes = await bytesOf(uri);
    if ("kind" in bytes && bytes.kind === "notOpened") return bytes;
    const source = bytes as ByteSource & { close?: () => void };
    const file = openArrays(source, uri.path);
    const close = () => source.close?.();
    if (file.kind === "file") return { kind: "open", uri, bytes: source, file, close };
    close();
    return file;
  } catch (error) {
    return { kind: "notOpened", problem: problemOf(error) };
  }
}

async function bytesOf(uri: vscode.Uri): Promise<(ByteSource & { close?: () => void }) | FileNotOpened> {
  if (!WEB_HOST && uri.scheme === "file") {
    const { openBytes } = await import("loss-lens/localFile");
    const opened = openBytes(uri.fsPath);
    return opened.kind === "bytes" ? opened : notOpened({ kind: "failed", message: opened.message });
  }
  const { size } = await vscode.workspace.fs.stat(uri);
  if (size > LARGEST_IN_MEMORY) return notOpened({ kind: "tooLarge", what: "file", most: LARGEST_IN_MEMORY });
  return bytesInMemory(await vscode.workspace.fs.readFile(uri));
}

function notOpened(problem: FileProblem): FileNotOpened {
  return { kind: "notOpened", problem };
}

/** How long the extension host is kept from everything else at once. */
const AT_ONCE_MS = 30;

/** Does what comes in steps, with pauses for whatever else waits; undefined once it is cancelled. */
export async function inSteps<Result>(
  steps: Generator<number, Result>,
  tell: (done: number) => void,
  isCancelled: () => boolean,
): Promise<Result | undefined> {
  let since = Date.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (Date.now() - since < AT_ONCE_MS) continue;
    tell(step.value);
    await new Promise((resolve) => setTimeout(resolve));
    if (isCancelled()) return undefined;
    since = Date.now();
  }
}

/** What takes longer than a moment says how far it is, and can be cancelled. */
const SAID_ELEMENTS = 5_000_000;

export async function withSteps<Result>(
  title: string,
  elements: number,
  steps: Generator<number, Result>,
): Promise<Result | undefined> {
  if (elements < SAID_ELEMENTS)
    return inSteps(
      steps,
      () => {},
      () => false,
    );
  const location = vscode.ProgressLocation.Notification;
  return vscode.window.withProgress({ location, title, cancellable: true }, (progress, token) => {
    let said = 0;
    const tell = (done: number) => {
      progress.report({ increment: (done - said) * 100 });
      said = done;
    };
    return inSteps(steps, tell, () => token.isCancellationRequested);
  });
}

export function baseName({ path }: vscode.Uri): string {
  return path.split("/").pop() || path;
}

/** A file of one array is worth its own name. */
export function arrayName(uri: vscode.Uri, { name }: FileArray): string {
  return name === "" ? baseName(uri).replace(/\.[^.]*$/, "") : name;
}
