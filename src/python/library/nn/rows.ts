import type { Operation } from "../../operation";
import { randomActivations } from "./layers/activations";
import { functionOperations } from "./layers/functions";
import { normalizationRows } from "./layers/normalization";
import { shapedOperations } from "./layers/shaped";
import { similarityOperations } from "./layers/similarity";
import { spatialRows } from "./layers/spatial";
import { lossOperations } from "./losses/rows";
import { parameterOperations } from "./parameter";

/** The functions of torch.nn.functional that are layers or losses. */
export const nnOperations: readonly Operation[] = [
  ...lossOperations,
  ...functionOperations,
  ...randomActivations,
  ...similarityOperations,
  ...shapedOperations([...normalizationRows, ...spatialRows]),
  ...parameterOperations,
];
