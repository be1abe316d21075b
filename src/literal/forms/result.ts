import { type DType, numel } from "../../tensor/tensor";
import { defaultDType } from "../dtypes";
import type { Diagnostic, Literal, Span } from "../literal";
import type { Elements } from "../text/elements";

/** What a form that is not an expression knows of the array it has read. */
export interface TableParts {
  readonly elements: Elements;
  readonly shape: readonly number[];
  /** Index into the elements for each position of the array, where the text is not in row-major order. */
  readonly order?: Uint32Array;
  readonly span: Span;
  readonly name?: string | undefined;
  readonly dtype?: DType | undefined;
  /** 64-bit floats where no type is printed: the languages that have no others. */
  readonly wideFloats?: boolean;
  readonly columnNames?: readonly string[] | undefined;
  readonly diagnostics?: readonly Diagnostic[];
  readonly scale?: number | undefined;
}

export function tableLiteral(parts: TableParts): Literal {
  const { elements, shape, order, scale } = parts;
  const size = numel(shape);
  const { data, elementOffsets, elementLengths } = order ? ordered(elements, order) : cut(elements);
  if (scale !== undefined) for (let i = 0; i < size; i++) data[i] = scaled(data[i], scale);
  const written = scale !== undefined || size === 0 ? 2 : elements.kind;
  return {
    kind: "literal",
    tensor: {
      data,
      shape,
      dtype: parts.dtype ?? elements.dtype ?? defaultDType(written, parts.wideFloats ? "numpy" : undefined),
    },
    span: parts.span,
    name: parts.name,
    library: undefined,
    elementOffsets,
    elementLengths,
    columnNames: parts.columnNames,
    diagnostics: parts.diagnostics ?? [],
    ...(scale !== undefined && { scale }),
  };
}

type Parts = Pick<Literal, "elementOffsets" | "elementLengths"> & { readonly data: Float64Array };

function cut(elements: Elements): Parts {
  const { data, offsets, lengths } = elements.cut();
  return { data, elementOffsets: offsets, elementLengths: lengths };
}

function ordered(elements: Elements, order: Uint32Array): Parts {
  const data = new Float64Array(order.length);
  const elementOffsets = new Uint32Array(order.length);
  const elementLengths = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    data[i] = elements.data[order[i]];
    elementOffsets[i] = elements.offsets[order[i]];
    elementLengths[i] = elements.lengths[order[i]];
  }
  return { data, elementOffsets, elementLengths };
}

/** A printed factor is a power of ten: dividing by its inverse, which is exact, keeps 0.35 × 1e-3 at 0.00035. */
export function scaled(value: number, scale: number): number {
  const inverse = 1 / scale;
  return scale < 1 && Number.isInteger(Math.round(inverse)) && Math.abs(Math.round(inverse) * scale - 1) < 1e-12
    ? value / Math.round(inverse)
    : value * scale;
}
