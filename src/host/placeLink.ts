/** What a link names: a file of the workspace by its path within it, and a place in it; counted from 1, `cell` in a notebook. */
export interface LinkedPlace {
  readonly file: string;
  readonly cell: number | undefined;
  readonly line: number;
  readonly column: number;
}

export const LINK_PATH = "/open";

export function linkQuery({ file, cell, line, column }: LinkedPlace): string {
  const parts = [`file=${encodeURIComponent(file)}`, `line=${line}`, `column=${column}`];
  return (cell === undefined ? parts : [...parts, `cell=${cell}`]).join("&");
}

const LONGEST = 4000;

/**
 * The place that a link names; undefined where it is none of ours. Anybody may have made it: it leads to files below a folder of the
 * workspace and nowhere else.
 */
export function linkedPlace(path: string, query: string): LinkedPlace | undefined {
  if (path !== LINK_PATH || query.length > LONGEST) return undefined;
  const values = new URLSearchParams(query);
  const file = values.get("file") ?? "";
  const [line, column, cell] = ["line", "column", "cell"].map((name) => countOf(values.get(name)));
  const parts = file.split("/");
  const leadsOut = parts.some((part) => part === "" || part === "." || part === "..") || /[\\:\0]/.test(file);
  return leadsOut ? undefined : { file, cell, line: line ?? 1, column: column ?? 1 };
}

function countOf(text: string | null): number | undefined {
  return text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
