/** Why a file, or an array of it, is not read. Text of the file is in `what` and `name`: whoever shows them makes them safe. */
export type FileProblem =
  /** The first bytes are those of no format that is read here. */
  | { readonly kind: "unknownFormat" }
  /** A format of tables that is left out. */
  | { readonly kind: "table"; readonly format: "Parquet" | "Arrow" }
  /** Data sets of an HDF5 file, which is left out, too. */
  | { readonly kind: "hdf5" }
  | { readonly kind: "empty" }
  /** What Git has in the place of a file that Git LFS keeps elsewhere. */
  | { readonly kind: "lfsPointer" }
  /** The file, or its array, ends before what is said in it needs. */
  | { readonly kind: "truncated"; readonly needed: number; readonly has: number }
  /** Something in the file contradicts the format or the rest of the file. */
  | { readonly kind: "damaged"; readonly what: Damage }
  /** A type of elements that is no number torch could take. */
  | { readonly kind: "elementType"; readonly name: string }
  /** An array of Python objects, which only running their pickles would make. */
  | { readonly kind: "objects" }
  | { readonly kind: "structured" }
  /** A pickle asks for a function or class beyond those that make tensors. */
  | { readonly kind: "global"; readonly name: string }
  /** A pickle of a kind that torch.save never writes. */
  | { readonly kind: "pickle"; readonly opcode: number }
  | { readonly kind: "encrypted" }
  | { readonly kind: "compression"; readonly method: number }
  | { readonly kind: "tooManyElements"; readonly count: number; readonly most: number }
  | {
      readonly kind: "tooLarge";
      readonly what: "header" | "pickle" | "values" | "archive" | "file";
      readonly most: number;
    }
  /** Integers that a float64 cannot tell apart. */
  | { readonly kind: "largeIntegers" }
  /** A tensor whose elements do not stand in the file one after the other. */
  | { readonly kind: "tensor"; readonly of: TensorKind }
  /** A lazily negated or conjugated tensor, which stands in the file unresolved. */
  | { readonly kind: "lazyView" }
  | { readonly kind: "noArrays" }
  | { readonly kind: "failed"; readonly message: string };

export type TensorKind = "sparse" | "quantized" | "nested" | "meta" | "masked" | "maskedArray";

export type Damage =
  | "header"
  | "shape"
  | "offsets"
  | "size"
  | "checksum"
  | "deflate"
  | "archive"
  | "pickle"
  | "storage"
  | "names";

/** Thrown among the readers and caught at their border, so that every step of theirs may refuse. */
export class RefusedFile extends Error {
  readonly problem: FileProblem;

  constructor(problem: FileProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

export function refuse(problem: FileProblem): never {
  throw new RefusedFile(problem);
}

export function damaged(what: Damage): never {
  return refuse({ kind: "damaged", what });
}

/** What was thrown as a problem: a device that fails and memory that runs out are some as well. */
export function problemOf(error: unknown): FileProblem {
  if (error instanceof RefusedFile) return error.problem;
  return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
}
