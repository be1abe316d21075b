import type { Answer } from "../diagnosis/answer";
import { losses } from "../engine/losses/losses";
import { isForeign } from "../frameworks/framework";
import { areOfSeveral } from "./answerNumbers";

/** `CrossEntropyLoss(probs, labels)`: the loss by its name, the arrays as they are written. */
export function callName({ loss, input, target, text, framework, visits }: Answer): string {
  const name = loss === "SigmoidFocalLoss" ? "sigmoid_focal_loss" : loss;
  if (visits !== undefined && areOfSeveral(visits)) return shortened(text) ?? name;
  // Two of three arrays would look like a call that nobody wrote.
  const all = takesThree.has(loss) ? argumentList(text) : undefined;
  if (all !== undefined) return `${name}(${shortened(all)})`;
  // Some frameworks take the targets first.
  const isTargetFirst = isForeign(framework) && input.place && target.place && target.place.start < input.place.start;
  const [first, second] = (isTargetFirst ? [target, input] : [input, target]).map((argument) =>
    shortened(argument.text),
  );
  return first === undefined || second === undefined ? (shortened(text) ?? name) : `${name}(${first}, ${second})`;
}

const takesThree: ReadonlySet<string> = new Set(
  Object.entries(losses).flatMap(([name, { signature }]) => (signature.arguments.length > 2 ? [name] : [])),
);

/** What stands between the last pair of parentheses: `a, p, n` of `nn.TripletMarginLoss(margin=2)(a, p, n)`. */
function argumentList(text: string): string | undefined {
  // A parenthesis in a string is none.
  const bare = text.replaceAll(/"[^"\n]*"|'[^'\n]*'/g, (string) => "_".repeat(string.length));
  if (!bare.endsWith(")") || bare.includes("#")) return undefined;
  let depth = 0;
  for (let at = bare.length - 1; at >= 0; at--) {
    if (bare[at] === ")") depth++;
    if (bare[at] === "(" && --depth === 0) return text.slice(at + 1, -1);
  }
  return undefined;
}

const LONGEST = 40;

/** One line of code, cut where it is too long to be quoted. */
export function shortened(text: string | undefined): string | undefined {
  const line = text?.replaceAll(/\s+/g, " ");
  return line !== undefined && line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
