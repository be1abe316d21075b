import type { Operation } from "../../operation";
import { lossOperations } from "./losses/rows";

/** The functions of torch.nn.functional that are layers or losses. */
export const nnOperations: readonly Operation[] = [...lossOperations];
