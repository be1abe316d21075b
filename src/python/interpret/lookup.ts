import type { ClassValue, LibraryValue, Value } from "../value";

/** The classes of the file that a class inherits from, itself first, depth first; bases that are reached twice count where they are last. */
export function linearised(type: ClassValue): readonly ClassValue[] {
  return lineageOf(type).order;
}

/** What does not change about a class once it is made: its bases, unlike its attributes. */
interface Lineage {
  readonly order: readonly ClassValue[];
  readonly libraries: readonly string[];
  readonly closed: boolean;
}

const lineages = new WeakMap<ClassValue, Lineage>();

function lineageOf(type: ClassValue): Lineage {
  let known = lineages.get(type);
  if (known === undefined) {
    const order = inOrder(type);
    const bases = order.flatMap((each) => each.bases);
    known = {
      order,
      libraries: bases.flatMap((base) => (base.kind === "library" ? [base.path] : [])),
      closed: bases.every((base) => base.kind === "class" || base.kind === "library"),
    };
    lineages.set(type, known);
  }
  return known;
}

function inOrder(type: ClassValue): readonly ClassValue[] {
  const result: ClassValue[] = [];
  const walk = (each: ClassValue, depth: number): void => {
    if (depth > 40) return;
    const index = result.indexOf(each);
    if (index >= 0) result.splice(index, 1);
    result.push(each);
    for (const base of each.bases) if (base.kind === "class") walk(base, depth + 1);
  };
  walk(type, 0);
  return result;
}

/** The paths of the library's classes that a class inherits from. */
export function libraryBases(type: ClassValue | LibraryValue): readonly string[] {
  if (type.kind === "library") return [type.path];
  return lineageOf(type).libraries;
}

/** Whether all that it inherits is known: no base is imported from elsewhere. */
export function isClosed(type: ClassValue | LibraryValue): boolean {
  if (type.kind === "library") return true;
  return lineageOf(type).closed;
}

/** An attribute of a class of the file or of those that it inherits from in the file; `after` leaves out all up to that class. */
export function findInClass(type: ClassValue, name: string, after?: ClassValue): Value | undefined {
  const order = linearised(type);
  const from = after === undefined ? 0 : order.indexOf(after) + 1;
  for (let i = from; i < order.length; i++) {
    const found = order[i].attributes.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}
