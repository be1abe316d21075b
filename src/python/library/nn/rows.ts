import type { Operation } from "../../operation";
import { randomActivations } from "./layers/activations";
import { functionOperations } from "./layers/functions";
import { normalizationRows } from "./layers/normalization";
import { sequenceOperations } from "./layers/sequences";
import { shapedOperations } from "./layers/shaped";
import { spatialRows } from "./layers/spatial";
import { lossOperations } from "./losses/rows";
import { parameterOperations } from "./parameter";
import { initOperations } from "./weights";

/** The functions of torch.nn.functional that are layers or losses. */
export const nnOperations: readonly Operation[] = [
  ...lossOperations,
  ...functionOperations,
  ...randomActivations,
  ...sequenceOperations,
  ...shapedOperations([...normalizationRows, ...spatialRows]),
  ...parameterOperations,
  ...initOperations,
];
