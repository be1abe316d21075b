/** What the manifest says of a setting: as much of JSON Schema as its settings use. */
export interface SettingSchema {
  readonly type: "boolean" | "integer" | "string";
  readonly default: boolean | number | string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly string[];
}

/** Whether a value from a settings file, which may hold anything, is what the manifest promises. */
export function fitsSchema({ type, minimum, maximum, enum: choices }: SettingSchema, value: unknown): boolean {
  switch (type) {
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return (
        typeof value === "number" &&
        Number.isInteger(value) &&
        value >= (minimum ?? Number.NEGATIVE_INFINITY) &&
        value <= (maximum ?? Number.POSITIVE_INFINITY)
      );
    case "string":
      return typeof value === "string" && (choices?.includes(value) ?? true);
  }
}

/** What would be right, as a person reads it: `mean, sum, none`, `2…15`, `true or false`. */
export function expectedOf({ type, minimum, maximum, enum: choices }: SettingSchema): string {
  if (choices !== undefined) return choices.join(", ");
  if (type === "boolean") return "true, false";
  if (type === "string") return "text";
  return `${minimum ?? ""}…${maximum ?? ""}`;
}
