import type { CallExpression, Expression, Statement } from "../python/syntax";
import type { Place, TextUnit } from "../textUnit";
import { isTransparent } from "./originChain";
import { type Site, sitesIn } from "./syntaxIndex";

const MOST_STEPS = 400;

/** What a value is looked at for, and stays the same without its activation. */
const sameWithout = /^(argmax|argsort|shape|size|dim|ndim|dtype|device|numel|backward|retain_grad|register_hook)$/;
/** Of these the second result is the same without it. */
const withIndices = /^(max|topk|sort)$/;
const shows = /^(print|len|type|display|isinstance)$/;
/** Methods and functions that hand out probabilities by their names. */
const forPeople = /predict|proba?(?:$|_|s|bilit)|infer|confiden/i;

/**
 * Whether the result of an operation is used by anything else than loss calls: such a use would change when the operation is left out. The
 * result is followed by its names, through what returns it. True where that cannot be told.
 */
export function hasOtherUses(
  units: readonly TextUnit[],
  operation: Place,
  losses: readonly Place[],
  /** Operations on the way from it to the call, which are left out or kept with it. */
  own: readonly Place[],
): boolean {
  const all: Site[] = [];
  for (const [index, unit] of units.entries()) {
    const sites = sitesIn(unit, index);
    if (sites === undefined) return true;
    for (const site of sites) all.push(site);
  }
  const from = all.find(({ unit, node }) => {
    return unit === operation.unit && node.start === operation.start && node.end === operation.end;
  });
  return from !== undefined && new Uses(all, losses, own).areOther(from);
}

/** Whether a plain expression that is written at one place gives the same at a later one: in the same function, no name set in between. */
export function isSettledAt(units: readonly TextUnit[], from: Place, to: Place): boolean {
  const text = units[from.unit]?.text.slice(from.start, from.end) ?? "";
  // No calls, which may give something else the second time.
  if (from.unit !== to.unit || to.start < from.end || !/^[\w.\s*/+-]+$/.test(text)) return false;
  const sites = sitesIn(units[from.unit], from.unit);
  const read = sites?.find(({ node }) => node.start === from.start && node.end === from.end);
  const call = sites?.find(({ node }) => node.start === to.start && node.end === to.end);
  if (sites === undefined || read === undefined || call === undefined || read.scope !== call.scope) return false;
  const names = new Set(text.match(/[A-Za-z_]\w*/g));
  return !sites.some(
    ({ node, statement, scope }) =>
      node.kind === "name" &&
      names.has(node.name) &&
      scope === read.scope &&
      node.start > from.end &&
      node.start < to.start &&
      !isReadOnly(statement, node.start),
  );
}

/** A place at which a statement reads and sets nothing: what is behind its `=`, a `return`. */
function isReadOnly(statement: Statement, at: number): boolean {
  if (statement.kind === "assign") return statement.value.start <= at;
  if (statement.kind === "annotated") return statement.value !== undefined && statement.value.start <= at;
  return statement.kind === "expression" || statement.kind === "return" || statement.kind === "assert";
}

class Uses {
  readonly #losses: readonly Place[];
  readonly #own: readonly Place[];
  readonly #seen = new Set<Expression>();
  readonly #open: Site[] = [];
  readonly #names = new Map<string, Site[]>();
  readonly #attributes = new Map<string, Site[]>();

