import { type BatchSum, batchSums } from "../diagnosis/batchSums";
import { type Site, sitesIn } from "../diagnosis/syntaxIndex";
import type { Sheet } from "../pairing/sheet";
import type { ClassStatement, Expression } from "../python/syntax";
import type { Place } from "../textUnit";
import { namesALoss } from "./frameCall";
import type { PastedLine } from "./lines";
import type { PasteAnswer } from "./pasteAnswer";

/** What the form of pasted code says where no call in it is known with its arrays. */
export type CodeFacts =
  | { readonly kind: "batchSum"; readonly sum: string; readonly by: BatchSum["by"] }
  /** A network that ends in an activation which the loss applies, or lacks one that it needs. */
  | { readonly kind: "ending"; readonly network: string; readonly ending: Ending; readonly loss: EndLoss }
  /** A mean of perplexities. */
  | { readonly kind: "meanOfExponentials" }
  /** A question in words, of a loss and an activation. */
  | { readonly kind: "asked"; readonly loss: EndLoss };

export type Ending = "softmax" | "sigmoid" | "linear";
export type EndLoss = "CrossEntropyLoss" | "BCEWithLogitsLoss" | "NLLLoss" | "BCELoss";

const causes = {
  CrossEntropyLoss: { softmax: "double-softmax", sigmoid: "sigmoid-for-classes", linear: undefined },
  BCEWithLogitsLoss: { softmax: "softmax-for-labels", sigmoid: "double-sigmoid", linear: undefined },
  NLLLoss: { softmax: "no-logarithm", sigmoid: "no-logarithm", linear: "no-logarithm" },
  BCELoss: { softmax: undefined, sigmoid: undefined, linear: "logits-in-bce" },
} as const;

