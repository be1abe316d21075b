import type { Place } from "../../textUnit";
import type { LossCall } from "../lossCall";
import type { Context, Machine } from "../operation";
import type { CallExpression, Expression, Range, Statement } from "../syntax";
import { type DictObject, type ListObject, Names, type ObjectData, type Scope, type Storage } from "../things";
import {
  type ClassValue,
  type DictValue,
  type Facts,
  type FunctionValue,
  type ListValue,
  type Origin,
  type TensorValue,
  type UnknownValue,
  type UnreadReason,
  unread,
  type Value,
} from "../value";
import { readAttribute } from "./attributes";
import type { Budget } from "./budget";
import { callValue, given } from "./calls";
import type { Changes } from "./changes";
import { libraryValue } from "./constants";
import { changeAttribute, changeData, changeEntries, changeItems, escapeValue } from "./escape";
import { iterate } from "./iterate";
import { unwritten } from "./make";
import { find } from "./names";
import { PathEnds } from "./paths";
import type { Records } from "./records";
import type { State } from "./state";
import { truth } from "./truth";

/** Whether a tensor shares the memory of a leaf by way of `detach` or `data`, which torch lets anybody change. */
function isDetached({ storage, origin }: TensorValue): boolean {
  for (let at = origin; at.kind === "operation"; ) {
    if (at.operation === "detach") return true;
    const from = at.operands[0]?.value;
    if (from?.kind !== "tensor" || from.storage !== storage) return false;
    at = from.origin;
  }
  return false;
}

/** A way out of a function, a loop: what was changed up to there, and what is returned. */
export interface Exit {
  /** Undefined where it is the state as it is: nothing else is walked before the function ends. */
  readonly changes: Changes | undefined;
  readonly value: Value;
}

export interface Loop {
  /** The depths of the journals that were opened for the whole loop and for one pass through it. */
  readonly depth: number;
  readonly breaks: Exit[];
  continues: Exit[];
}

/** A function that is being called, or the module. */
export interface Frame {
  readonly name: string;
  readonly scope: Scope;
  /** The depth of the journal that was opened for the call. */
  readonly depth: number;
  readonly function: FunctionValue | undefined;
  /** The first argument and the class whose body defines the function, for `super()`. */
  readonly self: Value | undefined;
  readonly owner: ClassValue | undefined;
  readonly returns: Exit[];
  loops: Loop[];
  /** What a generator yields: undefined once it is not known, `[]` before the first. */
  yields: { readonly value: Value; readonly time: number }[] | undefined;
  /** Of a generator that is walked around a block: walks the block with what is yielded. */
  readonly within?: ((given: Value) => void) | undefined;
  /** `uncertain` when the call began. */
  readonly uncertain: number;
}

/** To lose what a name holds, of the steps that are left: where there are very many names, it is not done very often. */
const workOfName = 0.1;

