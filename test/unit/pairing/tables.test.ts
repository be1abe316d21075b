import assert from "node:assert/strict";
import { tensorOf } from "../../../src/pairing/foundArray";
import { isIdentifier } from "../../../src/pairing/scoreColumns";
import { type Column, hasPossibleLabels, readTables, tablePair } from "../../../src/pairing/tables";

function shown(array: Parameters<typeof tensorOf>[0]): string {
  const tensor = tensorOf(array);
  const { source } = array;
  const columns = source.kind === "array" ? source.columnNames?.join("+") : undefined;
  return `${array.name} ${tensor?.shape.join("×")} ${tensor?.dtype} ${tensor && [...tensor.data].join(" ")}${columns ? ` ${columns}` : ""}`;
}

/** Input and target of a table, as its header or a person's choice says. */
function pairOf(text: string, chosen: { readonly scores?: string; readonly label?: string } = {}): string | undefined {
  const [table] = readTables(text, "csv", 0, 0);
  if (table === undefined) return undefined;
  const of = (name: string) => table.columns.find((column) => column.name === name) as Column;
  const pair = tablePair(table, {
    scores: chosen.scores?.split(" ").map(of),
    label: chosen.label === undefined ? undefined : of(chosen.label),
  });
  return pair && `${shown(pair.input)} | ${shown(pair.target)}`;
}

/** A table with its lines separated by ` / `. */
const lines = (text: string) => text.replaceAll(" / ", "\n");

