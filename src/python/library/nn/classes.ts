import type { LibraryClass } from "../libraryClass";
import { containerClasses } from "./containers";
import { activationClasses } from "./layers/activations";
import { linearRows } from "./layers/linear";
import { normalizationRows } from "./layers/normalization";
import { plainClasses } from "./layers/plain";
import { attentionClasses, recurrentClasses } from "./layers/recurrent";
import { shapedClasses } from "./layers/shaped";
import { spatialRows } from "./layers/spatial";
import { lossClasses } from "./losses/classes";
import { moduleClass } from "./module";
import { trainingClasses } from "./training";

/** torch.nn's modules, and what trains them. */
export const nnClasses: readonly LibraryClass[] = [
  moduleClass,
  ...lossClasses,
  ...shapedClasses([...linearRows, ...normalizationRows, ...spatialRows]),
  ...activationClasses,
  ...plainClasses,
  ...recurrentClasses,
  ...attentionClasses,
  ...containerClasses,
  ...trainingClasses,
];
