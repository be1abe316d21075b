import { Fragment } from "preact";
import { formatLoss } from "../render/numbers";
import { CROWD, type Curve, type Dot } from "./curve";
import type { SampleTable } from "./sampleTable";

interface DotsProps {
  readonly dots: readonly Dot[];
  readonly curve: Curve;
  readonly table: SampleTable;
  readonly selected: number | undefined;
  readonly width: number;
  readonly height: number;
  readonly onSelect: (sample: number) => void;
}

/** The samples: discs where right, open diamonds where wrong, arrows at the upper edge where the loss is infinite. */
export function Dots({ dots, curve, table, selected, height, width, onSelect }: DotsProps) {
  const chosen = dots.filter(({ point }) => curve.sampleOf(point) === selected);
  const crowded = curve.loss.length > CROWD;
  return (
    <g class={crowded ? "dots crowded" : "dots"}>
      {chosen.map(({ cx, cy, point }) => (
        <path key={point} class="crosshair" d={`M0 ${cy}H${cx}V${height}`} />
      ))}
      {dots.map((dot) => {
        const sample = curve.sampleOf(dot.point);
        const more = dot.count > 1 ? ` +${dot.count - 1}` : "";
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the table of samples has the keyboard's way
          <path
            key={`${dot.cx} ${dot.cy} ${dot.right}`}
            class={`dot ${dot.right ? "right" : "wrong"}${sample === selected ? " selected" : ""}`}
            d={shapeOf(dot, crowded ? 2.2 : 4)}
            onClick={() => onSelect(sample)}
          >
            <title>{`${table.nameOf(sample)}${more}: ${formatLoss(curve.loss[dot.point])}`}</title>
          </path>
        );
      })}
      {labelled(dots, curve).map(({ cx, cy, point }) => {
        const left = cx > width - 30;
        return (
          <Fragment key={point}>
            <text
              class="dot-name"
              x={cx + (left ? -9 : 9)}
              y={Math.max(cy - 6, 8)}
              text-anchor={left ? "end" : "start"}
            >
              {`#${table.nameOf(curve.sampleOf(point))}`}
            </text>
          </Fragment>
        );
      })}
    </g>
  );
}

function shapeOf({ cx, cy, count, right, endless }: Dot, radius: number): string {
  const r = radius * Math.min(1 + Math.log2(count) / 8, 2);
  if (endless) return `M${cx} ${cy - r}l${r} ${2 * r}h${-2 * r}z`;
  if (!right) return `M${cx} ${cy - r - 1}l${r + 1} ${r + 1}l${-r - 1} ${r + 1}l${-r - 1} ${-r - 1}z`;
  return `M${cx - r} ${cy}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;
}

/** The worst point carries its name. */
function labelled(dots: readonly Dot[], { loss }: Curve): readonly Dot[] {
  const worst = dots.reduce<Dot | undefined>(
    (most, dot) => (most === undefined || loss[dot.point] > loss[most.point] ? dot : most),
    undefined,
  );
  return worst === undefined ? [] : [worst];
}
