/** What names say of arrays. */

const TARGET_NAME = /true|target|label|truth|one_?hot|expected|actual|(^|_)(gt|tgt|answers?)(_|\d|$)/i;
const INPUT_NAME = /pred|logit|prob|score|output|input|logp|softmax|hat/i;
const SHORT_INPUT_NAME = /(^|_)(out|outs|x|z|p|q|recon|student)(_|\d|$)/i;
const SHORT_TARGET_NAME = /(^|_)(y|t|ys|classes|masks?|teacher)(_|\d|$)/i;
const OTHER_NAME =
  /weight|(^|_)(w|ws|bias(es)?|alpha|gamma|temperature|mean|std|lr|loss|losses|metric|acc(uracy)?|grad)(_|\d|$)/i;

/** A name that speaks of targets, and not of what a model puts out. */
export function namesTargets(name: string): boolean {
  return !OTHER_NAME.test(name) && (TARGET_NAME.test(name) || (!INPUT_NAME.test(name) && SHORT_TARGET_NAME.test(name)));
}

/** A name that speaks of what a model puts out. */
export function namesInput(name: string): boolean {
  return !namesTargets(name) && !OTHER_NAME.test(name) && (INPUT_NAME.test(name) || SHORT_INPUT_NAME.test(name));
}

/** A name of what is neither input nor target: weights, settings, results. */
export function namesNeither(name: string): boolean {
  return OTHER_NAME.test(name);
}

/** Words that a name is made of. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+|(?<=[a-z])(?=\d)/)
    .filter((word) => word !== "");
}
