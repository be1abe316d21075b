// Adds up what the test runs named on the command line left in out/results; a run that left nothing counts as one failure.
const { existsSync, readFileSync } = require("node:fs");

const results = process.argv.slice(2).map((name) => {
  const file = `out/results/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 1 };
});
const sum = (key) => results.reduce((total, result) => total + result[key], 0);

console.log(`${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);
