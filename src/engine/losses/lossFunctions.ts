import type { LossFunction, LossName } from "../loss";
import { losses } from "./losses";
import { lossFunction } from "./shared/call";

/** The function of each loss by its name in torch.nn. */
export const lossFunctions = Object.fromEntries(
  Object.entries(losses).map(([name, definition]) => [name, lossFunction(definition)]),
) as Readonly<Record<LossName, LossFunction>>;
