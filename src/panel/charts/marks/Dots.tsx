import type { Curve } from "../../../engine/lossCurve";
import type { SampleTable } from "../../samples/sampleTable";
import type { Dot } from "../data/curve";
import { textWidth } from "../textWidth";

interface DotsProps {
  readonly dots: readonly Dot[];
  readonly curve: Curve;
  readonly table: SampleTable;
  readonly selected: number | undefined;
  /** The point that carries its name. */
  readonly named: number | undefined;
  readonly width: number;
  readonly height: number;
}

const RADIUS = 4;

/** The samples: discs where right, open diamonds where wrong, arrows at the upper edge where the loss is infinite. */
export function Dots({ dots, curve, table, selected, named, height, width }: DotsProps) {
  const isSelected = ({ point }: Dot) => curve.sampleOf(point) === selected;
  const name = (point: number) => `#${table.nameOf(curve.sampleOf(point))}`;
  return (
    <g class="dots">
      {dots.filter(isSelected).map(({ cx, cy, point }) => (
        <path key={point} class="crosshair" d={`M0 ${cy}H${cx}V${height}`} />
      ))}
      {dots.map((dot) => (
        <path
          key={`${dot.cx} ${dot.cy} ${dot.right}`}
          class={`dot ${dot.right ? "right" : "wrong"}${isSelected(dot) ? " selected" : ""}`}
          d={shapeOf(dot)}
        />
      ))}
      {dots
        .filter((dot) => dot.point === named || isSelected(dot))
        .map(({ cx, cy, point }) => {
          const left = cx + textWidth(name(point).length) > width;
          return (
            <text
              key={point}
              class="dot-name"
              x={cx + (left ? -9 : 9)}
              y={Math.max(cy - 6, 8)}
              text-anchor={left ? "end" : "start"}
            >
              {name(point)}
            </text>
          );
        })}
    </g>
  );
}

/** Larger where it stands for several. */
export function radiusOf({ count }: Dot): number {
  return RADIUS * Math.min(1 + Math.log2(count) / 8, 2);
}

function shapeOf(dot: Dot): string {
  const { cx, cy, right, endless } = dot;
  const r = radiusOf(dot);
  if (endless) return `M${cx} ${cy - r}l${r} ${2 * r}h${-2 * r}z`;
  if (!right) return `M${cx} ${cy - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z`;
  return `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
}
