/** What a pickle may build here; nothing of it runs. Tuples are lists, and lists may be shared among their holders. */
export type PickleValue<Made> =
  | string
  | number
  | boolean
  | null
  | PickleValue<Made>[]
  | Map<PickleValue<Made>, PickleValue<Made>>
  | PickledGlobal
  | PickledBytes
  | MadeValue<Made>;

export interface PickledGlobal {
  readonly kind: "global";
  readonly name: string;
}

export interface PickledBytes {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
}

/** What the readers of one kind of file make of a call or an id. */
export interface MadeValue<Made> {
  readonly kind: "made";
  readonly made: Made;
}

export function isGlobal<Made>(value: PickleValue<Made> | undefined): value is PickledGlobal {
  return hasKind(value, "global");
}

export function isMade<Made>(value: PickleValue<Made> | undefined): value is MadeValue<Made> {
  return hasKind(value, "made");
}

export function isBytes<Made>(value: PickleValue<Made> | undefined): value is PickledBytes {
  return hasKind(value, "bytes");
}

function hasKind<Made>(value: PickleValue<Made> | undefined, kind: string): boolean {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === kind;
}
