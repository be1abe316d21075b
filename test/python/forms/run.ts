/**
 * Reads every program of corpus/ and compares, call by call and name by name, with what torch says in truth.json.
 *
 *   npx tsx test/python/forms/run.ts [kind] [name] [--verbose]
 *
 * Fails for every program of which something is said that is not so, for every control of which anything is claimed, and where fewer
 * than 90 % of what can be followed is followed.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { notebookCells } from "../../../src/pairing/notebook";
import { readUnits } from "../../../src/pairing/units";
import { interpret } from "../../../src/python/interpret/interpret";
import type { Interpretation } from "../../../src/python/interpretation";
import type { LossCall } from "../../../src/python/lossCall";
import type { TextUnit } from "../../../src/textUnit";
import { compare, type Outcome, type Recorded, together } from "../compare";

interface Exception {
  readonly type: string;
  readonly message: string;
}

interface TrueCall {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly loss: string;
  readonly input: Recorded | null;
  readonly target: Recorded | null;
  readonly value?: Recorded;
  readonly exception?: Exception;
  readonly visits: number;
  /** What was not the same on every visit. */
  readonly varies?: readonly string[];
  /** The different values and exceptions, in the order of the visits; of calls that vary. */
  readonly each?: readonly (Recorded | Exception)[];
  readonly known?: boolean;
}

interface Form {
  readonly kind: string;
  readonly name: string;
  readonly text: string;
  /** The first line of each part that runs by itself, counted from 0. */
  readonly cells: readonly number[];
  readonly control: boolean;
  readonly loose: boolean;
  readonly wanted: readonly string[];
  readonly calls: readonly TrueCall[];
  readonly names: Readonly<Record<string, Recorded>>;
  readonly ended: string | null;
}

interface Finding {
  readonly outcome: Outcome;
  readonly about: string;
}

const SHARE = 0.9;

function unitsOf({ kind, name, text, cells }: Form): readonly TextUnit[] {
  if (kind.startsWith("notebook")) {
    const lines = text.split("\n");
    const sources = cells.map((first, i) => lines.slice(first, (cells[i + 1] ?? lines.length + 1) - 1).join("\n"));
    const made = notebookCells(
      JSON.stringify({ nbformat: 4, cells: sources.map((source) => ({ cell_type: "code", source, outputs: [] })) }),
    );
    if (made.kind === "problem") throw new Error(made.message);
    return made.units;
  }
  const languageId = kind.startsWith("repl") ? "plaintext" : "python";
  return [{ id: name, version: 1, languageId, text, role: "code" }];
}

/** The names are asked for at the end, one print a name, in a unit of its own. */
function read(form: Form): Interpretation {
  const printed = namesOf(form).map((name) => `print(${name})\n`);
  const end: TextUnit = { id: "end", version: 1, languageId: "python", text: printed.join(""), role: "code" };
  return interpret([...readUnits(unitsOf(form)).python, ...(printed.length > 0 ? [end] : [])]);
}

function namesOf({ kind, ended, names }: Form): readonly string[] {
  return ended !== null || kind.startsWith("doctest") ? [] : Object.keys(names);
}

function judge(form: Form): readonly Finding[] {
  const interpretation = read(form);
  const units = interpretation.units;
  const claimed = new Map(interpretation.calls.map((call) => [endOf(form, units, call), call]));
  const calls = form.calls.flatMap((call) => {
    const said = claimed.get(`${call.endLine}:${call.endColumn}`);
    claimed.delete(`${call.endLine}:${call.endColumn}`);
    return judgeCall(form, call, said);
  });
  const unreached = form.control
    ? [...claimed].map(([at, call]) => ({ outcome: claimOf(call), about: `line ${at}: never reached` }))
    : [];
  const end = units.findIndex(({ id }) => id === "end");
  const shown = new Map(
    interpretation.shown
      .filter(({ place }) => place.unit === end)
      .map(({ place, values }) => [units[end].text.slice(0, place.start).split("\n").length - 1, values[0]]),
  );
  const names = namesOf(form).map((name, i): Finding => {
    const value = shown.get(i);
    const outcome = value === undefined ? "unknown" : compare(value, form.names[name]);
    // A control's other names may well be known; others only count where they are asked for, or wrong.
    const counts = typeof outcome === "object" || (form.wanted.includes(name) && !form.control);
    return { outcome: counts ? outcome : "known", about: name };
  });
  return [...calls, ...unreached, ...names];
}

function endOf({ cells }: Form, units: readonly TextUnit[], { place: { unit, end } }: LossCall): string {
  const before = units[unit].text.slice(0, end).split("\n");
  return `${(cells[unit] ?? 0) + before.length}:${before[before.length - 1].length + 1}`;
}

/** Anything that is claimed of a control is wrong, of one of its visits, too. */
function claimOf({ value, raises, visits }: LossCall): Outcome {
  if (visits?.areAll) return { wrong: "is claimed to have known visits" };
  if (raises !== undefined) return { wrong: `is claimed to raise ${raises.message}` };
  if (value.kind === "tensor" && value.storage.data !== undefined)
    return { wrong: `is claimed to be ${[...value.storage.data]}` };
  return "unknown";
}