/** One interpretation on its way. */
export class Run implements Machine {
  readonly state: State;
  readonly budget: Budget;
  readonly records: Records;
  readonly module: Scope;
  /** Functions whose body was walked. */
  readonly executed = new Set<object>();
  /** Statements that were met. */
  readonly visited = new Set<object>();
  /** Functions in the order of their definition. */
  readonly defined: FunctionValue[] = [];
  readonly classes: ClassValue[] = [];
  /** Attributes that something else than the methods of their object sets. */
  setFromOutside: ReadonlySet<string> = new Set();
  /** The class whose body is being walked. */
  owner: ClassValue | undefined;
  /** Modules whose names were all imported: of libraries by path; undefined for one that is not read. */
  readonly stars: (string | undefined)[] = [];
  unit = 0;
  scope: Scope;
  frames: Frame[] = [];
  uncertain = 0;
  noGrad = 0;
  autocast: string | undefined;
  /** The function or class that statements stand in, dotted. */
  qualifier = "";
  readonly texts: readonly string[];
  /** The expression statement that was walked last at the module's level: at the end of a cell it is shown. */
  lastExpression: { readonly statement: Statement; readonly value: Value } | undefined;
  /** What the program puts in place of functions and classes of libraries. */
  readonly patched = new Names(0);
  /** In a loop of unknown length: names that were looked up where they were not bound. */
  missed: Set<string> | undefined;
  /** How many loops of unknown length were walked. */
  unknownLoops = 0;
  /** What stands at the paths that were asked for. */
  private readonly fromLibraries = new Map<string, Value>();
  private readonly fromLibrary = new Map<string, Map<string, Value>>();
  /** The program may have given torch another default dtype than float32: what was not said to be float32, may be another type. */
  hasOtherDefault = false;
  /** The call that is awaited where it stands. */
  awaited: Expression | undefined;
  /** Whether the function that is called next runs here and now: a coroutine that nobody awaits may run later, or never. */
  isAwaited = false;
  /** How many expressions had a value that is not known: any of them may have raised. */
  unknowns = 0;
  /** How many managers' blocks the walk is in. */
  managed = 0;
  /** How many `try` with handlers the walk is in the body of. */
  trying = 0;
  /** How deep the walk is in expressions. */
  deep = 0;

  constructor(state: State, records: Records, budget: Budget, module: Scope, texts: readonly string[]) {
    this.budget = budget;
    this.texts = texts;
    this.state = state;
    this.records = records;
    this.module = module;
    this.scope = module;
  }

  readonly step = (): void => this.budget.step();
  readonly spend = (elements: number): void => this.budget.spend(elements);

  get region(): number {
    return this.state.region;
  }

  readonly call = (callee: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value>, place: Place): Value =>
    callValue(this, callee, given(args, keywords), place, place);

  readonly attribute = (value: Value, name: string, place: Place): Value => readAttribute(this, value, name, place);
  readonly iterate = (value: Value, anyOrder = false): readonly Value[] | undefined => iterate(this, value, anyOrder);
  readonly truth = (value: Value): boolean | undefined => truth(this, value);

  readonly write = (tensor: TensorValue, values: Float64Array | undefined): void => {
    // torch raises where a leaf that a gradient is asked for is changed in place: what it holds then, nobody asks.
    const isRefused = tensor.storage.mayRequireGrad === true && this.noGrad === 0 && !isDetached(tensor);
    this.put(tensor, isRefused ? undefined : values);
  };

  readonly setRequiresGrad = (storage: Storage, may: boolean): void => this.state.setRequiresGrad(storage, may);

  /** Changes the numbers of a tensor, whether or not a gradient is asked for: `tensor.data = values`. */
  put(tensor: TensorValue, values: Float64Array | undefined): void {
    const { storage, view } = tensor;
    // An array of NumPy's without axes is often a number, which cannot be changed.
    if (tensor.library === "numpy" && tensor.shape.length === 0) {
      changeData(this, storage, undefined);
      return;
    }
    if (values === undefined || view === undefined) {
      changeData(this, storage, values);
      return;
    }
    // What is in the rest of the memory is not known either way.
    if (storage.data === undefined) {
      changeData(this, storage, undefined);
      return;
    }
    this.spend(storage.data.length);
    const data = storage.data.slice();
    for (let i = 0; i < view.length; i++) data[view[i]] = values[i];
    changeData(this, storage, data);
  }

  readonly setItems = (object: ListObject, items: Value[] | undefined): void => changeItems(this, object, items);

  readonly setEntries = (object: DictObject, entries: DictObject["entries"]): void =>
    changeEntries(this, object, entries);

  readonly setAttribute = (object: ObjectData, name: string, value: Value | undefined): void =>
    changeAttribute(this, object, name, value);

  readonly escape = (value: Value): void => escapeValue(this, value);

  readonly newStorage = (data: Float64Array | undefined): Storage => ({ data, changed: false, region: this.region });

