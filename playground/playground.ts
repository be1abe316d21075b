/**
 * The playground: the extension's panel on a page of its own. This is its host: it sends the panel what stands in the two fields, as VS Code's
 * extension host would send what stands in a document, and does what the panel asks of it.
 */
import { ask } from "../src/ask";
import type { FromPanel, Snapshot, ToPanel } from "../src/protocol";
import type { TextSource } from "../src/source";

const input = field("input");
const target = field("target");
let id = 0;
let saved: unknown;

Object.assign(window, {
  acquireVsCodeApi: () => ({
    postMessage: (message: FromPanel) => void answer(message),
    getState: () => saved,
    setState: (state: unknown) => {
      saved = state;
    },
  }),
});

/** What the panel asks for. There is no document to write to and no Python to run: it offers neither. */
async function answer(message: FromPanel): Promise<void> {
  switch (message.type) {
    case "ready":
      evaluate();
      return;
    case "copy":
      await navigator.clipboard.writeText(message.text);
      tell({ type: "copied", what: message.what });
      return;
    case "save":
      download(message.name, message.data);
      return;
    case "reveal": {
      const { field, start } = message.argument === "input" ? sourceIn(input, "input") : sourceIn(target, "target");
      field.focus();
      field.setSelectionRange(start + message.offset, start + message.offset + message.length);
      return;
    }
    default:
      return;
  }
}

function tell(message: ToPanel): void {
  window.postMessage(message, window.origin === "null" ? "*" : window.origin);
}

function evaluate(): void {
  id += 1;
  const own = sourceIn(input, "input").source;
  const against = sourceIn(target, "target").source;
  const snapshot: Snapshot = {
    id,
    request: {
      input: own,
      target: against.text === "" ? undefined : against,
      choice: {},
      options: { reduction: "mean" },
    },
    inputPlace: { label: "pasted", anchor: { uri: "page:input", offset: 0 } },
    targetPlace: against.text === "" ? undefined : { label: "pasted", anchor: { uri: "page:target", offset: 0 } },
    codeUses: [],
    callTabs: [],
    asked: 0,
    classLists: [],
    settings: { decimals: 8, type: "asWritten" },
  };
  tell({ type: "snapshot", snapshot });
}

/** The array in a field; a name in front of it, `y_true = …`, is its name. */
function sourceIn(from: HTMLTextAreaElement, name: string) {
  const [before, assigned] = /^\s*(?:([A-Za-z_]\w{0,60})\s*=(?!=)\s*)?/.exec(from.value) ?? ["", undefined];
  const text = from.value.slice(before.length).trimEnd();
  const source: TextSource = { kind: "text", text, languageId: "python", name: assigned ?? name };
  return { field: from, start: before.length, source };
}

function answerQuestion(): void {
  const { calls, answers } = ask(field("text").value);
  const lines = [
    ...calls.map(({ text, printed, verdict, message, fixes }) => ({
      verdict,
      text: [`${text}${printed === null ? "" : ` = ${printed}`}`, message].filter((part) => part !== "").join(" — "),
      fixes,
    })),
    ...answers.map(({ verdict, message, fixes }) => ({ verdict, text: message, fixes })),
  ];
  const items = lines.map(({ verdict, text, fixes }) => {
    const item = document.createElement("li");
    item.className = verdict;
    item.textContent = `${signs[verdict]} ${text}`.trim();
    const list = document.createElement("ul");
    for (const { title, value } of fixes) {
      const fix = document.createElement("li");
      fix.textContent = typeof value === "number" ? `${title}: ${value.toFixed(4)}` : title;
      list.append(fix);
    }
    if (fixes.length > 0) item.append(list);
    return item;
  });
  const none = document.createElement("li");
  none.textContent = "No loss, array or error was found in this text.";
  document.getElementById("answers")?.replaceChildren(...(items.length === 0 ? [none] : items));
}

const signs = { right: "✓", wrong: "≠", raises: "✕", unsure: "" } as const;

function download(name: string, data: string): void {
  const link = document.createElement("a");
  const isAddress = data.startsWith("data:image/png;base64,");
  link.href = isAddress ? data : URL.createObjectURL(new Blob([data]));
  link.download = name;
  link.click();
  if (!isAddress) setTimeout(() => URL.revokeObjectURL(link.href));
}

function field(name: string): HTMLTextAreaElement {
  return document.getElementById(name) as HTMLTextAreaElement;
}

function onSubmit(form: string, work: () => void): void {
  document.getElementById(form)?.addEventListener("submit", (event) => {
    event.preventDefault();
    work();
  });
}

onSubmit("arrays", evaluate);
onSubmit("question", answerQuestion);
document.body.classList.add(matchMedia("(prefers-color-scheme: dark)").matches ? "vscode-dark" : "vscode-light");
const panel = "./panel.js";
void import(panel);
