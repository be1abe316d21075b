import type { OperationCall } from "../../operation";
import type { Value } from "../../value";
import type { LibraryClass } from "../libraryClass";
import { none, self } from "./kerasLayers";
import { countOf, outputOf } from "./predictors";

/** Flax's modules as far as their losses ask: the scores of a last layer, and what `apply` gives. */

function dense(names: string, signature: string, size: string): LibraryClass {
  return {
    names,
    signature,
    bases: "",
    methods: {
      __call__: {
        signature: "self, inputs, *rest, **others",
        apply: (call) => {
          const count = countOf(self(call).object.attributes.get(size));
          const facts = { library: "jax", ...(count !== undefined && { lastSize: count }) } as const;
          return outputOf(call, "linear", facts, call.arg("inputs"));
        },
      },
    },
  };
}

/** `model.apply(params, x)` calls the module on what stands behind the parameters; with `mutable` it gives more than that. */
function applied(call: OperationCall): Value {
  const model = self(call);
  if (call.others("others").has("mutable") || call.others("others").has("method")) return call.unknown();
  const own = model.type.kind === "class" ? call.machine.attribute(model, "__call__", call.place) : undefined;
  const input = call.arg("inputs") ?? none;
  return own?.kind === "method" ? call.machine.call(own, [input], new Map(), call.place) : call.unknown();
}

export const flaxClasses: readonly LibraryClass[] = [
  dense("flax.linen.Dense", "features, *rest, **others", "features"),
  dense("flax.nnx.Linear", "in_features, out_features, *rest, **others", "out_features"),
  {
    names: "flax.linen.Module",
    signature: "*rest, **others",
    bases: "",
    methods: {
      init: { signature: "self, *rest, **others", apply: (call) => call.unknown() },
      apply: { signature: "self, variables, inputs, **others", apply: applied },
    },
  },
];
