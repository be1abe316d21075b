import type { Range } from "./python/syntax";

/** All that the pure parts know of an editor: a document, a cell, a cell's output, a file. */
export interface TextUnit {
  /** Unique among the units that are read together: a uri, a path with a cell's number. */
  readonly id: string;
  /** Another number for another text under the same id. */
  readonly version: number;
  readonly languageId: string;
  readonly text: string;
  /** What the unit is to its neighbours: `code` runs, `output` was printed by the code unit in front of it. */
  readonly role: "code" | "output";
}

/** A range of one of the units that are read together. */
export interface Place extends Range {
  /** Index into the units. */
  readonly unit: number;
}