const rows: readonly (readonly [title: string, text: string, pair: string | undefined])[] = [
  ["a column of scores beside one of labels", "p,y / 0.2,0 / 0.7,1", "p 2 float64 0.2 0.7 | y 2 int64 0 1"],
  [
    "several columns of scores",
    "a,b,label / 0.2,0.8,1 / 0.7,0.3,0",
    "a,b 2×2 float64 0.2 0.8 0.7 0.3 a+b | label 2 int64 1 0",
  ],
  ["labels as fractions", "p,y / 0.2,0.5 / 0.7,1", "p 2 float64 0.2 0.7 | y 2 float64 0.5 1"],
  ["whole scores", "p,y / 2,0 / -7,1", "p 2 int64 2 -7 | y 2 int64 0 1"],
  [
    "words that name the columns, in the columns' order",
    "dog,cat,label / 0.2,0.8,cat / 0.7,0.3,dog",
    "dog,cat 2×2 float64 0.2 0.8 0.7 0.3 dog+cat | label 2 int64 1 0",
  ],
  [
    "words that name parts of the columns' names",
    "prob_dog,prob_cat,label / 0.2,0.8,Cat / 0.7,0.3,Dog",
    "prob_dog,prob_cat 2×2 float64 0.2 0.8 0.7 0.3 prob_dog+prob_cat | label 2 int64 1 0",
  ],
  [
    "words that name none of them, sorted",
    "p,q,label / 0.2,0.8,cat / 0.7,0.3,ant",
    "p,q 2×2 float64 0.2 0.8 0.7 0.3 p+q | label 2 int64 1 0",
  ],
  ["more words than columns", "p,q,label / 0.2,0.8,cat / 0.7,0.3,ant / 0.5,0.5,dog", undefined],
  ["two words beside one column", "p,label / 0.2,no / 0.7,yes", "p 2 float64 0.2 0.7 | label 2 int64 0 1"],
  ["three words beside one column", "p,label / 0.2,no / 0.7,yes / 0.4,may", undefined],
  [
    "the only column of words",
    "p,q,kind / 0.2,0.8,b / 0.7,0.3,a",
    "p,q 2×2 float64 0.2 0.8 0.7 0.3 p+q | kind 2 int64 1 0",
  ],
  ["two columns of words", "p,kind,color / 0.2,b,red / 0.7,a,blue", undefined],
  ["an identifier in words is no label", "id,p,kind / u,0.2,b / v,0.7,a", "p 2 float64 0.2 0.7 | kind 2 int64 1 0"],
  ["a label by its name among words", "p,note,label / 0.2,x,no / 0.7,y,yes", "p 2 float64 0.2 0.7 | label 2 int64 0 1"],
  [
    "two labels by name, one of them plainly",
    "p,label_name,label / 0.2,no,0 / 0.7,yes,1",
    "p 2 float64 0.2 0.7 | label 2 int64 0 1",
  ],
  ["rows that are counted from 0", "n,p,y / 0,0.2,0 / 1,0.7,1 / 2,0.4,1", "p 3 float64 0.2 0.7 0.4 | y 3 int64 0 1 1"],
  ["rows that are counted from 1", "n,p,y / 1,0.2,0 / 2,0.7,1 / 3,0.4,1", "p 3 float64 0.2 0.7 0.4 | y 3 int64 0 1 1"],
  [
    "from 2 they are no count",
    "n,p,y / 2,0.2,0 / 3,0.7,1 / 4,0.4,1",
    "n,p 3×2 float64 2 0.2 3 0.7 4 0.4 n+p | y 3 int64 0 1 1",
  ],
  ["two rows are no count", "n,p,y / 0,0.2,0 / 1,0.7,1", "n,p 2×2 float64 0 0.2 1 0.7 n+p | y 2 int64 0 1"],
  [
    "a count elsewhere than in front is a score",
    "p,n,y / 0.2,0,0 / 0.7,1,1 / 0.4,2,1",
    "p,n 3×2 float64 0.2 0 0.7 1 0.4 2 p+n | y 3 int64 0 1 1",
  ],
  ...["loss", "weight", "sample_weight", "confidence", "age", "Loss (CE)", "max_conf"].map(
    (beside): readonly [string, string, string] => [
      `${beside} beside the scores is none`,
      `cat,dog,label,${beside} / 0.2,0.8,1,0.5 / 0.7,0.3,0,0.25`,
      "cat,dog 2×2 float64 0.2 0.8 0.7 0.3 cat+dog | label 2 int64 1 0",
    ],
  ),
  [
    "in front of them, too",
    "weight,cat,dog,label / 2,0.2,0.8,1 / 1,0.7,0.3,0",
    "cat,dog 2×2 float64 0.2 0.8 0.7 0.3 cat+dog | label 2 int64 1 0",
  ],
  ["alone it is the score", "confidence,label / 0.2,0 / 0.7,1", "confidence 2 float64 0.2 0.7 | label 2 int64 0 1"],
  [
    "numbered columns beside another",
    "p0,p1,depth,label / 0.2,0.8,0.5,1 / 0.7,0.3,1.5,0",
    "p0,p1 2×2 float64 0.2 0.8 0.7 0.3 p0+p1 | label 2 int64 1 0",
  ],
  [
    "names of classes that begin alike leave none out",
    "sea_lion,sea_horse,cat,label / 0.2,0.6,0.2,1 / 0.7,0.1,0.2,2",
    "sea_lion,sea_horse,cat 2×3 float64 0.2 0.6 0.2 0.7 0.1 0.2 sea_lion+sea_horse+cat | label 2 int64 1 2",
  ],
  [
    "columns that begin alike beside another",
    "prob_cat,prob_dog,depth,label / 0.2,0.8,0.5,1 / 0.7,0.3,1.5,0",
    "prob_cat,prob_dog 2×2 float64 0.2 0.8 0.7 0.3 prob_cat+prob_dog | label 2 int64 1 0",
  ],
  [
    "whole numbers beside fractions, one column too many",
    "cat,dog,shoe,label / 0.2,0.8,41,1 / 0.7,0.3,38,0",
    undefined,
  ],
  [
    "whole numbers that are probabilities",
    "a,b,c,label / 0.2,0.8,0,1 / 0.7,0.3,0,0",
    "a,b,c 2×3 float64 0.2 0.8 0 0.7 0.3 0 a+b+c | label 2 int64 1 0",
  ],
  ["what was predicted is no score", "p,pred,y / 0.2,0,0 / 0.7,1,1", "p 2 float64 0.2 0.7 | y 2 int64 0 1"],
  ["what was predicted as a class", "p,predicted_class,y / 0.2,0,0 / 0.7,1,1", "p 2 float64 0.2 0.7 | y 2 int64 0 1"],
  [
    "a prediction in fractions is one",
    "p,pred,y / 0.2,0.5,0 / 0.7,1,1",
    "p,pred 2×2 float64 0.2 0.5 0.7 1 p+pred | y 2 int64 0 1",
  ],
  ["numbers that name the sample", "p,sample,y / 0.2,17,0 / 0.7,23,1", "p 2 float64 0.2 0.7 | y 2 int64 0 1"],
  ["and nothing beside the labels", "id,y / 17,0 / 23,1", undefined],
  ["no label at all", "p,q / 0.2,0.4 / 0.7,0.1", undefined],
  [
    "a label for each score",
    "a,b,y_a,y_b / 0.2,0.4,0,1 / 0.7,0.1,1,1",
    "a,b 2×2 float64 0.2 0.4 0.7 0.1 a+b | y_a,y_b 2×2 int64 0 1 1 1 y_a+y_b",
  ],
  ["a label too few", "a,b,c,y_a,y_b / 0.2,0.4,0.5,0,1 / 0.7,0.1,0.2,1,1", undefined],
  ["a missing score is nan", "a,b,y / 0.2,,1 / 0.7,0.3,0", "a,b 2×2 float64 0.2 NaN 0.7 0.3 a+b | y 2 int64 1 0"],
  ["a missing score by a word", "a,b,y / 0.2,NA,1 / 0.7,0.3,0", "a,b 2×2 float64 0.2 NaN 0.7 0.3 a+b | y 2 int64 1 0"],
  ["a missing label is nan", "p,y / 0.2,0 / 0.7, / 0.4,1", "p 3 float64 0.2 0.7 0.4 | y 3 float64 0 NaN 1"],
  ["a missing name of a class is no class", "p,y / 0.2,no / 0.7, / 0.4,yes", undefined],
  ["a score that cannot be read", "a,b,y / 1_000,0.2,1 / 0.7,0.3,0 / 0.1,0.4,1", undefined],
  ["a label that cannot be read", "p,y / 0.2,0 / 0.7,1_000 / 0.4,1", undefined],
  [
    "scores in another order than the numbers of their names",
    "z_2,z_0,z_1,label / 3,1,0.5,2 / 0.1,2,0.3,0",
    "z_0,z_1,z_2 2×3 float64 1 0.5 3 2 0.3 0.1 z_0+z_1+z_2 | label 2 int64 2 0",
  ],
  ["only words", "kind,color / a,red / b,blue", undefined],
  [
    "a score that is missing beside others is nan",
    "a,b,label / 0.5,,0 / 0.1,2,1",
    "a,b 2×2 float64 0.5 NaN 0.1 2 a+b | label 2 int64 0 1",
  ],
  [
    "a label that is missing is nan and no class",
    "p,y / 0.9,1 / 0.2, / 0.3,0",
    "p 3 float64 0.9 0.2 0.3 | y 3 float64 1 NaN 0",
  ],
  ["a word that is missing is no class", "p,q,label / 0.2,0.8,cat / 0.7,0.3, / 0.7,0.3,ant", undefined],
  [
    "yes and no in several spellings",
    "p,y / 0.9,True / 0.2,False / 0.3,TRUE",
    "p 3 float64 0.9 0.2 0.3 | y 3 int64 1 0 1",
  ],
  ...["1_000", "$1.5", "(1.5)", "0x10", "\u22121.5", "\uff11.5", "?", "-"].map(
    (odd) => [`no table with ${odd} in a column of numbers`, `a,b,label / ${odd},2,0 / 3,4,1`, undefined] as const,
  ),
  ["no table with a column of percentages", "a,b,label / 10 %,2,0 / 20 %,4,1", undefined],
];

