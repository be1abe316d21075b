const { mkdirSync, writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

/**
 * Mocha's spec reporter, which also leaves its counts, and what failed, in out/results/NAME.json for whoever adds them up. Where
 * LOSS_LENS_SKIPS_FAIL is set, in the workflow, tests that were skipped fail the run: whatever they need has to be there.
 */
class CountingSpec extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const what = [];
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) =>
      what.push(`${test.fullTitle()}: ${String(error.message).slice(0, 1000)}`),
    );
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes: passed, failures, pending } = runner.stats;
      const skipped = process.env.LOSS_LENS_SKIPS_FAIL ? pending : 0;
      if (skipped > 0) console.log(`${skipped} tests were skipped, which fails here.`);
      runner.failures += skipped;
      const failed = failures + skipped;
      mkdirSync("out/results", { recursive: true });
      writeFileSync(`out/results/${options.reporterOptions.name}.json`, JSON.stringify({ passed, failed, what }));
    });
  }
}

module.exports = CountingSpec;
