import type { CurveBin } from "../data/curveBins";

interface CrowdProps {
  readonly bins: readonly CurveBin[];
  readonly step: number;
  readonly height: number;
}

/** Of the height of the plot, for the fullest stretch. */
export const CROWD_SHARE = 0.5;

/** Many samples as counts along the axis: filled where right, open where wrong, one on top of the other. */
export function Crowd({ bins, step, height }: CrowdProps) {
  const most = fullest(bins);
  const tall = (count: number) => (count / most) * height * CROWD_SHARE;
  return (
    <g class="crowd">
      {bins.map(({ index, right, wrong }) => {
        const [x, width] = [index * step + 0.75, step - 1.5];
        const [filled, open] = [tall(right), Math.max(tall(wrong), 1.5)];
        return (
          <g key={index}>
            {right > 0 && <rect class="crowd-right" y={height - filled} height={filled} {...{ x, width }} />}
            {wrong > 0 && (
              <rect
                class="crowd-wrong"
                x={x + 0.5}
                width={Math.max(width - 1, 0.5)}
                y={height - filled - open + 0.5}
                height={Math.max(open - 1, 0.5)}
              />
            )}
          </g>
        );
      })}
    </g>
  );
}

/** The largest count of samples in a stretch. */
export function fullest(bins: readonly CurveBin[]): number {
  return Math.max(...bins.map(({ right, wrong }) => right + wrong), 1);
}
