const { mkdirSync, writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

/** Mocha's spec reporter, which also leaves its counts in out/results/NAME.json for whoever adds them up. */
class CountingSpec extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures: failed } = runner.stats;
      mkdirSync("out/results", { recursive: true });
      writeFileSync(`out/results/${options.reporterOptions.name}.json`, JSON.stringify({ passed, failed }));
    });
  }
}

module.exports = CountingSpec;
