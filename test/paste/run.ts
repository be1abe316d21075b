/**
 * Judges the answers to all pastes of this folder: cause, first sentence, value.
 *
 *   npx tsx test/paste/run.ts [name]
 */
import { faults, pasteCases } from "./cases";

const [wanted] = process.argv.slice(2);
let [passed, failed] = [0, 0];
for (const each of pasteCases().filter(({ name }) => wanted === undefined || name.includes(wanted))) {
  const found = faults(each);
  if (found.length === 0) passed++;
  else {
    failed++;
    console.log(`${each.name}\n  ${found.join("\n  ")}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
