import { namesInput, namesTargets, wordsOf } from "./names";
import type { Column } from "./tables";

/**
 * The columns that hold a score a class: numbers that neither count the rows nor are labels or predictions, without what a table says of a
 * row besides, as its loss, its weight or an age. None where that cannot be told: an input of one column more has another loss.
 */
export function scoreColumns(all: readonly Column[], label: Column): readonly Column[] {
  const columns = all.filter((column, index) => column !== label && isScore(column, index));
  if (columns.length < 2) return columns;
  const classes = new Set(label.numeric ? [] : label.cells.map(({ text }) => text));
  const plain = columns.filter(({ name }) => classes.has(name) || !isBeside(name));
  const own = family(plain.length === 0 ? columns : plain, classCount(label));
  return isClear(own, label) ? byNumber(own) : [];
}

export function isScore(column: Column, index: number): boolean {
  const { name, numeric } = column;
  return numeric && !isIdentifier(name) && !counts(column, index) && !namesTargets(name) && !isPrediction(column);
}

const beside: ReadonlySet<string> = new Set(
  (
    "loss losses weight weights confidence conf certainty uncertainty entropy margin age time timestamp duration seconds year month day " +
    "length len size count num lr acc accuracy error err errors correct rank temperature variance var std norm grad perplexity ppl latency price " +
    "width height area quality iou f1 auc"
  ).split(" "),
);
const qualifiers: ReadonlySet<string> = new Set(
  "sample batch row item mean total train val valid test ce nll bce max min top avg pred predicted model per class token tokens sequence seq text image word words".split(
    " ",
  ),
);

/** A name of what is said of a row beside its scores: `loss`, `sample_weight`, `max_confidence`. */
function isBeside(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => beside.has(word)) && words.every((word) => beside.has(word) || qualifiers.has(word));
}

/** Those that a word of scores begins or ends, or that are numbered, as many as there are labels: `p0`, `p1`, `depth`. */
function family(columns: readonly Column[], classes: number): readonly Column[] {
  for (const affix of affixes) {
    const groups = new Map<string, Column[]>();
    for (const column of columns) {
      const shared = affix.exec(column.name)?.[1].toLowerCase();
      if (shared !== undefined) groups.set(shared, [...(groups.get(shared) ?? []), column]);
    }
    for (const [shared, group] of groups)
      if (group.length >= 2 && (group.length === classes || namesInput(shared))) return group;
  }
  return columns;
}

const affixes = [/^(\D*)\d{1,6}$/, /^([^\s_.:-]+)[\s_.:-]/, /[\s_.:-]([^\s_.:-]+)$/, /^(.+\[)\d{1,6}\]$/];

/**
 * Whole numbers beside fractions are scores of a class only where the labels or the sums of the rows say that there are as many classes
 * as columns.
 */
function isClear(columns: readonly Column[], label: Column): boolean {
  const whole = columns.filter(({ cells }) => cells.every(({ text }) => /^[-+]?\d+$/.test(text)));
  if (whole.length === 0 || whole.length === columns.length) return true;
  if (columns.length === classCount(label)) return true;
  return label.cells.every((_, row) => {
    const sum = columns.reduce((total, { cells }) => total + Number(cells[row].text), 0);
    return Math.abs(sum - 1) < 0.01;
  });
}

function classCount({ numeric, cells }: Column): number {
  if (!numeric) return new Set(cells.map(({ text }) => text)).size;
  return cells.reduce((most, { text }) => Math.max(most, Number(text) + 1), 0);
}

/** `logit_2`, `logit_0`, `logit_1` in the order of the classes that they name. */
function byNumber(columns: readonly Column[]): readonly Column[] {
  const parts = columns.map(({ name }) => /^(\D*)(\d{1,6})$/.exec(name));
  const order = parts.map((part) => (part?.[1] === parts[0]?.[1] ? Number(part?.[2]) : Number.NaN));
  const isAll = columns.every((_, index) => order.includes(index));
  return isAll ? columns.map((_, index) => columns[order.indexOf(index)]) : columns;
}

/** What was predicted, as a class: no score of one. */
function isPrediction({ name, cells }: Column): boolean {
  return (
    /^(?:y_?)?(?:pred|predicted|prediction)s?(?:_(?:class|label|idx|index))?$/i.test(name) &&
    cells.every(({ text }) => /^\d+$/.test(text))
  );
}

export function isIdentifier(name: string): boolean {
  return /^(?:|#|no\.?|nr\.?|row|id|idx|index|sample|example|step|epoch|fold|unnamed.*|.*_id|.*_idx)$/i.test(name);
}

/** 0, 1, 2 … or 1, 2, 3 … in the first column. */
export function counts({ cells }: Column, index: number): boolean {
  const first = Number(cells[0].text);
  return (
    index === 0 &&
    cells.length > 2 &&
    (first === 0 || first === 1) &&
    cells.every(({ text }, row) => Number(text) === first + row)
  );
}
