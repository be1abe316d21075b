import assert from "node:assert/strict";
import { type LossName, optionNames } from "../../../src/engine/loss";
import { losses } from "../../../src/engine/losses/losses";
import type { LossDefinition, LossParameter } from "../../../src/engine/losses/shared/definition";
import type { TaskTraits } from "../../../src/engine/tasks";
import { goldenCases } from "../../golden/goldenFiles";

/** The keys that may be left out without a word from the compiler. */
type Optional<T> = { [Key in keyof T]-?: object extends Pick<T, Key> ? Key : never }[keyof T];

// These lines do not compile once a field becomes optional: a row that forgets it would then pass in silence.
const nothingIsOptionalOfALoss: [Optional<LossDefinition>] extends [never] ? true : false = true;
const nothingIsOptionalOfATask: [Optional<TaskTraits>] extends [never] ? true : false = true;

interface PythonParameter {
  readonly name: string;
  readonly keywordOnly: boolean;
  readonly default?: string | number | boolean | null;
}

interface SignatureCase {
  readonly label: LossName;
  readonly functional: string;
  readonly arguments: readonly PythonParameter[];
  readonly functionalOptions: readonly PythonParameter[];
  readonly moduleOptions: readonly PythonParameter[];
}

const signatures = goldenCases<SignatureCase>("signatures");
const definitions: Readonly<Record<LossName, LossDefinition>> = losses;

function inPython(parameters: readonly LossParameter[], { defaults }: LossDefinition): PythonParameter[] {
  const star = parameters.indexOf("*");
  return parameters.flatMap((parameter, i) => {
    if (parameter === "*") return [];
    const keywordOnly = star !== -1 && i > star;
    if (parameter === "size_average" || parameter === "reduce")
      return [{ name: parameter, keywordOnly, default: null }];
    const value = defaults[parameter] ?? null;
    return typeof value === "object" && value !== null
      ? []
      : [{ name: optionNames[parameter], keywordOnly, default: value }];
  });
}

describe("what each loss says of itself", () => {
  it("leaves nothing out", () => assert.ok(nothingIsOptionalOfALoss && nothingIsOptionalOfATask));

  for (const golden of signatures) {
    it(`${golden.label} has torch's names, order and defaults`, () => {
      const definition = definitions[golden.label];
      const { functional, module, arguments: names } = definition.signature;
      assert.equal(functional?.name, golden.functional);
      assert.deepEqual(
        names.map(([name]) => name),
        golden.arguments.map(({ name }) => name),
      );
      assert.deepEqual(inPython(functional?.parameters ?? [], definition), golden.functionalOptions);
      assert.deepEqual(inPython(module ?? [], definition), golden.moduleOptions);
    });
  }

  it("every loss of torch.nn.functional is compared", () => {
    const ofTorch = Object.entries(definitions).filter(
      ([, { signature }]) => signature.functional?.from === "torch.nn.functional",
    );
    assert.deepEqual(ofTorch.map(([name]) => name).sort(), signatures.map(({ label }) => label).sort());
  });
});
