interface LineProps {
  /** In pixels of the plot, in their order. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A line through points; one without a place breaks it. */
export function Line({ points }: LineProps) {
  let open = false;
  const path = points.map(([x, y]) => {
    const isPlaced = Number.isFinite(x + y);
    const step = isPlaced ? `${open ? "L" : "M"}${x.toFixed(2)} ${y.toFixed(2)}` : "";
    open = isPlaced;
    return step;
  });
  return <path class="curve-line" d={path.join("")} />;
}