describe("the pair of a table", () => {
  for (const [title, text, pair] of rows) it(title, () => assert.equal(pairOf(lines(text)), pair));

  it("of columns that a person chose", () => {
    const text = lines("a,b,c / 0.2,0,0.9 / 0.7,1,0.1 / 0.3,1,0.4");
    assert.equal(pairOf(text, { scores: "c", label: "b" }), "c 3 float64 0.9 0.1 0.4 | b 3 int64 0 1 1");
    assert.equal(pairOf(text, { label: "b" }), "a,c 3×2 float64 0.2 0.9 0.7 0.1 0.3 0.4 a+c | b 3 int64 0 1 1");
    assert.equal(pairOf(text, { scores: "c" }), undefined);
    const labels = lines("a,b,y_a,y_b / 0.2,0.4,0,1 / 0.7,0.1,1,1");
    assert.equal(
      pairOf(labels, { scores: "b a" }),
      "b,a 2×2 float64 0.4 0.2 0.1 0.7 b+a | y_a,y_b 2×2 int64 0 1 1 1 y_a+y_b",
    );
  });

  it("has its cells where they stand in the text", () => {
    const text = lines("p,y / 0.25,0 / -7.5,1");
    const [table] = readTables(`${text}`, "csv", 3, 100);
    assert.deepEqual(table.place, { unit: 3, start: 100, end: 100 + text.length });
    const pair = tablePair(table);
    assert.ok(pair?.input.source.kind === "array" && pair.input.source.cells !== undefined);
    const { offsets, lengths } = pair.input.source.cells;
    assert.deepEqual(
      [...offsets].map((offset, i) => table.text.slice(offset, offset + lengths[i])),
      ["0.25", "-7.5"],
    );
    assert.deepEqual(pair.input.place, table.place);
  });
});

describe("names of columns that name the sample", () => {
  for (const name of [
    "",
    "#",
    "no",
    "No.",
    "nr",
    "row",
    "ID",
    "idx",
    "index",
    "sample",
    "example",
    "step",
    "epoch",
    "fold",
    "Unnamed: 0",
    "user_id",
    "img_idx",
  ])
    it(JSON.stringify(name), () => assert.ok(isIdentifier(name)));
  for (const name of ["identity", "ids", "steps", "paid", "label", "notes", "xrow", "a_id_b"])
    it(`not ${name}`, () => assert.ok(!isIdentifier(name)));
});

