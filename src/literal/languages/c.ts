import { plainTypes, typedDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { notANumber, numbers, torchTensor, within } from "../expression/functions/collections";
import { tensorMethods } from "../expression/interpreted/tensorMethods";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";
import { comments } from "../text/lexis";

/** C, C++ and what is written like them. */
export const c = language({
  ids: {
    ...{ c: "c h", cpp: "cc cpp cxx hpp hh hxx", "cuda-cpp": "", cuda: "cu cuh", arduino: "ino" },
    ...{ hlsl: "hlsl", shaderlab: "", "objective-c": "", "objective-cpp": "mm" },
  },
  ...comments.slashes,
  quotes: '"',
  brackets: "{[",
  zeroFill: true,
  octal: true,
  colonKeys: false,
  sign: /(?:\b(?:double|float|int|auto)\b[^=\n]*=\s*|std::\w+.*)\{/,
  tables: "commas",
  dialect: typedDialect({
    braces: "list",
    types: true,
    designator: /\[\s*(\d{1,9})\s*\]\s*=(?!=)/y,
    typeRules: { ...plainTypes, wholesForFloats: true },
  }),
  functions: new Map([
    ...named("torch.tensor at.tensor torch.Tensor", torchTensor),
    ...numbers,
    ...within("std", numbers),
    ...named("nan nanf nanl std.nan", notANumber),
  ]),
  methods: new Map([
    ...tensorMethods(
      "float double half bfloat16 int long short to type reshape view t transpose permute movedim unsqueeze squeeze flatten expand flip clamp log exp sqrt abs neg",
    ),
    ...unchanged("clone contiguous detach cpu cuda requires_grad_"),
  ]),
});
