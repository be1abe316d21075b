/** As much of JSON Schema as the inputs of the tools use. */
export interface InputSchema {
  readonly type?: "object" | "array" | "string" | "number" | "integer" | "boolean";
  readonly properties?: Readonly<Record<string, InputSchema>>;
  readonly required?: readonly string[];
  readonly items?: InputSchema;
  readonly anyOf?: readonly InputSchema[];
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
}

/** What of a tool's input, which a language model wrote, is not as the manifest says, with its place; undefined where all is. */
export function inputProblem(schema: InputSchema, value: unknown, place = "input"): string | undefined {
  const { anyOf, type, minimum, exclusiveMinimum } = schema;
  if (anyOf !== undefined) {
    return anyOf.some((each) => inputProblem(each, value) === undefined)
      ? undefined
      : `${place}: not of a type it may have`;
  }
  if (schema.enum !== undefined && !schema.enum.some((each) => each === value)) {
    return `${place}: expected one of ${schema.enum.join(", ")}`;
  }
  switch (type) {
    case undefined:
      return undefined;
    case "string":
    case "boolean":
      return typeof value === type ? undefined : `${place}: expected ${type}`;
    case "number":
    case "integer":
      if (typeof value !== "number" || (type === "integer" && !Number.isInteger(value)))
        return `${place}: expected ${type}`;
      if (exclusiveMinimum !== undefined && !(value > exclusiveMinimum))
        return `${place}: expected above ${exclusiveMinimum}`;
      return minimum !== undefined && value < minimum ? `${place}: expected ${minimum} or more` : undefined;
    case "array": {
      if (!Array.isArray(value)) return `${place}: expected array`;
      const { items } = schema;
      return (
        items && firstOf(value.map((each: unknown, index) => () => inputProblem(items, each, `${place}[${index}]`)))
      );
    }
    case "object":
      return objectProblem(schema, value, place);
  }
}

function objectProblem({ properties = {}, required = [] }: InputSchema, value: unknown, place: string) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return `${place}: expected object`;
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  const names = new Set(entries.map(([name]) => name));
  const missing = required.find((name) => !names.has(name));
  if (missing !== undefined) return `${place}.${missing}: missing`;
  return firstOf(
    entries.map(([name, each]) => () => {
      const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
      return own === undefined ? `${place}: has no ${name}` : inputProblem(own, each, `${place}.${name}`);
    }),
  );
}

function firstOf(checks: readonly (() => string | undefined)[]): string | undefined {
  for (const check of checks) {
    const found = check();
    if (found !== undefined) return found;
  }
  return undefined;
}