describe("records as tables", () => {
  const tables = (text: string) =>
    readTables(text, "json", 0, 0).map(({ columns, text: own }) => {
      return `${columns.map(({ name, cells }) => `${name}: ${cells.map((cell) => own.slice(cell.offset, cell.offset + cell.length)).join(" ")}`).join("; ")}`;
    });
  const cases: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
    ["two of a kind", '[{"p": 0.7, "y": 1}, {"p": 0.2, "y": 0}]', ["p: 0.7 0.2; y: 1 0"]],
    ["printed one a line", "{'p': 0.7, 'y': 'cat'}\n{'p': 0.2, 'y': 'dog'}\n", ["p: 0.7 0.2; y: cat dog"]],
    ["a list that is shorter", '{"z": [1, 2], "y": 1}\n{"z": [3], "y": 0}', []],
    ["one of two keys", '{"p": 0.7, "y": 1}', ["p: 0.7; y: 1"]],
    ["one of one key", '{"p": 0.7}', []],
    ["two of one key", '{"p": 0.7}\n{"p": -0.2}', ["p: 0.7 -0.2"]],
    [
      "lists of numbers",
      '{"z": [0.1, 2.0], "y": 1}\n{"z": [1.5, -1], "y": 0}',
      ["z[0]: 0.1 1.5; z[1]: 2.0 -1; y: 1 0"],
    ],
    ["one with a list is no table", '{"z": [0.1, 2.0], "y": 1}', []],
    ["other keys are another table", '{"p": 0.7, "y": 1}\n{"q": 0.2, "z": 0}', ["p: 0.7; y: 1", "q: 0.2; z: 0"]],
    ["keys in another order", '{"p": 0.7, "y": 1}\n{"y": 0, "p": 0.2}', ["p: 0.7 0.2; y: 1 0"]],
    [
      "a key that one of them lacks",
      '{"p": 0.7, "y": 1}\n{"p": 0.2}\n{"p": 0.4, "y": 1}\n{"p": 0.1, "y": 1}',
      ["p: 0.7 0.2 0.4 0.1; y: 1  1 1"],
    ],
    ["a record that cannot be read among others", '{"p": 0.7, "y": 1}\n{"p": null, "y": 1}\n{"p": 0.4, "y": 1}', []],
    ["numbers of NumPy and torch", "{'p': np.float64(0.7), 'y': tensor(1)}", ["p: 0.7; y: 1"]],
    [
      "exponents, nan and infinity",
      "{'p': 1e-3, 'q': nan, 'r': -Infinity, 's': .5}",
      ["p: 1e-3; q: nan; r: -Infinity; s: .5"],
    ],
    ["nothing but words", "{'p': 'a', 'q': 'b'}", []],
    ["a value that is no plain one", "{'p': f(1), 'q': 0.5}", []],
    ["a key without quotes", "{p: 1, q: 0.5}", []],
    ["no comma between", "{'p': 1 'q': 0.5}", []],
    ["a comma at the end", "{'p': 1, 'q': 0.5,}", ["p: 1; q: 0.5"]],
    ["a brace that never closes", "{'p': 1, 'q': 0.5", []],
    ["a list that holds a word", "{'p': [1, 'a'], 'q': 0.5}\n{'p': [1, 'a'], 'q': 0.5}", []],
    ["a list that never closes", "{'p': [1, 2", []],
    ["a record inside of another text", "loss {'p': 1, 'q': 0.5} end", ["p: 1; q: 0.5"]],
    ["one inside of one that cannot be read", "{'a': {'p': 1, 'q': 0.5}}", ["p: 1; q: 0.5"]],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.deepEqual(tables(text), expected));
});

describe("whether any column can hold labels", () => {
  const cases: readonly (readonly [text: string, expected: boolean])[] = [
    ["p,q / 0.2,0.5 / 0.7,0.1", false],
    ["p,q / 0.2,1 / 0.7,0", true],
    ["p,q / 0.2,a / 0.7,b", true],
    ["id,q / 1,0.5 / 9,0.1", false],
    ["n,q / 0,0.5 / 1,0.1 / 2,0.3", false],
    ["n,q / 3,0.5 / 1,0.1 / 2,0.3", true],
  ];
  for (const [text, expected] of cases)
    it(`${text}: ${expected}`, () =>
      assert.equal(hasPossibleLabels(readTables(lines(text), "csv", 0, 0)[0]), expected));
});
