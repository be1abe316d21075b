import * as vscode from "vscode";
import { TEST_MS } from "../harness/patience";
import "mocha/mocha.js";
import { reportMark } from "./reportMark";

// mocha's browser build: it needs no files, so that the same bundle runs in every kind of extension host.
mocha.setup({ ui: "bdd", reporter: "spec", timeout: TEST_MS });

Mocha.reporters.Base.consoleLog = (format = "", ...values) => console.log(reportMark + format, ...values);

// A document's language starts the extension, too, but nothing says when it has: a hover may be asked for before.
before(() => vscode.extensions.getExtension("loss-lens.loss-lens")?.activate());

/** What VS Code calls once the bundle is loaded; rejects where a test failed. The last line of the report tells the counts. */
export function run(): Promise<void> {
  return new Promise((resolve, reject) => {
    // Not mocha.run: the browser build's own looks for options in the page's address, and a host has no page.
    const runner = Mocha.prototype.run.call(mocha, (failed) => {
      console.log(`${reportMark}${runner.stats?.passes ?? 0} passed, ${failed} failed`);
      if (failed === 0) resolve();
      else reject(new Error(`${failed} failed`));
    });
  });
}