function judgeCall(form: Form, truth: TrueCall, said: LossCall | undefined): readonly Finding[] {
  const at = `line ${truth.line}: ${form.text.split("\n")[truth.line - 1].trim()}`;
  if (said === undefined) return [{ outcome: "unknown", about: `${at}: not found` }];
  const varies = truth.varies ?? [];
  const parts: Finding[] = [];
  for (const [i, part] of (["input", "target"] as const).entries()) {
    const value = said.arguments[i]?.value;
    const recorded = truth[part];
    if (value === undefined || recorded === null || recorded === undefined || varies.includes(part)) continue;
    const outcome = compare(value, recorded);
    if (typeof outcome === "object") parts.push({ outcome, about: `${at}: ${part}` });
  }
  if (said.loss !== truth.loss) parts.push({ outcome: { wrong: `${said.loss} is ${truth.loss}` }, about: at });
  const value = outcomeOf(form, truth, said, varies.includes("value") || varies.includes("exception"));
  return [...parts, { outcome: value, about: at }];
}

function outcomeOf(form: Form, truth: TrueCall, said: LossCall, varies: boolean): Outcome {
  if (form.control && !truth.known) return claimOf(said);
  if (varies) return compareVisits(said, truth.each ?? []);
  if (truth.exception !== undefined) {
    const { type, message } = truth.exception;
    if (said.raises?.type === type && said.raises.message === message) return "known";
    if (said.raises === undefined && typeof claimOf(said) === "string") return "unknown";
    return {
      wrong: `${said.raises ? `${said.raises.type}: ${said.raises.message}` : "a value"} is ${type}: ${message}`,
    };
  }
  if (said.raises !== undefined) return { wrong: `is claimed to raise ${said.raises.type}: ${said.raises.message}` };
  return compare(said.value, truth.value ?? { kind: "other" });
}

/** Whether the visits of a call give what torch gives each time: known where all are. */
function compareVisits(said: LossCall, truth: readonly (Recorded | Exception)[]): Outcome {
  if (said.visits === undefined) return claimOf(said);
  let at = -1;
  for (const { value, raises } of said.visits.each) {
    const given = (each: Recorded | Exception | undefined): Outcome => {
      if (each === undefined) return { wrong: "is visited once more than torch is" };
      if ("message" in each) return raises?.message === each.message ? "known" : { wrong: `is not ${each.message}` };
      return raises === undefined ? compare(value, each) : { wrong: `is claimed to raise ${raises.message}` };
    };
    // Other arrays may give the same value again.
    const isAgain = truth.slice(0, at + 1).some((each) => given(each) === "known");
    const outcome = isAgain ? "known" : given(truth[++at]);
    if (outcome !== "known") return outcome;
  }
  return said.visits.areAll && at === truth.length - 1
    ? "known"
    : said.visits.areAll
      ? { wrong: "some are missing" }
      : "unknown";
}

/** What is loose or a control needs no value. */
function isFollowable({ control, loose }: Form): boolean {
  return !control && !loose;
}

function main(): void {
  const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
  const verbose = process.argv.includes("--verbose") || words.length > 0;
  const all: readonly Form[] = JSON.parse(readFileSync(join(__dirname, "truth.json"), "utf8"));
  const forms = all.filter(({ kind, name }) => (words[0] ?? kind) === kind && (words[1] ?? name) === name);
  const counts = new Map<string, { known: number; unknown: number; wrong: number }>();
  let followable = 0;
  let followed = 0;
  let wrong = 0;
  for (const form of forms) {
    let findings: readonly Finding[];
    try {
      findings = judge(form);
    } catch (error) {
      findings = [
        { outcome: { wrong: `threw ${error instanceof Error ? error.stack : error}` }, about: "the interpreter" },
      ];
    }
    const outcome = together(findings.map((finding) => finding.outcome));
    const count = counts.get(form.kind) ?? { known: 0, unknown: 0, wrong: 0 };
    counts.set(form.kind, count);
    count[typeof outcome === "object" ? "wrong" : outcome]++;
    if (isFollowable(form)) followable++;
    if (isFollowable(form) && outcome === "known") followed++;
    if (typeof outcome === "object") wrong++;
    for (const finding of findings) {
      if (typeof finding.outcome === "object") {
        console.log(`WRONG ${form.kind}: ${form.name}: ${finding.about}: ${finding.outcome.wrong}`);
      } else if (verbose && finding.outcome === "unknown" && isFollowable(form)) {
        console.log(`unknown ${form.kind}: ${form.name}: ${finding.about}`);
      }
    }
  }
  for (const [kind, { known, unknown, wrong: bad }] of counts) {
    console.log(`${kind}: ${known} followed, ${unknown} unknown, ${bad} wrong`);
  }
  const lacking = Math.max(0, Math.ceil(SHARE * followable) - followed);
  if (followable > 0) {
    console.log(`${followed} of ${followable} that can be followed: ${((100 * followed) / followable).toFixed(1)} %`);
  }
  console.log(`${forms.length - wrong - lacking} passed, ${wrong + lacking} failed`);
  process.exitCode = wrong + lacking > 0 ? 1 : 0;
}

main();
