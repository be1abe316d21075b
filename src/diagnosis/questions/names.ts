import type { Value } from "../../python/value";
import { isOfClasses, isOfOne, written } from "../around";
import { distinct } from "../arrays";
import { type CallFacts, textAt } from "../callFacts";
import { someOrigin } from "../laterValues";
import { originChain } from "../originChain";
import { type SyntaxNode, sitesIn } from "../syntaxIndex";

/** What an array is for, and which of two views of the samples it is of: no names of tasks. */
const roles: ReadonlySet<string> = new Set(
  (
    "logit logits pred preds predicted prediction predictions out output outputs prob probs probability probabilities score scores log hat " +
    "logprob logprobs head label labels target targets true truth gold ground class classes index indices idx one hot onehot tensor batch self " +
    "the per for and pos neg positive negative anchor real fake student teacher online view global local left right source src tgt weak strong " +
    "image images text query key noise noisy clean pseudo new old next current ref reference mine ours"
  ).split(" "),
);

const SHORTEST = 3;
const MOST_WORDS = 6;

function wordsOf(text: string): readonly string[] {
  return text.split(/[^A-Za-z]+/).slice(0, MOST_WORDS);
}

/** `h["age"]`, `start_logits`: a name, an attribute or an item under a word. */
const NAMED = /^[A-Za-z_][\w.]*(?:\[(?:"\w+"|'\w+')\])?$/;

/** `F.cross_entropy(h["age"], t["sex"])`, where there is a `t["age"]`. */
export function otherName({ call, input, target, definitions, units }: CallFacts): string | undefined {
  const isVisible = (scope: string) => scope === "" || call.context.functions.includes(scope.split(".").at(-1) ?? "");
  const [own, other] = [input, target].map(({ text, names }) =>
    text !== undefined && NAMED.test(text) ? text : names.at(0),
  );
  if (own === undefined || other === undefined) return undefined;
  const [ownWords, otherWords] = [wordsOf(own), wordsOf(other)];
  const tell = (words: readonly string[], there: readonly string[]) =>
    words.filter((word) => word.length >= SHORTEST && !roles.has(word.toLowerCase()) && !there.includes(word));
  for (const word of tell(ownWords, otherWords)) {
    for (const replaced of tell(otherWords, ownWords)) {
      const name = other.replace(replaced, word);
      if (name === own || name === input.name) continue;
      const isItem = name.includes("[");
      const quoted = units.reduce(
        (n, { text }) => n + text.split(`"${word}"`).length + text.split(`'${word}'`).length - 2,
        0,
      );
      const isThere = isItem
        ? quoted > 2
        : definitions.some(
            (each) => each.name === name && isVisible(each.scope) && !isPredicted(each.value, input.value),
          );
      if (isThere) return name;
    }
  }
  return undefined;
}

/** Whether a value is made of what the predictions are made of, or given by the same network. */
function isPredicted(value: Value, prediction: Value): boolean {
  const [own, other] = [value, prediction].map((each) => originChain(each).base.origin);
  if (isOfOne(value, prediction)) return true;
  if (own.kind !== "unread" || other.kind !== "unread" || own.name === undefined) return false;
  // One network's layers are written at one place; of one that is not read the name is all there is.
  const isSame = own.reason === "call" || (own.place !== undefined && own.place.start === other.place?.start);
  return isSame && own.name === other.name;
}

/** Forms of one quantity, of which two arrays that are compared have the same one. */
const forms = ["xyxy xywh cxcywh", "rgb bgr", "deg rad degrees radians", "celsius fahrenheit kelvin"].map((words) =>
  words.split(" "),
);

/** `F.l1_loss(pred_boxes_xyxy, gt_boxes_cxcywh)` */
export function otherForm({ input, target }: CallFacts): string | undefined {
  const [own, other] = [input, target].map(({ names }) => names.flatMap(wordsOf).map((word) => word.toLowerCase()));
  const isOther = forms.some((words) => {
    const [a, b] = [own, other].map((each) => words.filter((word) => each.includes(word)));
    return a.length === 1 && b.length === 1 && a[0] !== b[0];
  });
  return isOther ? target.text : undefined;
}

