// Adds up what the test runs named on the command line left in out/results and repeats what failed, so that the end of a long log says it;
// a run that left nothing counts as one failure.
const { existsSync, readFileSync } = require("node:fs");

const results = process.argv.slice(2).map((name) => {
  const file = `out/results/${name}.json`;
  return existsSync(file)
    ? JSON.parse(readFileSync(file, "utf8"))
    : { passed: 0, failed: 1, what: [`${name}: the run left no result`] };
});
for (const { what = [] } of results) for (const failure of what) console.log(failure);
const sum = (key) => results.reduce((total, result) => total + result[key], 0);

console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);
