import { linePath, type Point } from "../../../render/chartShapes";

interface LineProps {
  /** In pixels of the plot, in their order. */
  readonly points: readonly Point[];
}

/** A line through points; one without a place breaks it. */
export function Line({ points }: LineProps) {
  return <path class="curve-line" d={linePath(points)} />;
}
