import type { Value } from "../value";
import type { Pass } from "./pass";

const nothing: readonly never[] = [];

/** Which things may be the same ones, share memory, or be held by one another. What was said once is never taken back. */
export class Links {
  /** The pass through a loop that is under way, of which it matters what it links. */
  pass: Pass | undefined;
  /** Other things that may be the same ones: after a join, or where a result may share the memory of an argument. */
  private readonly aliases = new WeakMap<object, Set<object>>();
  /** What things of unknown content may hold: what was in them when it was lost, and what was put in since. */
  private readonly held = new WeakMap<object, Set<Value>>();
  /** What values that are not known come from in the end, as far as that was asked; gone once one that was walked gets another source. */
  private roots = new WeakMap<object, ReadonlySet<object>>();
  private walked = new WeakSet<object>();

  /** Objects that something unknown got hold of, which may have given them more attributes. */
  private readonly opened = new WeakSet<object>();
  /** Attributes that an object has on some of the ways that lead here. */
  private readonly partial = new WeakMap<object, Set<string>>();

  loses(object: object): void {
    this.opened.add(object);
  }

  wasLost(object: object): boolean {
    return this.opened.has(object);
  }

  misses(names: object, name: string): void {
    const known = this.partial.get(names);
    if (known === undefined) this.partial.set(names, new Set([name]));
    else known.add(name);
  }

  /** Whether there may be no such attribute, though it is known what it is where there is one. */
  mayMiss(names: object, name: string): boolean {
    return this.partial.get(names)?.has(name) ?? false;
  }

  alias(a: object, b: object): void {
    if (a === b) return;
    this.link(a, b);
    this.link(b, a);
  }

  /** A value that is not known may be, or share memory with, a mutable thing. */
  derive(unknown: object, source: object): void {
    this.link(unknown, source);
  }

  /** `derive` of a value that others may know already. */
  deriveOld(unknown: object, source: object): void {
    if (this.aliases.get(unknown)?.has(source)) return;
    this.pass?.linksOld();
    this.derive(unknown, source);
  }

  sourcesOf(unknown: object): Iterable<object> {
    return this.aliases.get(unknown) ?? nothing;
  }

  aliasesOf(thing: object): ReadonlySet<object> | undefined {
    return this.aliases.get(thing);
  }

  /** A thing whose content is not known may hold a value. */
  hold(thing: object, value: Value): void {
    if (value.kind === "number" || value.kind === "string" || value.kind === "none") return;
    this.pass?.links(thing);
    const known = this.held.get(thing);
    if (known === undefined) this.held.set(thing, new Set([value]));
    else known.add(value);
  }

  heldBy(thing: object): Iterable<Value> {
    return this.held.get(thing) ?? nothing;
  }

  rootsFound(unknown: object): ReadonlySet<object> | undefined {
    return this.roots.get(unknown);
  }

  /** `walked` are the values on the way back from `unknown` to its roots. */
  keepRoots(unknown: object, roots: ReadonlySet<object>, walked: Iterable<object>): void {
    this.roots.set(unknown, roots);
    for (const each of walked) this.walked.add(each);
  }

  private link(a: object, b: object): void {
    const known = this.aliases.get(a);
    if (known?.has(b)) return;
    if (this.walked.has(a)) {
      this.roots = new WeakMap();
      this.walked = new WeakSet();
    }
    this.pass?.links(a);
    if (known === undefined) this.aliases.set(a, new Set([b]));
    else known.add(b);
  }
}
