/** What a page can be told besides its folder: a file to open, and tests to run in the extension host. */
export interface Payload {
  readonly openFile?: string;
  readonly extensionDevelopmentPath?: string;
  readonly extensionTestsPath?: string;
}

/** The address of the workbench on `folder`; all paths are absolute ones on this machine. */
export function workbenchAddress(origin: string, folder: string, payload: Payload = {}): string {
  const entries = Object.entries(payload).map(([key, path]) => [key, `vscode-remote://${new URL(origin).host}${path}`]);
  const query = new URLSearchParams({ folder });
  if (entries.length > 0) query.set("payload", JSON.stringify(entries));
  return `${origin}/?${query}`;
}
