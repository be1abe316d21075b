import type { LibraryClass } from "../libraryClass";
import { lossClasses } from "./losses/classes";

/** torch.nn's modules. */
export const nnClasses: readonly LibraryClass[] = [...lossClasses];
