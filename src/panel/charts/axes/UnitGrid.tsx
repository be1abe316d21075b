import { unitAxis } from "../../../render/chartScale";
import { AcrossAxis } from "./AcrossAxis";
import { AxisTitles } from "./AxisTitles";
import { UpAxis } from "./UpAxis";

interface UnitGridProps {
  readonly width: number;
  readonly height: number;
  /** What the axes measure. */
  readonly up: string;
  readonly across: string;
}

/** Two axes from 0 to 1. */
export function UnitGrid({ width, height, up, across }: UnitGridProps) {
  return (
    <>
      <UpAxis axis={unitAxis} {...{ width, height }} />
      <AcrossAxis axis={unitAxis} {...{ width, height }} />
      <AxisTitles {...{ up, across, width, height }} />
    </>
  );
}