  constructor(sites: readonly Site[], losses: readonly Place[], own: readonly Place[]) {
    this.#losses = losses;
    this.#own = own;
    for (const site of sites) {
      if (site.node.kind === "name") pushTo(this.#names, site.node.name, site);
      if (site.node.kind === "attribute") pushTo(this.#attributes, site.node.name, site);
    }
  }

  areOther(from: Site): boolean {
    if (isLayer(from)) this.#followMade(from);
    else this.#follow(from);
    let steps = 0;
    for (let site = this.#open.pop(); site !== undefined; site = this.#open.pop()) {
      if (++steps > MOST_STEPS || this.#isOther(site)) return true;
    }
    return false;
  }

  #follow(site: Site | undefined): void {
    if (site === undefined || this.#seen.has(site.node)) return;
    this.#seen.add(site.node);
    this.#open.push(site);
  }

  /** Whether what is around an expression uses its value otherwise; what only hands it on is followed. */
  #isOther(site: Site): boolean {
    const { node, parent } = site;
    if (this.#isGivenToLoss(site)) return false;
    if (parent === undefined) return this.#isOtherInStatement(site);
    const around = parent.node;
    if (this.#isOwn(parent)) return this.#handOn(parent);
    if (around.kind === "attribute") return this.#isOtherAttribute(parent, around.name);
    if (around.kind === "call") return this.#isOtherArgument(parent, around, node);
    // Only shown: `f"{p}"`.
    if (around.kind === "formatted") return false;
    if (around.kind === "named") this.#followName(around.name, site);
    const handsOn =
      (around.kind === "subscript" && around.object === node) ||
      (around.kind === "conditional" && around.test !== node) ||
      around.kind === "starred" ||
      around.kind === "await" ||
      around.kind === "named";
    return handsOn ? this.#handOn(parent) : true;
  }

  #isOtherAttribute(attribute: Site, name: string): boolean {
    const call = attribute.parent;
    const isCalled = call?.node.kind === "call" && call.node.callee === attribute.node;
    if (sameWithout.test(name)) return false;
    if (isCalled && call !== undefined && this.#isOwn(call)) return this.#handOn(call);
    if (!isCalled || call === undefined) return name !== "data" && name !== "T" ? true : this.#handOn(attribute);
    if (withIndices.test(name)) return !takesIndices(call);
    return isTransparent(name) ? this.#handOn(call) : true;
  }

  #isOtherArgument(call: Site, { callee, args }: CallExpression, node: Expression): boolean {
    if (callee === node) return true;
    const name = callee.kind === "name" ? callee.name : callee.kind === "attribute" ? callee.name : undefined;
    if (name === undefined || args[0]?.value !== node) return true;
    if (sameWithout.test(name) || shows.test(name)) return false;
    if (withIndices.test(name)) return !takesIndices(call);
    return isTransparent(name) ? this.#handOn(call) : true;
  }

  #isOwn({ unit, node }: Site): boolean {
    return this.#own.some((place) => place.unit === unit && place.start === node.start && place.end === node.end);
  }

  #handOn(site: Site): boolean {
    this.#follow(site);
    return false;
  }

  #isOtherInStatement(site: Site): boolean {
    const { statement, node } = site;
    if (statement.kind === "expression") return false;
    if (statement.kind === "return") return this.#isOtherReturn(site);
    if (statement.kind !== "assign" && statement.kind !== "annotated") return true;
    const targets = statement.kind === "assign" ? statement.targets : [statement.target];
    if (statement.value !== node) return true;
    for (const target of targets) if (target.kind === "name") this.#followName(target.name, site);
    return targets.some(({ kind }) => kind !== "name");
  }

