import type { Range, Statement } from "../syntax";
import type { ObjectValue, Value } from "../value";
import { assign } from "./assign";
import { evaluate } from "./expressions";
import { findInClass } from "./lookup";
import { managerOf, walkManaged } from "./managed";
import type { Run } from "./run";
import { execute } from "./statements";
import { tryStatement } from "./tryStatement";

const withoutGradient =
  /^torch\.(no_grad|inference_mode|autograd\.no_grad|autograd\.grad_mode\.(no_grad|inference_mode))$/;
const autocast = /^torch\.(amp\.|cuda\.amp\.|cpu\.amp\.|amp\.autocast_mode\.)?autocast$/;

export function withStatement(run: Run, statement: Statement & { readonly kind: "with" }): boolean {
  const objects: ObjectValue[] = [];
  const before = { noGrad: run.noGrad, autocast: run.autocast };
  for (const { context, target } of statement.items) {
    const value = evaluate(run, context);
    const managed = statement.items.length === 1 ? managerOf(run, value, statement.body) : undefined;
    if (managed !== undefined) {
      return walkManaged(run, managed, (given) => {
        if (target !== undefined) assign(run, target, given);
        return execute(run, statement.body);
      });
    }
    if (value.kind === "partial") run.escape(value);
    const entered = enter(run, context, value) ?? enterObject(run, value, context);
    if (value.kind === "object") objects.push(value);
    if (target !== undefined) assign(run, target, entered ?? run.unread("expression", target));
  }
  const suppresses = statement.items.some(({ context }) => {
    const path = context.kind === "call" ? run.calledPath(context) : undefined;
    return path !== undefined && /^(contextlib\.suppress|pytest\.raises)$/.test(path);
  });
  const goesOn = suppresses ? suppressed(run, statement) : execute(run, statement.body);
  Object.assign(run, before);
  for (const value of objects.reverse()) leaveObject(run, value, statement);
  return goesOn;
}

/** An exception leads behind the statement: like a `try` with a handler that does nothing. */
function suppressed(run: Run, { body, start, end }: Statement & { readonly kind: "with" }): boolean {
  const handler = { type: undefined, name: undefined, body: [], start, end };
  return tryStatement(run, { kind: "try", body, handlers: [handler], orelse: [], final: [], start, end });
}

function enterObject(run: Run, value: Value, at: Range): Value | undefined {
  if (value.kind !== "object" || value.type.kind !== "class") return undefined;
  const method = findInClass(value.type, "__enter__");
  if (method?.kind !== "function") return undefined;
  return run.call(
    { kind: "method", self: value, callee: method, origin: method.origin },
    [],
    new Map(),
    run.placeOf(at),
  );
}

function leaveObject(run: Run, value: ObjectValue, at: Range): void {
  const method = value.type.kind === "class" ? findInClass(value.type, "__exit__") : undefined;
  if (method?.kind !== "function") return;
  const none: Value = { kind: "none", origin: method.origin };
  run.call(
    { kind: "method", self: value, callee: method, origin: method.origin },
    [none, none, none],
    new Map(),
    run.placeOf(at),
  );
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
