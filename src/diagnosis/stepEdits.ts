import type { Place, TextUnit } from "../textUnit";
import type { TextEdit } from "./answer";
import { type CallFacts, textAt } from "./callFacts";
import type { ChainStep } from "./originChain";
import { sitesIn } from "./syntaxIndex";

/** Leaves an operation out: `F.softmax(x, 1)` becomes `x`. */
export function removeStep({ units }: CallFacts, step: ChainStep): readonly TextEdit[] {
  const operand = step.operand.place;
  if (operand === undefined) return removeLayer(units, step.place);
  if (operand.unit !== step.place.unit) return [];
  if (operand.start < step.place.start || operand.end > step.place.end) return [];
  if (operand.start === step.place.start && operand.end === step.place.end) return [];
  return [{ place: step.place, text: unwrapped(textAt(units, operand)) }];
}

/** Takes a layer out of the list that it stands in: `nn.Softmax(dim=1)` of an nn.Sequential, with its comma. */
function removeLayer(units: readonly TextUnit[], place: Place): readonly TextEdit[] {
  const text = units[place.unit]?.text ?? "";
  const layer = /^[\w.]+(?=\()/.exec(text.slice(place.start, place.end))?.[0] ?? "";
  if (!/Soft|Sigmoid|ReLU/.test(layer)) return [];
  const { unit } = place;
  const before = /,\s*(?:#[^\n]*\n\s*)?$/.exec(text.slice(Math.max(0, place.start - 200), place.start));
  if (before !== null) return [{ place: { unit, start: place.start - before[0].length, end: place.end }, text: "" }];
  const after = /^\s*,\s*/.exec(text.slice(place.end, place.end + 200));
  return after === null ? [] : [{ place: { unit, start: place.start, end: place.end + after[0].length }, text: "" }];
}

/** Without the parentheses around the whole. */
function unwrapped(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")") depth--;
    if (depth === 0 && i < text.length - 1) return text;
  }
  return text;
}

/** Another name for an operation in the same place: `softmax` to `log_softmax`, `Softmax` to `LogSoftmax`. */
export function renameStep({ units }: CallFacts, step: ChainStep, from: RegExp, to: string): readonly TextEdit[] {
  const operand = step.operand.place;
  const whole = textAt(units, step.place);
  if (operand === undefined || operand.unit !== step.place.unit) return [];
  const isMethod = operand.start === step.place.start;
  const start = isMethod ? operand.end : step.place.start;
  const end = isMethod ? step.place.end : operand.start;
  if (start < step.place.start || end > step.place.end || whole === "") return [];
  const match = from.exec(textAt(units, { unit: step.place.unit, start, end }));
  if (match === null) return [];
  const at = start + match.index;
  return [{ place: { unit: step.place.unit, start: at, end: at + match[0].length }, text: to }];
}

/** Another activation in the place of one: the function or method that is called, or the layer where it is made, if that is called but there. */
export function renameActivation(
  { units }: CallFacts,
  step: ChainStep,
  names: Readonly<Record<string, string>>,
): readonly TextEdit[] {
  const { unit, start, end } = step.place;
  const operand = step.operand.place;
  if (operand !== undefined && (operand.unit !== unit || operand.start < start || operand.end > end)) return [];
  // In an nn.Sequential the layer stands alone.
  const isCalled = operand !== undefined && operand.start > start;
  const opening = isCalled ? textAt(units, { unit, start, end: operand.start }).lastIndexOf("(") : -1;
  const callee = { unit, start: operand?.start === start ? operand.end : start, end: isCalled ? start + opening : end };
  const code = textAt(units, callee);
  const called = `${code}(`;
  const [layer, ...others] = isCalled ? makersOf(units, code) : [];
  const isOnlyOne =
    layer !== undefined && others.length === 0 && !units.some(({ text }) => text.split(called).length > 2);
  if (layer === undefined ? called.startsWith("self.") : !isOnlyOne) return [];
  const named = layer ?? callee;
  const [written] = textAt(units, named).split("(");
  const dot = written.lastIndexOf(".") + 1;
  const name = written.slice(dot);
  // A bare name would have to be imported first.
  if (dot === 0 || !Object.hasOwn(names, name)) return [];
  const at = named.start + dot;
  return [{ place: { unit: named.unit, start: at, end: at + name.length }, text: names[name] }];
}

/** What is called where a name or an attribute is assigned: `nn.Softmax` of `self.act = nn.Softmax(dim=1)`. */
function makersOf(units: readonly TextUnit[], name: string): readonly Place[] {
  return units.flatMap((unit, index) =>
    (sitesIn(unit, index) ?? []).flatMap(({ node, statement }) => {
      const isMade =
        statement.kind === "assign" &&
        statement.value === node &&
        statement.targets.some(({ start, end }) => unit.text.slice(start, end) === name);
      if (!isMade) return [];
      const { start, end } = node.kind === "call" ? node.callee : node;
      return [{ unit: index, start, end }];
    }),
  );
}
