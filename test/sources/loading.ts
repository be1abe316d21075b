/** Programs about arrays of files load them by themselves: each is run, and prints the loss that was promised. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { reportPair } from "../../src/engine/pairReport";
import { definitionSnippet } from "../../src/render/definitionCode";
import { fileLoading } from "../../src/render/loadingCode";
import { pipelineSnippet } from "../../src/render/pytorchCode";
import { bytesInMemory } from "../../src/sources/byteSource";
import { openArrays } from "../../src/sources/openArrays";
import { readElements } from "../../src/sources/readElements";

const folder = mkdtempSync(join(tmpdir(), "loading-"));
const python = (what: string, input: string) =>
  spawnSync("python3", [`${__dirname}/loading.py`, folder, what], { input, encoding: "utf8" });

function programs(): readonly { readonly name: string; readonly code: string }[] {
  return readdirSync(folder).flatMap((name) => {
    const bytes = bytesInMemory(readFileSync(join(folder, name)));
    const file = openArrays(bytes);
    if (file.kind !== "file") throw new Error(`${name} was not opened`);
    return file.arrays.flatMap((array) => {
      const steps = readElements(bytes, array);
      let step = steps.next();
      while (!step.done) step = steps.next();
      const read = step.value;
      if (read.kind === "notRead" || array.shape.length !== 2) return [];
      const input = read.tensor;
      const target = {
        data: Float64Array.from({ length: 400 }, (_, i) => i % 3),
        shape: [400],
        dtype: "int64",
      } as const;
      const report = reportPair({ input, target }, "logits", { inputKind: "logits" }, { reduction: "mean" });
      if (report === undefined || report.reference.kind !== "reference") throw new Error(`${name} has no reading`);
      const context = {
        ...{
          input,
          target,
          inputName: "logits",
          targetName: "labels",
          reading: report.reading,
          options: report.options,
        },
        ...{ inputLoading: fileLoading(file.format, name, array), reference: report.reference },
      };
      const result = report.pipelines.find((each) => each.kind === "ran" && each.verdict?.kind === "matches")!;
      return [
        { name: `${name} ${array.name}, PyTorch`, code: pipelineSnippet(context, result) as string },
        { name: `${name} ${array.name}, NumPy`, code: (definitionSnippet(context, "numpy") ?? "") as string },
      ];
    });
  });
}

let [passed, failed] = [0, 0];
try {
  const written = python("write", "");
  if (written.status !== 0) throw new Error(written.stderr);
  const all = programs();
  const ran = python("run", all.map((each) => JSON.stringify(each)).join("\n"));
  const printed = ran.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { name: string; printed: string });
  for (const { name, code } of all) {
    // The comment beside the last print is what is promised; torch and numpy may differ in the last digit.
    const promised = Number(/# (-?[\d.]+)\s*$/.exec(code)?.[1]);
    const said = printed.find((each) => each.name === name)?.printed ?? ran.stderr;
    if (Math.abs(Number(said) - promised) <= 1e-7 && !code.includes("take your own")) passed++;
    else {
      failed++;
      console.error(`${name}: promised ${promised}, printed ${said}\n${code.slice(0, 400)}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
