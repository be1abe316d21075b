/** VS Code's language ids by the end of a file's name; what is not here is read as plain text. */
const languages: { readonly [extension: string]: string } = {
  ...{ py: "python", pyi: "python", pyw: "python", json: "json", jsonl: "json", ndjson: "json", jsonc: "jsonc" },
  ...{ js: "javascript", mjs: "javascript", cjs: "javascript", ts: "typescript", tsx: "typescript" },
  ...{ csv: "csv", tsv: "tsv", md: "markdown", tex: "latex", yaml: "yaml", yml: "yaml" },
  ...{ r: "r", jl: "julia", m: "matlab", c: "c", h: "c", cc: "cpp", cpp: "cpp", cxx: "cpp", hpp: "cpp", cu: "cuda" },
  ...{ cs: "csharp", java: "java", kt: "kotlin", kts: "kotlin", scala: "scala", rs: "rust", go: "go" },
};

export function languageOf(fileName: string): string {
  const extension = /\.([^.]+)$/.exec(fileName)?.[1].toLowerCase() ?? "";
  return Object.hasOwn(languages, extension) ? languages[extension] : "plaintext";
}
