import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of files for a test, to be removed by it. */
export function temporaryFiles(files: Readonly<Record<string, string | Uint8Array>>): {
  readonly path: (name: string) => string;
  /** Another file, and its path. */
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "lens-cli-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const path = (name: string) => join(folder, name);
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(path(name), content);
    return path(name);
  };
  return { path, write, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
