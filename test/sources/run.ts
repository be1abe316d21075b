/** Reads what the real writers write now, every type and order: `python3 test/sources/write.py` makes the files. */
import { spawnSync } from "node:child_process";
import { differences, type Written } from "./compare";

const { stdout, stderr, status } = spawnSync("python3", ["test/sources/write.py"], {
  encoding: "utf8",
  maxBuffer: 1 << 30,
});
if (status !== 0) throw new Error(stderr);
const written = stdout
  .trim()
  .split("\n")
  .map((line): Written => JSON.parse(line));
const failures = written.flatMap((each) => differences(each).map((difference) => `${each.name}: ${difference}`));
for (const failure of failures) console.error(failure);
const failed = new Set(failures.map((failure) => failure.split(":")[0])).size;
console.log(`${written.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
