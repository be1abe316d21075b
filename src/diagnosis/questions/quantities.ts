import type { Value } from "../../python/value";
import { madeBy, written } from "../around";
import type { CallFacts } from "../callFacts";
import { numberIn } from "../laterValues";

/** What code and names say that an array holds: a rate or a variance, the logarithm of one, or the root. */
type Scale = "plain" | "log" | "root";

function scaleOf(value: Value, name: string): Scale | undefined {
  const made = madeBy(value);
  if (made !== undefined) {
    const [of, by] = made.operands;
    if (made.operation === "exp") return of !== undefined && isHalved(of.value) ? "root" : "plain";
    if (/^(?:softplus|square|var)$/.test(made.operation)) return "plain";
    if (made.operation === "pow") return by !== undefined && numberIn(by.value) === 2 ? "plain" : undefined;
    if (/^(?:sqrt|std)$/.test(made.operation)) return "root";
    if (made.operation === "log") return "log";
  }
  const words = name.toLowerCase().split(/[^a-z]+/);
  const says = (each: RegExp) => words.some((word) => each.test(word));
  if (says(/^log/)) return "log";
  if (says(/^(?:std|stds|stdev|sigma|sigmas)$/)) return "root";
  return says(/^(?:var|vars|variance|variances|rate|rates|lam|lambda|lambdas)$/) ? "plain" : undefined;
}

/** `0.5 * log_var`. */
function isHalved(value: Value): boolean {
  const made = madeBy(value);
  if (made?.operation === "mul") return made.operands.some((each) => numberIn(each.value) === 0.5);
  const divisor = made?.operands[1];
  return made !== undefined && /div/.test(made.operation) && divisor !== undefined && numberIn(divisor.value) === 2;
}

/** Of the input of PoissonNLLLoss, and the variances of GaussianNLLLoss. */
export function quantityOf(facts: CallFacts): Scale | undefined {
  const { call, input } = facts;
  // Other frameworks' take rates.
  if (call.framework !== "torch") return undefined;
  if (call.loss === "PoissonNLLLoss") return scaleOf(input.value, input.text ?? "");
  const third = call.loss === "GaussianNLLLoss" ? call.arguments.find(({ name }) => name === "var") : undefined;
  return third && scaleOf(third.value, written(facts, third.place));
}

/** `nn.PoissonNLLLoss()(torch.exp(log_rate), y)`: exp is taken once more. */
export function ratesAsLogs(facts: CallFacts): string | undefined {
  const { call, form, input } = facts;
  const isMistaken =
    call.loss === "PoissonNLLLoss" && form?.options.logInput !== false && quantityOf(facts) === "plain";
  return isMistaken ? (input.text ?? "") : undefined;
}

/** `nn.PoissonNLLLoss(log_input=False)(log_rate, y)` */
export function logsAsRates(facts: CallFacts): string | undefined {
  const { call, form, input } = facts;
  const isMistaken = call.loss === "PoissonNLLLoss" && form?.options.logInput === false && quantityOf(facts) === "log";
  return isMistaken ? (input.text ?? "") : undefined;
}

/** `nn.GaussianNLLLoss()(mu, y, sigma)`, `nn.GaussianNLLLoss()(mu, y, log_var)` */
export function noVariance(facts: CallFacts): string | undefined {
  const scale = facts.call.loss === "GaussianNLLLoss" ? quantityOf(facts) : undefined;
  const third = facts.call.arguments.find(({ name }) => name === "var");
  return scale === "root" || scale === "log" ? written(facts, third?.place) : undefined;
}

/** `nn.GaussianNLLLoss()(mu, var, y)` */
export function varianceAsTarget(facts: CallFacts): string | undefined {
  const { call, target } = facts;
  if (call.loss !== "GaussianNLLLoss" || target.text === undefined || quantityOf(facts) !== undefined) return undefined;
  return scaleOf(target.value, target.text) === undefined ? undefined : target.text;
}
