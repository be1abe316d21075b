/**
 * The random cases of the unit tests are the same in every run, so that nothing fails there but what was changed; `npm run test:fuzz` takes
 * others each time.
 */
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) });
