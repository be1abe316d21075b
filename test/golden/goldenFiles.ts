import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The golden files whose cases are calls of losses. */
export const lossFiles = [
  "seed",
  "table",
  "crossEntropy",
  "nllLoss",
  "binaryCrossEntropy",
  "klDiv",
  "margins",
  "errors",
  "likelihoods",
  "threeArrays",
  "byDefinition",
  "pipelines",
  "refusalsOfTypes",
  "refusalsOfShapes",
  "refusalsOfValues",
  "found",
] as const;

export type GoldenFile =
  | (typeof lossFiles)[number]
  | "ops"
  | "precision"
  | "precisionOfValues"
  | "float32"
  | "signatures"
  | "classification"
  | "metrics";

export function goldenCases<Case>(name: GoldenFile): readonly Case[] {
  return JSON.parse(readFileSync(join(__dirname, `${name}.json`), "utf8")).cases;
}
