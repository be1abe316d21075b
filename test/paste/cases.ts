import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Asked, askJson, askText } from "../../src/ask";
import { answerHeadline } from "../../src/render/answerText";
import { pasteMessage } from "../../src/render/pasteText";

/** A paste, and what the answer has to say. */
export interface PasteCase {
  readonly name: string;
  /** Those that are accepted; none where nothing is wrong. */
  readonly causes: readonly (string | null)[];
  /** What the first sentence has to match. */
  readonly says: RegExp;
  readonly value: number | undefined;
  /** What no sentence may match, not the later ones either. */
  readonly never: RegExp | undefined;
  readonly text: string;
}

export function pasteCases(): readonly PasteCase[] {
  const kept: readonly { name: string; cause: string; says: string; text: string }[] = JSON.parse(
    readFileSync(join(__dirname, "tracebacks.json"), "utf8"),
  );
  const folder = join(__dirname, "pastes");
  const written = readdirSync(folder).flatMap((file) =>
    readFileSync(join(folder, file), "utf8")
      .split(/^### /m)
      .slice(1)
      .map((block) => {
        const [head, ...rest] = block.split("\n---\n");
        const [name, ...fields] = head.split("\n");
        const field = (key: string) => fields.find((each) => each.startsWith(`${key}: `))?.slice(key.length + 2) ?? "";
        return {
          name: `${file}: ${name}`,
          cause: field("cause"),
          says: field("says"),
          value: field("value"),
          never: field("never"),
          text: rest.join("\n---\n"),
        };
      }),
  );
  return [...kept.map((each) => ({ ...each, name: `tracebacks: ${each.name}`, value: "", never: "" })), ...written].map(
    (each) => ({
      name: each.name,
      causes: each.cause.split("|").map((cause) => (cause === "none" ? null : cause)),
      says: new RegExp(each.says, "isu"),
      value: each.value === "" ? undefined : Number(each.value),
      never: each.never === "" ? undefined : new RegExp(each.never, "isu"),
      text: each.text,
    }),
  );
}

/** What is first said of a paste. */
export function firstSaid(asked: Asked): { readonly cause: string | null; readonly sentence: string } {
  const [first] = asked.order;
  if (first.kind === "call") return { cause: first.call.claim?.cause ?? null, sentence: answerHeadline(first.call) };
  return { cause: first.answer.cause ?? null, sentence: pasteMessage(first.answer).split(/(?<=\.) (?=[A-Z])/u)[0] };
}

/** What is wrong with the answer to a paste; nothing where it is as it should be. */
export function faults({ causes, says, value, never, text }: PasteCase): readonly string[] {
  const asked = askText(text);
  const { cause, sentence } = firstSaid(asked);
  const found: string[] = [];
  if (!causes.includes(cause)) found.push(`cause ${cause}, not ${causes.join(" or ")}: ${sentence}`);
  if (!says.test(sentence)) found.push(`says: ${sentence}`);
  for (const answer of asked.answers) {
    const message = pasteMessage(answer);
    if (never?.test(message)) found.push(`says besides: ${message}`);
  }
  if (value !== undefined) {
    const { calls, answers } = askJson(asked);
    const values = [...calls, ...answers].map((each) => each.value);
    const near = values.some((each) => typeof each === "number" && Math.abs(each - value) <= 2e-6 * Math.max(1, value));
    if (!near) found.push(`values ${values.join(", ")}, not ${value}`);
  }
  return found;
}
