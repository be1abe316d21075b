import { formatShape, type Shape } from "../../../tensor/shape";
import { type Refusal, refusal } from "../../refusal";

/** The rows and columns of the input of a margin loss: (C) is one row, a scalar one row of one class. */
export function marginLayout(shape: Shape): { readonly samples: number; readonly classes: number } {
  if (shape.length === 2) return { samples: shape[0], classes: shape[1] };
  return { samples: 1, classes: shape[0] ?? 1 };
}

/** `multi_margin_loss` and `multilabel_margin_loss` take (C), (N, C) and scalars, with at least one class. */
export function checkMarginInput(shape: Shape): Refusal | undefined {
  if (shape.length <= 2 && shape[shape.length - 1] !== 0) return undefined;
  return refusal(
    "RuntimeError",
    `Expected non-empty vector or matrix with optional 0-dim batch size, but got: ${formatShape(shape)}`,
  );
}
