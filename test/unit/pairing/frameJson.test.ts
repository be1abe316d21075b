import assert from "node:assert/strict";
import { frameOf } from "../../../src/pairing/frameJson";

/** Header and rows of a frame, `a/b // 1/2`; each cell as it stands in the text. */
function frame(text: string): string | undefined {
  const found = frameOf(text);
  if (found === undefined) return undefined;
  assert.deepEqual(found.span, { offset: 0, length: text.length });
  const rows = found.rows.map((row) => {
    for (const { text: cell, offset, length } of row) assert.equal(text.slice(offset, offset + length), cell);
    return row.map(({ text: cell }) => cell).join("/");
  });
  return [found.header.join("/"), ...rows].join(" // ");
}

const rows: readonly (readonly [title: string, text: string, expected: string | undefined])[] = [
  // What DataFrame({"p": [0.1, -2e-3], "y": ["a", "b"]}).to_json(orient=…) of pandas writes.
  ["split", '{"columns":["p","y"],"index":[0,1],"data":[[0.1,"a"],[-2e-3,"b"]]}', "p/y // 0.1/a // -2e-3/b"],
  ["columns", '{"p":{"0":0.1,"1":-2e-3},"y":{"0":"a","1":"b"}}', "p/y // 0.1/a // -2e-3/b"],
  ["index", '{"0":{"p":0.1,"y":"a"},"1":{"p":-2e-3,"y":"b"}}', "p/y // 0.1/a // -2e-3/b"],
  ["with blanks", '\n{ "p" : { "0" : 0.1 , "1" : 2 } ,\n "y" : { "0" : 1 , "1" : 0 } }\n', "p/y // 0.1/1 // 2/0"],
  [
    "what is missing and what is true",
    '{"p":{"0":null,"1":2},"y":{"0":true,"1":false}}',
    "p/y // null/true // 2/false",
  ],
  ["split in any order", '{"data":[[1,2]],"columns":["p","y"],"index":[0]}', "p/y // 1/2"],
  ["split without its index", '{"columns":["p","y"],"data":[[1,2]]}', undefined],
  ["split with something else", '{"columns":["p"],"index":[0],"data":[[1]],"name":[1]}', undefined],
  ["a row too short", '{"columns":["p","y"],"index":[0,1],"data":[[1,2],[3]]}', undefined],
  ["a row that is none", '{"columns":["p","y"],"index":[0,1],"data":[[1,2],3]}', undefined],
  ["no rows", '{"columns":["p","y"],"index":[],"data":[]}', undefined],
  ["no columns", '{"columns":[],"index":[0],"data":[[]]}', undefined],
  ["cells that are lists", '{"columns":["p","y"],"index":[0],"data":[[1,[2]]]}', undefined],
  ["columns of unlike rows", '{"p":{"0":0.1,"1":2},"y":{"0":1,"2":0}}', undefined],
  ["records by names", '{"a":{"p":0.1},"b":{"p":2}}', undefined],
  ["numbers on both sides", '{"0":{"0":0.1},"1":{"0":2}}', undefined],
  ["a value among the columns", '{"p":{"0":0.1},"y":1}', undefined],
  ["a list", "[1, 2]", undefined],
  ["one record", '{"p": 1, "y": 2}', undefined],
  ["something behind it", '{"p":{"0":0.1,"1":2}} x', undefined],
  ["no end", '{"p":{"0":0.1,"1":2}', undefined],
  ["no comma", '{"p":{"0":0.1 "1":2}}', undefined],
  ["no colon", '{"p":{"0" 0.1}}', undefined],
  ["deeper than a frame", '{"p":{"0":{"a":{"b":1}}}}', undefined],
];

describe("data frames as pandas writes them to JSON", () => {
  for (const [title, text, expected] of rows) it(title, () => assert.equal(frame(text), expected));
});
