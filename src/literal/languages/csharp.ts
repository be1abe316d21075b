import { typedDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { itemsOf, torchTensor, upper, within } from "../expression/functions/collections";
import { tensorMethods } from "../expression/interpreted/tensorMethods";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";
import { comments } from "../text/lexis";

export const csharp = language({
  ids: { csharp: "cs csx" },
  ...comments.slashes,
  quotes: '"',
  brackets: "{[",
  dialect: typedDialect({ braces: "list", types: true }),
  functions: new Map([
    ...named("torch.tensor torch.from_array", torchTensor),
    ["np.array", itemsOf(undefined)],
    ...within("Math", upper),
    ...within("MathF", upper),
  ]),
  methods: new Map([
    ...tensorMethods("reshape view t transpose permute unsqueeze squeeze flatten log exp sqrt abs neg to"),
    ...unchanged("clone contiguous detach cpu cuda ToList ToArray"),
  ]),
});
