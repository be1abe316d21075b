import { plainTypes, typedDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { around, sizesFirst, sizesSecond } from "../expression/functions/collections";
import { tensorMethods } from "../expression/interpreted/tensorMethods";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";
import { comments } from "../text/lexis";

export const rust = language({
  ids: { rust: "rs" },
  ...comments.slashes,
  quotes: '"',
  semicolons: true,
  macros: ["vec", "array", "arr", "matrix", "vector", "dmatrix", "dvector", "smallvec", "json"],
  sign: /\b(?:vec|array)!\s*\[|\bf(?:32|64)::|\d_?f(?:32|64)\b|\blet\s+(?:mut\s+)?\w+\s*:\s*(?:\[|Vec)/,
  dialect: typedDialect({ repeats: true, asCasts: true, typeRules: { ...plainTypes, sizesInside: true } }),
  functions: new Map([
    ...named(
      "arr0 arr1 arr2 arr3 array ndarray.array Vec.from Some Ok Array1.from Array1.from_vec Array.from_vec Array.from tch.Tensor.of_slice",
      around(undefined),
    ),
    ...named("Tensor.new Tensor.from_slice Tensor.of_slice Tensor.from_floats Tensor.from_data", around(undefined)),
    ["Tensor.from_vec", sizesSecond],
    ...named(
      "Array.from_shape_vec Array1.from_shape_vec Array2.from_shape_vec Array3.from_shape_vec ArrayD.from_shape_vec DMatrix.from_row_slice",
      sizesFirst,
    ),
  ]),
  methods: new Map([
    ...tensorMethods("t reshape view unsqueeze squeeze flatten log exp sqrt abs neg"),
    ...unchanged("clone to_vec to_owned into unwrap as_slice"),
  ]),
});