/** What any of the answers needs: a length, a mean, a network's way forward. */
const mayHold = /\blen\(|\bmean\(|\bdef forward\(/;

const losses: readonly (readonly [EndLoss, RegExp])[] = [
  ["BCEWithLogitsLoss", /BCE ?With ?Logits/i],
  ["BCELoss", /\bBCE ?Loss\b/i],
  ["NLLLoss", /\bNLL ?Loss\b/i],
  ["CrossEntropyLoss", /(?<!binary[ _-]?)cross[ -]?entropy ?loss/i],
];

const LONGEST_QUESTION = 1000;

/** Whether a softmax or sigmoid belongs in front of a loss, where a text asks that in words alone. */
export function askedAnswer(text: string, lines: readonly PastedLine[]): PasteAnswer | undefined {
  if (text.length > LONGEST_QUESTION || !/\?/.test(text) || !/soft-?max|sigmoid|activation|logits/i.test(text))
    return undefined;
  if (lines.some(({ kind }) => kind !== "prose" && kind !== "blank")) return undefined;
  const named = losses.flatMap(([loss, name]) => (name.test(text) ? [loss] : []));
  if (named.length !== 1) return undefined;
  const [loss] = named;
  const place = { start: 0, end: text.length };
  return {
    about: "code",
    place,
    verdict: "unsure",
    cause: undefined,
    says: { kind: "code", facts: { kind: "asked", loss } },
  };
}

/** At most one answer. */
export function codeAnswer(
  sheet: Sheet,
  lines: readonly PastedLine[],
  inText: (place: Place) => Place,
): PasteAnswer | undefined {
  for (const [index, unit] of sheet.units.entries()) {
    if (unit.role !== "code" || !mayHold.test(unit.text)) continue;
    const sites = sitesIn(unit, index);
    if (sites === undefined) continue;
    const text = ({ start, end }: Expression) => unit.text.slice(start, Math.min(end, start + 200));
    const answer = (
      node: { readonly start: number; readonly end: number },
      cause: PasteAnswer["cause"],
      facts: CodeFacts,
    ): PasteAnswer => {
      const place = inText({ unit: index, start: node.start, end: node.end });
      return { about: "code", place, verdict: "unsure", cause, says: { kind: "code", facts } };
    };
    if (!/reduc|size_average/.test(unit.text)) {
      const sums = batchSums(unit, index, (node) =>
        node.kind === "call" ? node.args.length >= 2 && namesALoss(text(node.callee)) : isLossName(node),
      );
      const sum = sums.find(({ by }) => by === "samples" || asksOfBatches(lines));
      if (sum !== undefined) {
        const written = unit.text.slice(sum.place.start, sum.place.end);
        const cause = sum.by === "samples" ? "averaged-twice" : "mean-of-means";
        return answer(sum.place, cause, { kind: "batchSum", sum: written, by: sum.by });
      }
    }
    const mean = sites.find((site) => isMeanOfExponentials(site, sites, text));
    if (mean !== undefined) return answer(mean.node, "perplexity", { kind: "meanOfExponentials" });
    const found = endingOf(sites, text);
    if (found !== undefined) return answer(found.at, causes[found.loss][found.ending], { kind: "ending", ...found });
  }
  return undefined;
}

/** `loss`, where the line that computes it was left out. */
function isLossName(node: Expression): boolean {
  return node.kind === "name" && /(?:^|_)loss$/i.test(node.name);
}

/** That batches may differ in size is known to all who divide by their number, unless they ask. */
function asksOfBatches(lines: readonly PastedLine[]): boolean {
  const words = lines.filter(({ kind }) => kind === "prose" || kind === "log").map(({ text }) => text.slice(0, 500));
  return words.some(
    (line) => /batch/i.test(line) && /\blast\b|exact|differ|correct|right|averag|mean|weigh/i.test(line),
  );
}

/** `sum(ppls) / len(ppls)` of `ppls = [math.exp(l) for l in losses]`. */
function isMeanOfExponentials({ node }: Site, sites: readonly Site[], text: (node: Expression) => string): boolean {
  const list =
    node.kind === "binary" && node.operator === "/" && node.left.kind === "call" && text(node.left.callee) === "sum"
      ? node.left.args[0]?.value
      : node.kind === "call" && /^(?:np|numpy|statistics)\.f?mean$/.test(text(node.callee))
        ? node.args[0]?.value
        : undefined;
  if (list?.kind !== "name" || !/ppl|perplex/i.test(list.name)) return false;
  return sites.some(
    ({ node: made, statement, parent }) =>
      parent === undefined &&
      statement.kind === "assign" &&
      made.kind === "comprehension" &&
      statement.targets.some((target) => text(target) === list.name) &&
      made.element.kind === "call" &&
      /(?:^|\.)exp$/.test(text(made.element.callee)),
  );
}

/** The one network of the code with how it ends, and the one loss that is made in it, where they do not fit. */
function endingOf(
  sites: readonly Site[],
  text: (node: Expression) => string,
): { readonly network: string; readonly ending: Ending; readonly loss: EndLoss; readonly at: Expression } | undefined {
  const made = sites.flatMap(({ node }) => {
    const name = node.kind === "call" ? lastWord(text(node.callee)) : "";
    return Object.hasOwn(causes, name) ? [name as EndLoss] : [];
  });
  const returns = sites.filter(
    ({ statement, parent, scope, owner }) =>
      parent === undefined &&
      statement.kind === "return" &&
      scope?.kind === "function" &&
      scope.name === "forward" &&
      owner !== undefined,
  );
  if (made.length !== 1 || returns.length !== 1) return undefined;
  const [{ node, owner, scope }] = returns;
  // A part of another network, as an attention is.
  const isPart = sites.some(
    ({ node: each, parent }) =>
      each.kind === "call" && text(each.callee) === owner?.name && parent?.node.kind === "call",
  );
  if (isPart) return undefined;
  let value = node;
  if (value.kind === "name") {
    const { name } = value;
    const set = sites.filter(
      (site) => site.scope === scope && site.parent === undefined && site.statement.kind === "assign",
    );
    value =
      set
        .filter(({ statement }) => statement.kind === "assign" && statement.targets.some((each) => text(each) === name))
        .map((site) => site.node)
        .filter((each) => each.kind === "call")
        .sort((a, b) => a.start - b.start)
        .at(-1) ?? value;
  }
  const ending = endOf(value, owner, sites, text);
  const [loss] = made;
  return ending === undefined || owner === undefined || causes[loss][ending] === undefined
    ? undefined
    : { network: owner.name, ending, loss, at: value };
}

function endOf(
  value: Expression,
  owner: ClassStatement | undefined,
  sites: readonly Site[],
  text: (node: Expression) => string,
): Ending | undefined {
  if (value.kind !== "call") return undefined;
  const callee = text(value.callee);
  const own = activations.get(lastWord(callee));
  // Weights of an attention, and not scores of classes.
  const isProduct = /@|\b(?:matmul|bmm|einsum)\b/.test(text(value));
  if (own !== undefined && !callee.startsWith("self.")) return isProduct ? undefined : own;
  if (!/^self\.\w+$/.test(callee)) return undefined;
  const layers = sites.filter(
    ({ node, statement, parent, owner: of }) =>
      of === owner &&
      parent === undefined &&
      node.kind === "call" &&
      statement.kind === "assign" &&
      statement.targets.some((target) => text(target) === callee),
  );
  const [layer, ...others] = layers.map(({ node }) => node);
  if (layer?.kind !== "call" || others.length > 0) return undefined;
  const isSequence = lastWord(text(layer.callee)) === "Sequential";
  const last = isSequence ? layer.args.at(-1)?.value : layer;
  return last?.kind === "call" ? activations.get(lastWord(text(last.callee))) : undefined;
}

const activations: ReadonlyMap<string, Ending> = new Map([
  ["softmax", "softmax"],
  ["Softmax", "softmax"],
  ["sigmoid", "sigmoid"],
  ["Sigmoid", "sigmoid"],
  ["Linear", "linear"],
]);

function lastWord(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}
