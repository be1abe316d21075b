import type { Statement } from "../syntax";
import type { Value } from "../value";
import { assign } from "./assign";
import { evaluate } from "./expressions";
import type { Run } from "./run";
import { execute } from "./statements";
import { tryStatement } from "./tryStatement";

const withoutGradient =
  /^torch\.(no_grad|inference_mode|autograd\.no_grad|autograd\.grad_mode\.(no_grad|inference_mode))$/;
const autocast = /^torch\.(amp\.|cuda\.amp\.|cpu\.amp\.|amp\.autocast_mode\.)?autocast$/;

export function withStatement(run: Run, statement: Statement & { readonly kind: "with" }): boolean {
  const before = { noGrad: run.noGrad, autocast: run.autocast };
  for (const { context, target } of statement.items) {
    const value = evaluate(run, context);
    const entered = enter(run, context, value);
    if (target !== undefined) assign(run, target, entered ?? run.unread("expression", target));
  }
  const suppresses = statement.items.some(({ context }) => {
    const path = context.kind === "call" ? run.calledPath(context) : undefined;
    return path !== undefined && /^(contextlib\.suppress|pytest\.raises)$/.test(path);
  });
  const goesOn = suppresses ? suppressed(run, statement) : execute(run, statement.body);
  Object.assign(run, before);
  return goesOn;
}

/** An exception leads behind the statement: like a `try` with a handler that does nothing. */
function suppressed(run: Run, { body, start, end }: Statement & { readonly kind: "with" }): boolean {
  const handler = { type: undefined, name: undefined, body: [], start, end };
  return tryStatement(run, { kind: "try", body, handlers: [handler], orelse: [], final: [], start, end });
}

function enter(run: Run, context: Parameters<typeof evaluate>[1], value: Value): Value | undefined {
  if (value.kind === "object") return undefined;
  if (context.kind !== "call") return undefined;
  const path = run.calledPath(context);
  if (path === undefined) return undefined;
  if (withoutGradient.test(path)) run.noGrad++;
  if (autocast.test(path)) {
    const argument = (name: string) => context.args.find((each) => each.name === name)?.value;
    const enabled = argument("enabled");
    const isOff = enabled?.kind === "constant" && enabled.value === "False";
    const device = argument("device_type") ?? context.args.find(({ name }) => name === undefined)?.value;
    if (!isOff) run.autocast = device?.kind === "string" ? device.value : path.includes("cpu") ? "cpu" : "cuda";
    else run.autocast = undefined;
  }
  if (path === "torch.enable_grad") run.noGrad = 0;
  return undefined;
}
