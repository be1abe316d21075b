/**
 * Checks every program of corpus/ and compares with the truth that its first line states: `# truth: right`, or what is wrong at which
 * lines. What is right is in peace; what is wrong is named at its line by its cause.
 *
 *   npx tsx test/python/training/run.ts [name]
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../src/check";

const CORPUS = join(__dirname, "corpus");
/** Of the mistakes that facts alone show, so many have to be named. */
const SHARE = 0.9;

interface Claimed {
  readonly line: number;
  readonly cause: string;
  readonly raises: boolean;
}

function truthOf(text: string): readonly Claimed[] {
  const [header] = text.split("\n");
  return [...header.matchAll(/([\w-]+) at line (\d+)/g)].map(([, cause, line]) => ({
    cause,
    line: Number(line),
    raises: /^(shape|dtype|graph|out-of-range)$/.test(cause),
  }));
}

function claimed(text: string): readonly Claimed[] {
  return check(text, "python").calls.flatMap(({ verdict, cause, place }) =>
    verdict === "wrong" || verdict === "raises"
      ? [{ cause: cause ?? verdict, line: place.line, raises: verdict === "raises" }]
      : [],
  );
}

/** What torch refuses may be named by its reason. */
function isSame(a: Claimed, b: Claimed): boolean {
  return a.line === b.line && (a.cause === b.cause || (a.raises && b.raises));
}

function main(): void {
  const [name] = process.argv.slice(2);
  const files = readdirSync(CORPUS).filter(
    (file) => file.endsWith(".py") && (name === undefined || file.includes(name)),
  );
  let right = 0;
  let named = 0;
  let wrong = 0;
  let failed = 0;
  for (const file of files) {
    const text = readFileSync(join(CORPUS, file), "utf8");
    const truth = truthOf(text);
    const said = claimed(text);
    const words = said.map(({ cause, line }) => `${cause} at line ${line}`).join(", ") || "nothing";
    const accused = said.filter((each) => !truth.some((one) => isSame(one, each)));
    const missed = truth.filter((each) => !said.some((one) => isSame(one, each)));
    if (truth.length === 0) right++;
    else wrong++;
    if (accused.length > 0) {
      failed++;
      console.log(`WRONG ${file}: said is ${words}`);
    } else if (missed.length > 0) {
      console.log(`missed ${file}: said is ${words}`);
    } else if (truth.length > 0) {
      named++;
    }
  }
  const lacking = Math.max(0, Math.ceil(SHARE * wrong) - named);
  console.log(`${right} right; ${named} of ${wrong} mistakes named`);
  console.log(`${files.length - failed - lacking} passed, ${failed + lacking} failed`);
  process.exitCode = failed + lacking > 0 ? 1 : 0;
}

main();