/** `loss_G = bce(d_fake, zeros)`: the generator is to be taken for the real one. */
export function generatorOfFakes(facts: CallFacts): string | undefined {
  const { call, input, target, units } = facts;
  if (!/^BCE/.test(call.loss) || !target.tensor?.data.every((each) => each === 0)) return undefined;
  if (target.tensor.data.length === 0 || !/fake|gen/i.test(input.names.join())) return undefined;
  const made = [target.text, ...target.chain.steps.map(({ place }) => written(facts, place))];
  if (made.some((code) => code !== undefined && /real/i.test(code))) return undefined;
  const text = units[call.place.unit].text;
  const line = text
    .slice(text.lastIndexOf("\n", call.place.start) + 1, call.place.start)
    .split("=")[0]
    .trim();
  const words = line.split(/[_.]|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  return words.some((word) => ["g", "gen", "generator"].includes(word)) ? line : undefined;
}

const ENDED: ReadonlySet<string> = new Set(["done", "dones", "terminal", "terminals", "terminated"]);

/** `reward + gamma * q_next * done`: the value of what comes next, where nothing comes. */
export function nextWhereDone(facts: CallFacts): string | undefined {
  let found: string | undefined;
  someOrigin(facts.target.value.origin, ({ operation, operands }) => {
    const ended = operands.find(({ place }) => ENDED.has(written(facts, place).split(".").at(-1) ?? ""));
    if (operation === "mul" && ended !== undefined) found = written(facts, ended.place);
    return found !== undefined;
  });
  const isTurned = facts.units.some((unit, i) => sitesIn(unit, i)?.some(({ node }) => isRest(node)) === true);
  return isTurned ? undefined : found;
}

/** `0.0 if done else 1.0`: what is kept under the name is the rest. */
function isRest(node: SyntaxNode): boolean {
  if (node.kind !== "conditional" || node.test.kind !== "name" || !ENDED.has(node.test.name)) return false;
  const [ended, goesOn] = [node.value, node.other].map((each) => (each.kind === "number" ? each.value : undefined));
  return ended === 0 && goesOn === 1;
}

/** `TripletMarginLoss()(anchor, negative, positive)` */
export function tripletOrder(facts: CallFacts): string | undefined {
  if (!facts.call.loss.startsWith("TripletMargin")) return undefined;
  const named = (parameter: string, word: RegExp) => {
    const place = facts.call.arguments.find(({ name }) => name === parameter)?.place;
    return word.test(written(facts, place)) ? written(facts, place) : undefined;
  };
  const [second, third] = [named("positive", /^(neg|n$)/i), named("negative", /^(pos|p$)/i)];
  return second !== undefined && third !== undefined ? second : undefined;
}

const better = /^(?:pos|better|win|chosen|cho|good|high|top|prefer)/i;
const worse = /^(?:neg|worse|los|rej|bad|low)/i;

/** `MarginRankingLoss()(pos, neg, -1)`: with −1 the second is to be the larger one. */
export function rankingOrder(facts: CallFacts): string | undefined {
  const { call, target, units } = facts;
  const signs = distinct(target.tensor?.data ?? new Float64Array(0), 1);
  if (call.loss !== "MarginRankingLoss" || signs?.length !== 1) return undefined;
  const [first, second] = call.arguments
    .slice(0, 2)
    .map(({ place }) => (place === undefined ? "" : textAt(units, place)));
  const [larger, smaller] = signs[0] === 1 ? [first, second] : [second, first];
  return worse.test(larger) && better.test(smaller) ? larger : undefined;
}

export function weightForPosWeight(facts: CallFacts): string | undefined {
  if (facts.call.loss !== "BCEWithLogitsLoss") return undefined;
  const name = written(facts, facts.call.options.get("weight")?.place);
  return /pos_?weight/i.test(name) ? name : undefined;
}

/** `weight=sample_weights`, where there are as many samples as classes. */
export function weightOfSamples(facts: CallFacts): string | undefined {
  if (!isOfClasses(facts)) return undefined;
  const name = written(facts, facts.call.options.get("weight")?.place);
  return /(?:^|[._])(?:samples?|instances?|examples?)_?w(?:eights?|s)?$/i.test(name) ? name : undefined;
}

/** Weights below 0, as rewards are, and the weights of classes never. */
export function weightBelowZero(facts: CallFacts): string | undefined {
  const { weight } = facts.options.known;
  if (!isOfClasses(facts) || weight === undefined || !weight.data.some((each) => each < 0)) return undefined;
  return written(facts, facts.call.options.get("weight")?.place);
}

/** `rejected - chosen`, and every answer is yes. */
export function preferenceOrder(facts: CallFacts): string | undefined {
  const { call, input, target } = facts;
  if (call.loss !== "BCEWithLogitsLoss" || !target.tensor?.data.every((each) => each === 1)) return undefined;
  const { origin } = input.value;
  if (origin.kind !== "operation" || origin.operation !== "sub") return undefined;
  const [first, second] = origin.operands.map(({ place }) => written(facts, place));
  return /rej|los[et]|neg|worse/i.test(first) && /cho|win|pos|bett|pref/i.test(second)
    ? written(facts, origin.place)
    : undefined;
}
