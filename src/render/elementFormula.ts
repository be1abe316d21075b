import { binaryTargets } from "../engine/reference";
import type { Evaluation } from "../report";
import { broadcastTo } from "../tensor/shape";
import { call, factor, type MathNode, mi, mn, mo, negative, paren, product, row, sup } from "./mathNode";

/** −w [ρ y log q + (1 − y) log (1 − q)] of one yes or no: the definition, then with its numbers. */
export function elementLines({ reading, input, target, options }: Evaluation, element: number): readonly MathNode[] {
  const x = input.data[element];
  const y = binaryTargets(input, target, reading)[element];
  const weight = options.weight && broadcastTo(options.weight, input.shape)[element];
  const positive = options.posWeight && broadcastTo(options.posWeight, input.shape)[element];
  const symbols = {
    weight: weight === undefined ? undefined : mi("w"),
    positive: positive === undefined ? undefined : mi("ρ"),
    y: mi("y"),
    q: probability(reading.inputKind, mi(reading.inputKind === "probabilities" ? "p" : "x")),
  };
  const numbers = {
    weight: weight === undefined ? undefined : factor(weight),
    positive: positive === undefined ? undefined : factor(positive),
    y: factor(y),
    q: probability(reading.inputKind, mn(x)),
  };
  return [whole(symbols), ...(y === 0 || y === 1 ? [onlyTerm(y, numbers)] : [whole(numbers)])];
}

function probability(kind: Evaluation["reading"]["inputKind"], value: MathNode): MathNode {
  switch (kind) {
    case "logits":
      return row(mi("σ"), mo("\u2061"), paren(value));
    case "probabilities":
      return value;
    case "logProbabilities":
      return sup(mi("e"), value);
  }
}

interface Parts {
  readonly weight: MathNode | undefined;
  readonly positive: MathNode | undefined;
  readonly y: MathNode;
  readonly q: MathNode;
}

function whole({ weight, positive, y, q }: Parts): MathNode {
  const yes = product(...(positive ? [positive] : []), y, call("log", q));
  const no = product(paren(mn(1), mo("−"), y), call("log", paren(mn(1), mo("−"), q)));
  return negative(...(weight ? [weight, mo("·")] : []), paren(yes, mo("+"), no));
}

/** A target of 0 or 1 leaves one of the two logarithms. */
function onlyTerm(y: 0 | 1, { weight, positive, q }: Parts): MathNode {
  const factors = [...(weight ? [weight] : []), ...(positive && y === 1 ? [positive] : [])];
  return negative(product(...factors, call("log", y === 1 ? q : paren(mn(1), mo("−"), q))));
}