  readonly recordLoss = (call: LossCall): void => {
    this.records.loss(call);
    if (call.raises !== undefined) this.raise();
  };

  /** Something surely raised: where a handler waits for it the path ends; elsewhere what follows is read all the same. */
  raise(): void {
    if (this.trying > 0) throw new PathEnds();
  }

  get context(): Context {
    return {
      autocast: this.autocast,
      noGrad: this.noGrad > 0,
      functions: this.frames.slice(1).map(({ name }) => name),
      uncertain: this.uncertain > 0 || this.trying > 0,
    };
  }

  /** Anything may have been changed: by code that is not read, or by what the budget did not reach. */
  loseEverything(): void {
    const seen = new Set<object>();
    const scopes = new Set<Scope>([this.module, ...this.frames.map(({ scope }) => scope)]);
    for (const { names } of scopes) {
      this.budget.charge(names.size * workOfName);
      for (const [name, value] of [...names]) {
        this.state.reads(names, name);
        if (value.kind === "function" || value.kind === "class" || value.kind === "library") continue;
        if (this.isLost(value)) continue;
        escapeValue(this, value, seen);
        if (value.kind !== "object") this.state.setName(names, name, unread("changed", undefined, name));
      }
    }
  }

  /** Whether it is lost already, and nothing can be changed through it. */
  private isLost(value: Value): boolean {
    if (value.kind !== "unknown" || value.origin.kind !== "unread" || value.origin.reason !== "changed") return false;
    for (const _ of this.state.sourcesOf(value)) return false;
    return Object.keys(value.facts).length === 0;
  }

  get frame(): Frame {
    return this.frames[this.frames.length - 1];
  }

  placeOf({ start, end }: Range): Place {
    return { unit: this.unit, start, end };
  }

  /** The text of the unit that is being walked. */
  get text(): string {
    return this.texts[this.unit] ?? "";
  }

  /** What stands at a place, to be shown: no more than a line's beginning. */
  textAt({ unit, start, end }: Place): string {
    return (this.texts[unit] ?? "").slice(start, Math.min(end, start + 80));
  }

  /** What stands at a path of a library, unless the program put something else there. */
  library(path: string): Value {
    const patched = this.patched.size > 0 ? this.patched.get(path) : undefined;
    if (patched !== undefined) return patched;
    let value = this.fromLibraries.get(path);
    if (value === undefined) {
      value = libraryValue(path, unwritten);
      this.fromLibraries.set(path, value);
    }
    return value;
  }

  /** `library` of `path.name`. */
  member(path: string, name: string): Value {
    if (this.patched.size > 0) return this.library(`${path}.${name}`);
    let known = this.fromLibrary.get(path);
    if (known === undefined) {
      known = new Map();
      this.fromLibrary.set(path, known);
    }
    let value = known.get(name);
    if (value === undefined) {
      value = this.library(`${path}.${name}`);
      known.set(name, value);
    }
    return value;
  }

  unread(reason: UnreadReason, at: Expression | Range, name?: string, facts?: Facts): UnknownValue {
    return unread(reason, this.placeOf(at), name, facts);
  }

  /** The path of the library's function that a call is of, without evaluating anything again. */
  calledPath({ callee }: CallExpression): string | undefined {
    const names: string[] = [];
    let each = callee;
    while (each.kind === "attribute") {
      names.unshift(each.name);
      each = each.object;
    }
    if (each.kind !== "name") return undefined;
    const root = find(this, each.name);
    return root?.kind === "library" ? [root.path, ...names].join(".") : undefined;
  }

  list(items: Value[] | undefined, origin: Origin, form: ListValue["form"] = "list"): ListValue {
    return {
      kind: "list",
      form,
      list: { items, region: this.region, changed: items === undefined, numbers: undefined },
      origin,
    };
  }

  dict(entries: DictObject["entries"], origin: Origin): DictValue {
    return { kind: "dict", dict: { entries, region: this.region }, origin };
  }
}
