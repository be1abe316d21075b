/** Which argument of a call is which, where nothing is known of the function but its name. */

const inputNames =
  /^(?:input|inputs|logits|y_pred|y_score|y_prob|y_proba|pred|preds|prediction|predictions|outputs?|scores?|probs?|probas|x|a)$/;
const targetNames = /^(?:target|targets|labels?|y_true|y|truth|ground_truth)$/;
/** Keras, TensorFlow and scikit-learn put the targets first. */
const targetFirst =
  /(?:^|\.)(?:log_loss|hinge_loss|brier_score_loss|\w*_?crossentropy|\w*Crossentropy|kl_divergence|KLDivergence|BinaryFocalCrossentropy)$/;

interface NamedArgument {
  readonly name: string | undefined;
}

/** Keywords decide first (`labels=`, `y_pred=`), then the order of the library. `callee`: the dotted name of the function or class. */
export function argumentsOf<Argument extends NamedArgument>(
  callee: string,
  args: readonly Argument[],
): { readonly input: Argument; readonly target: Argument } | undefined {
  const named = (pattern: RegExp) => args.find(({ name }) => name !== undefined && pattern.test(name));
  const plain = args.filter(({ name }) => name === undefined);
  const [first, second] = targetFirst.test(callee) ? [plain[1], plain[0]] : plain;
  const target = named(targetNames) ?? (named(inputNames) ? (plain[0] ?? second) : second);
  const input = named(inputNames) ?? (named(targetNames) ? (plain[0] ?? first) : first);
  return input === undefined || target === undefined || input === target ? undefined : { input, target };
}
