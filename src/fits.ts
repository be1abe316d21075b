/** Whether what came from outside, as JSON or a message, is of a type. */
export type Fits<T> = (value: unknown) => value is T;

export const isText: Fits<string> = (value) => typeof value === "string";
export const isFlag: Fits<boolean> = (value) => typeof value === "boolean";
/** No nan and no infinity: neither survives JSON. */
export const isReal: Fits<number> = (value): value is number => Number.isFinite(value);
export const isWhole: Fits<number> = (value): value is number => Number.isSafeInteger(value);
/** A place, a size or a count. */
export const isIndex: Fits<number> = (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

/** One of the words that are keys of a table, which the compiler keeps total. */
export function oneOf<T extends string>(words: Readonly<Record<T, true>>): Fits<T> {
  return (value): value is T => typeof value === "string" && Object.hasOwn(words, value);
}

export function among<T extends string>(words: readonly T[]): Fits<T> {
  return (value): value is T => words.some((word) => word === value);
}

/** Absent, or undefined; in JSON null where it was an element of a list. */
export function maybe<T>(fits: Fits<T>): Fits<T | undefined> {
  return (value): value is T | undefined => value === undefined || fits(value);
}

export function either<A, B>(first: Fits<A>, second: Fits<B>): Fits<A | B> {
  return (value): value is A | B => first(value) || second(value);
}

export function listOf<T>(item: Fits<T>): Fits<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.every((each) => item(each));
}

/** Names that a person or a document chose, each with a value. */
export function namedBy<T>(item: Fits<T>): Fits<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(item);
}

type Fields<T> = {
  readonly [Name in keyof T]-?: object extends Pick<T, Name> ? Fits<T[Name] | undefined> : Fits<T[Name]>;
};

/** An object with all of these fields, own ones; what else it has is of no account. The compiler names a field that was forgotten. */
export function fieldsOf<T extends object>(fields: Fields<T>): Fits<T> {
  const all = Object.entries(fields) as [string, Fits<unknown>][];
  return (value): value is T =>
    isObject(value) && all.every(([name, fits]) => fits(Object.hasOwn(value, name) ? value[name] : undefined));
}

type OfKind<T extends { readonly [Key in Tag]: string }, Tag extends string, Kind> = T extends unknown
  ? Kind extends T[Tag]
    ? Omit<T, Tag>
    : never
  : never;

/** Objects told apart by one field. */
export function toldBy<Tag extends string, T extends { readonly [Key in Tag]: string }>(
  tag: Tag,
  kinds: { readonly [Kind in T[Tag]]: Fits<OfKind<T, Tag, Kind>> },
): Fits<T> {
  const all = kinds as Readonly<Record<string, Fits<unknown>>>;
  return (value): value is T => {
    const kind = isObject(value) && Object.hasOwn(value, tag) ? value[tag] : undefined;
    return typeof kind === "string" && Object.hasOwn(all, kind) && all[kind](value);
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
