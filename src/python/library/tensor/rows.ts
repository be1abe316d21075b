import type { Operation } from "../../operation";
import { activations } from "./activations";
import { arithmetic } from "./arithmetic";
import { attributes } from "./attributes";
import { axes } from "./axes";
import { casts, detaching } from "./casts";
import { choices } from "./choices";
import { clamps } from "./clamp";
import { comparisons } from "./comparison";
import { constructors } from "./constructors";
import { diagonals } from "./diagonals";
import { differences } from "./differences";
import { distinct } from "./distinct";
import { extremes } from "./extremes";
import { fills } from "./fills";
import { frameworks } from "./frameworks";
import { gathers } from "./gather";
import { indexing } from "./indexing";
import { joins } from "./joins";
import { linear } from "./linear";
import { medians } from "./medians";
import { norms } from "./norms";
import { oneHots } from "./oneHot";
import { places } from "./places";
import { pointwise } from "./pointwise";
import { printed } from "./printed";
import { reductions } from "./reductions";
import { repeats } from "./repeats";
import { runningRows } from "./running";
import { shapes } from "./shapes";
import { softmaxes } from "./softmax";
import { splits } from "./splits";
import { texts } from "./texts";

const own: readonly Operation[] = [
  ...constructors,
  ...fills,
  ...attributes,
  ...shapes,
  ...axes,
  ...repeats,
  ...diagonals,
  ...joins,
  ...splits,
  ...indexing,
  ...gathers,
  ...oneHots,
  ...choices,
  ...arithmetic,
  ...differences,
  ...comparisons,
  ...pointwise,
  ...activations,
  ...softmaxes,
  ...clamps,
  ...reductions,
  ...extremes,
  ...medians,
  ...runningRows,
  ...distinct,
  ...places,
  ...linear,
  ...norms,
  ...casts,
  ...detaching,
  ...printed,
  ...texts,
];

/** All operations on arrays, one row each. */
export const tensorOperations: readonly Operation[] = [...own, ...frameworks(own)];
