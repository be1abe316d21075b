import { blocksOf } from "../python/children";
import type { LossCall } from "../python/lossCall";
import { parseModule } from "../python/parse/parseModule";
import type { Body, Handler, Statement } from "../python/syntax";
import type { Place, TextUnit } from "../textUnit";
import type { CodeExpectation, Exception } from "./answer";

const MOST_DEPTH = 40;
const MOST_TEXT = 500;

/** Whether the code expects what a call does; undefined where it does not say so. */
export function expectationOf(
  { place, raises }: Pick<LossCall, "place" | "raises">,
  units: readonly TextUnit[],
  hasNumber: boolean,
): CodeExpectation | undefined {
  const unit = units[place.unit];
  if (unit?.role !== "code") return undefined;
  if (raises !== undefined) {
    return unit.text.includes("except") || EXPECTING.test(unit.text) ? guarded(unit.text, place, raises) : undefined;
  }
  return unit.text.includes("assert") ? asserted(unit.text, place, hasNumber) : undefined;
}

const EXPECTING = /raises|assertRaises|suppress/;

/** The statements around a place, the outermost first, each with those behind it. */
function around(text: string, { start, end }: Place): readonly { readonly at: Statement; readonly body: Body }[] {
  const found: { readonly at: Statement; readonly body: Body }[] = [];
  let bodies: readonly Body[] = [parseModule(text).body];
  for (let depth = 0; depth < MOST_DEPTH; depth++) {
    const body = bodies.find((each) => each.some((one) => one.start <= start && end <= one.end));
    const at = body?.find((one) => one.start <= start && end <= one.end);
    if (body === undefined || at === undefined) break;
    found.push({ at, body });
    bodies = blocksOf(at);
  }
  return found;
}

function guarded(text: string, place: Place, exception: Exception): CodeExpectation | undefined {
  const holds = (body: Body) => body.some(({ start, end }) => start <= place.start && place.end <= end);
  const written = ({ start, end }: { readonly start: number; readonly end: number }) =>
    text.slice(start, Math.min(end, start + MOST_TEXT));
  for (const { at } of around(text, place).toReversed()) {
    if (at.kind === "with" && holds(at.body)) {
      if (at.items.some(({ context }) => EXPECTING.test(written(context)) && names(written(context), exception)))
        return "raised";
    }
    if (at.kind !== "try" || !holds(at.body)) continue;
    const handler = at.handlers.find(({ type }) => type === undefined || names(written(type), exception));
    if (handler !== undefined) return handles(handler, handler.type && written(handler.type), exception);
  }
  return undefined;
}

/** Whether a type that is written, or one that stands in brackets, takes the exception. A name of one's own may. */
function names(written: string, { type }: Exception): boolean {
  const words = written.split(/\W/).filter((word) => /(?:Error|Exception)$/.test(word));
  return words.length === 0 || words.some((word) => word === type || word === "Exception" || word === "BaseException");
}

/** A handler that raises again handles nothing, and one that takes everything and does nothing but tell of it hides a mistake. */
function handles({ body }: Handler, type: string | undefined, exception: Exception): "caught" | undefined {
  if (body.some(({ kind }) => kind === "raise")) return undefined;
  const isNamed = type?.split(/\W/).includes(exception.type) === true;
  return isNamed || body.some(({ kind }) => kind !== "expression" && kind !== "pass") ? "caught" : undefined;
}

/** `assert torch.isnan(loss)`, `assert wrong > right`: what is asserted behind the call of what it gives. */
function asserted(text: string, place: Place, hasNumber: boolean): CodeExpectation | undefined {
  const [inner] = around(text, place).toReversed();
  if (inner === undefined || inner.at.kind !== "assign") return undefined;
  const [target] = inner.at.targets;
  if (target?.kind !== "name") return undefined;
  for (const statement of inner.body.slice(inner.body.indexOf(inner.at) + 1)) {
    const { start, end } = statement;
    const written = text.slice(start, Math.min(end, start + MOST_TEXT));
    if (!written.startsWith("assert") && !written.startsWith("self.assert")) continue;
    const words = written.split(/\W/);
    if (!words.includes(target.name)) continue;
    const isNegated = words.includes("not") || written.startsWith("self.assertFalse");
    const tests = words.some((word) => word === "isnan" || word === "isinf");
    if (!hasNumber && ((tests && !isNegated) || (words.includes("isfinite") && isNegated))) return "notFinite";
    const compares = written.includes(">") || written.includes("!=") || (isNegated && words.includes("allclose"));
    if (hasNumber && compares && target.name.split("_").some((word) => SAYS_WRONG.has(word))) return "shownAsWrong";
  }
  return undefined;
}

const SAYS_WRONG: ReadonlySet<string> = new Set("wrong bad buggy incorrect broken naive".split(" "));