  /** The name where it is read in the same scope until it is set again; of a module's also in its functions. */
  #followName(name: string, { scope, unit, statement }: Site): void {
    const sites = this.#names.get(name) ?? [];
    const setAgain = sites
      .filter((site) => site.scope === scope && site.unit === unit && isTarget(site) && site.node.start > statement.end)
      .reduce((first, site) => Math.min(first, site.statement.end), Number.POSITIVE_INFINITY);
    for (const site of sites) {
      if (isTarget(site)) continue;
      const isSame = site.scope === scope && site.unit === unit;
      const isRead = isSame
        ? site.node.start > statement.end && site.node.end <= setAgain
        : scope === undefined && !this.#isOwnName(name, site);
      if (isRead) this.#follow(site);
    }
  }

  /** A parameter, or set in the same function. */
  #isOwnName(name: string, { scope }: Site): boolean {
    if (scope?.kind !== "function") return false;
    if (scope.parameters.some((parameter) => parameter.name === name)) return true;
    return (this.#names.get(name) ?? []).some((site) => site.scope === scope && isTarget(site));
  }

  /** What is returned is what the calls of the function give. */
  #isOtherReturn({ scope, owner }: Site): boolean {
    if (scope?.kind !== "function") return true;
    if (forPeople.test(scope.name)) return true;
    if (scope.parameters.some(({ name }) => /logit|prob|softmax|sigmoid|activat/i.test(name))) return true;
    if (owner === undefined) {
      for (const site of this.#names.get(scope.name) ?? []) this.#followCall(site);
      return false;
    }
    if (scope.name !== "forward" && scope.name !== "__call__" && scope.name !== "call") {
      for (const site of this.#attributes.get(scope.name) ?? []) this.#followCall(site);
      return false;
    }
    for (const made of this.#names.get(owner.name) ?? []) this.#followObject(made);
    return false;
  }

  #followCall(callee: Site): void {
    const call = callee.parent;
    if (call?.node.kind === "call" && call.node.callee === callee.node) this.#follow(call);
  }

  /** `net = Net().to(device)`: what calls `net`, and `net.forward`. */
  #followObject(made: Site): void {
    const call = made.parent;
    if (call?.node.kind === "call" && call.node.callee === made.node) this.#followMade(call);
  }

  /** What calls the object that an expression makes, on its own or as a part of another: `nn.Sequential(…)`. */
  #followMade(made: Site): void {
    let site = made;
    while (site.parent !== undefined) {
      const outer: Site = site.parent;
      // `Net()(x)`
      if (outer.node.kind === "call" && outer.node.callee === site.node && site === made) {
        this.#follow(outer);
        return;
      }
      site = outer;
    }
    const { statement } = site;
    if (statement.kind !== "assign") return;
    for (const target of statement.targets) {
      const named = target.kind === "name" ? this.#names.get(target.name) : undefined;
      const held = target.kind === "attribute" ? this.#attributes.get(target.name) : undefined;
      for (const each of named ?? held ?? []) {
        this.#followCall(each);
        const method = each.parent;
        if (method?.node.kind === "attribute" && method.node.name === "forward") this.#followCall(method);
      }
    }
  }

  /** An argument of a loss call: that call is judged by itself. */
  #isGivenToLoss({ node, unit }: Site): boolean {
    return this.#losses.some((place) => place.unit === unit && place.start <= node.start && node.end <= place.end);
  }
}

function pushTo(map: Map<string, Site[]>, name: string, site: Site): void {
  const found = map.get(name);
  if (found === undefined) map.set(name, [site]);
  else found.push(site);
}

/** `nn.Softmax(dim=1)`, which is made here and applied elsewhere. */
function isLayer({ node }: Site): boolean {
  if (node.kind !== "call") return false;
  const { callee } = node;
  const name = callee.kind === "attribute" || callee.kind === "name" ? callee.name : "";
  return /^(?:Log)?(?:Softmax|Softmax2d|Sigmoid)$/.test(name);
}

function isTarget({ node, parent, statement }: Site): boolean {
  if (parent !== undefined) return false;
  if (statement.kind === "assign") return statement.targets.includes(node);
  return statement.kind === "annotated" ? statement.target === node : statement.kind === "delete";
}

/** `_, predicted = torch.max(p, 1)`, `p.max(1)[1]`, `p.max(1).indices` */
function takesIndices({ node, parent, statement }: Site): boolean {
  if (parent?.node.kind === "subscript") {
    const { index } = parent.node;
    return index.kind === "number" && index.value === 1;
  }
  if (parent?.node.kind === "attribute") return parent.node.name === "indices";
  if (parent !== undefined || statement.kind !== "assign" || statement.value !== node) return false;
  return statement.targets.every((target) => {
    return target.kind === "tuple" && target.items[0]?.kind === "name" && /^_+$/.test(target.items[0].name);
  });
}
