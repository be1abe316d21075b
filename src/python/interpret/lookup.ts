import type { ClassValue, LibraryValue, Value } from "../value";

/** The classes of the file that a class inherits from, itself first, depth first; bases that are reached twice count where they are last. */
export function linearised(type: ClassValue): readonly ClassValue[] {
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
  return linearised(type).flatMap(({ bases }) => bases.flatMap((base) => (base.kind === "library" ? [base.path] : [])));
}

/** Whether all that it inherits is known: no base is imported from elsewhere. */
export function isClosed(type: ClassValue | LibraryValue): boolean {
  if (type.kind === "library") return true;
  return linearised(type).every(({ bases }) => bases.every((base) => base.kind === "class" || base.kind === "library"));
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
