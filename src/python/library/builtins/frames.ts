import type { OperationCall } from "../../operation";
import { Names } from "../../things";
import type { ObjectValue, TensorValue, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { orElse } from "../tensor/arguments";
import { arrayOf } from "../tensor/literal";
import { moved } from "../tensor/make";

/** Columns as scripts take them out of a frame: `df["a"].values`, `df[["a", "b"]].to_numpy()`. What else pandas does is not modelled. */

/** The attribute that a frame keeps a column under, which is no name of Python's. */
const prefix = "column ";

/** The array of one column, copied as pandas does; undefined where it is not one of numbers. */
function columnOf(call: OperationCall, value: Value): TensorValue | undefined {
  return orElse<TensorValue | undefined>(
    () => {
      const array = arrayOf(call, value, "numpy");
      if (array.library !== "numpy" || array.shape.length !== 1) return undefined;
      return moved(call, { operation: "array", operands: [], shape: array.shape }, array, undefined, false);
    },
    () => undefined,
  );
}

function series(call: OperationCall, data: TensorValue): ObjectValue {
  return {
    kind: "object",
    type: { kind: "library", path: "pandas.Series", origin: data.origin },
    object: {
      attributes: new Names(call.machine.region, [["data", data]]),
      region: call.machine.region,
      construction: undefined,
    },
    origin: data.origin,
  };
}

function frame(call: OperationCall, columns: ReadonlyMap<string, Value>): ObjectValue {
  const origin = { kind: "operation", operation: "frame", settings: {}, place: call.place, operands: [] } as const;
  return {
    kind: "object",
    type: { kind: "library", path: "pandas.DataFrame", origin },
    object: {
      attributes: new Names(call.machine.region, columns),
      region: call.machine.region,
      construction: undefined,
    },
    origin,
  };
}

/** What holds the numbers of a column, as long as nothing else may have changed it. */
function dataOf(value: Value | undefined): TensorValue | undefined {
  if (value?.kind !== "object" || value.type.kind !== "library" || value.type.path !== "pandas.Series")
    return undefined;
  const data = value.object.attributes.get("data");
  return data?.kind === "tensor" ? data : undefined;
}

function selfOf(call: OperationCall): ObjectValue | undefined {
  const self = call.arg("self");
  return self?.kind === "object" ? self : undefined;
}

/** `df["a"]`, and `df[["a", "b"]]`, which is a frame of its own. */
function column(call: OperationCall, key: Value | undefined): Value {
  const self = selfOf(call);
  if (self === undefined || key === undefined) return call.unknown();
  // A column that was set by its name as an attribute is another one.
  if ([...self.object.attributes.keys()].some((name) => !name.startsWith(prefix))) return call.unknown();
  if (key.kind === "string") return self.object.attributes.get(prefix + key.value) ?? call.unknown();
  if (key.kind !== "list" || key.form !== "list") return call.unknown();
  const columns = new Map<string, Value>();
  for (const name of call.machine.iterate(key) ?? []) {
    const data = name.kind === "string" ? dataOf(self.object.attributes.get(prefix + name.value)) : undefined;
    const copy = data && columnOf(call, data);
    if (copy === undefined || name.kind !== "string") return call.unknown();
    columns.set(prefix + name.value, series(call, copy));
  }
  return columns.size > 0 ? frame(call, columns) : call.unknown();
}

/** `df.score`, where that is no name of what every frame has. */
function attribute(call: OperationCall): Value {
  const key = call.arg("name");
  return key?.kind === "string" && !/^to_/.test(key.value) && !ofFrames.has(key.value)
    ? column(call, key)
    : call.unknown();
}

/** The public names of a frame of pandas 3.1 and those that older ones had: a column by such a name is not its attribute. */
const ofFrames: ReadonlySet<string> = new Set(
  (
    "T abs add add_prefix add_suffix agg aggregate align all any apply asfreq asof assign astype at at_time attrs axes " +
    "between_time bfill boxplot clip columns combine combine_first compare convert_dtypes copy corr corrwith count cov cummax " +
    "cummin cumprod cumsum describe diff div divide dot drop drop_duplicates droplevel dropna dtypes duplicated empty eq " +
    "equals eval ewm expanding explode ffill fillna filter first_valid_index flags floordiv from_arrow from_dict from_records " +
    "ge get groupby gt head hist iat idxmax idxmin iloc index infer_objects info insert interpolate isetitem isin isna isnull " +
    "items iterrows itertuples join keys kurt kurtosis last_valid_index le loc lt map mask max mean median melt memory_usage " +
    "merge min mod mode mul multiply ndim ne nlargest notna notnull nsmallest nunique pct_change pipe pivot pivot_table plot " +
    "pop pow prod product quantile query radd rank rdiv reindex reindex_like rename rename_axis reorder_levels replace " +
    "resample reset_index rfloordiv rmod rmul rolling round rpow rsub rtruediv sample select select_dtypes sem set_axis " +
    "set_flags set_index shape shift size skew sort_index sort_values sparse squeeze stack std style sub subtract sum " +
    "swaplevel tail take transform transpose truediv truncate tz_convert tz_localize unstack update value_counts values var " +
    "where xs append applymap backfill bool first last get_value set_value iteritems ix lookup mad pad slice_shift swapaxes " +
    "tshift as_matrix as_blocks blocks consolidate convert_objects get_dtype_counts get_ftype_counts ftypes is_copy irow icol " +
    "reindex_axis sortlevel sort from_csv from_items get_values clip_lower clip_upper compound"
  ).split(" "),
);

/** All columns beside each other, where they are of one kind. */
function valuesOf(call: OperationCall): Value {
  const self = selfOf(call);
  if (self === undefined) return call.unknown();
  const columns: TensorValue[] = [];
  for (const [name, value] of self.object.attributes) {
    if (!name.startsWith(prefix)) return call.unknown();
    const data = dataOf(value);
    if (data === undefined) return call.unknown();
    columns.push(data);
  }
  const isMixed = columns.some(({ dtype }) => dtype === "bool") && columns.some(({ dtype }) => dtype !== "bool");
  if (columns.length === 0 || isMixed) return call.unknown();
  const { origin } = self;
  const items: Value = { kind: "tuple", items: columns, fields: undefined, origin };
  const axis: Value = { kind: "number", type: "int", value: 1, origin };
  return call.machine.call(
    { kind: "library", path: "numpy.stack", origin },
    [items],
    new Map([["axis", axis]]),
    call.place,
  );
}

/** In another dtype where one is asked for. */
function inType(call: OperationCall, array: Value): Value {
  const dtype = call.arg("dtype");
  if (dtype === undefined || dtype.kind === "none" || array.kind !== "tensor") return array;
  const { origin } = array;
  return call.machine.call({ kind: "library", path: "numpy.array", origin }, [array, dtype], new Map(), call.place);
}

/** Who gets a part of it to write to, may change all of it. */
const opened: LibraryMethod = {
  signature: "self",
  property: true,
  apply: (call) => {
    const self = selfOf(call);
    if (self !== undefined) call.machine.escape(self);
    return call.unknown();
  },
};

const opening = { loc: opened, iloc: opened, at: opened, iat: opened };

function construct(call: OperationCall, self: ObjectValue): void {
  const { machine } = call;
  for (const name of [...self.object.attributes.keys()]) machine.setAttribute(self.object, name, undefined);
  const data = call.arg("data");
  const rows = rowsOf(call);
  if (rows !== undefined) {
    for (const [name, values] of rows) {
      const array = columnOf(call, values);
      machine.setAttribute(self.object, prefix + name, array ? series(call, array) : call.unknown());
    }
    return;
  }
  const isPlain = ["index", "columns", "dtype"].every((name) => (call.arg(name)?.kind ?? "none") === "none");
  const entries = data?.kind === "dict" ? data.dict.entries : undefined;
  const columns = [...(entries?.values() ?? [])].map(({ key, value }) => [key, columnOf(call, value)] as const);
  const [length] = columns.map(([, array]) => array?.shape[0]);
  if (!isPlain || columns.length === 0) {
    machine.setAttribute(self.object, "data", call.unknown());
    return;
  }
  for (const [key, array] of columns) {
    const isFit = key.kind === "string" && array !== undefined && array.shape[0] === length;
    const name = key.kind === "string" ? prefix + key.value : "data";
    machine.setAttribute(self.object, name, isFit ? series(call, array) : call.unknown());
  }
}

/** `DataFrame([[1, 2], [3, 4]], columns=["a", "b"])`: rows of one length as columns under their names. */
function rowsOf(call: OperationCall): ReadonlyMap<string, Value> | undefined {
  const [data, names] = [call.arg("data"), call.arg("columns")];
  if (data?.kind !== "list" || names?.kind !== "list") return undefined;
  if (["index", "dtype"].some((name) => (call.arg(name)?.kind ?? "none") !== "none")) return undefined;
  const columns = call.machine.iterate(names) ?? [];
  const rows = (call.machine.iterate(data) ?? []).map((row) =>
    row.kind === "list" ? call.machine.iterate(row) : undefined,
  );
  const result = new Map<string, Value>();
  for (const [i, name] of columns.entries()) {
    const items: Value[] = [];
    for (const row of rows) if (row?.length === columns.length) items.push(row[i]);
    if (name.kind !== "string" || result.has(name.value) || items.length !== rows.length) return undefined;
    result.set(name.value, { kind: "tuple", items, fields: undefined, origin: data.origin });
  }
  return result.size > 0 ? result : undefined;
}

export const frames: readonly LibraryClass[] = [
  {
    names: "pandas.DataFrame",
    signature: "data=None, index=None, columns=None, dtype=None, copy=None",
    bases: "",
    construct,
    methods: {
      ...opening,
      __getitem__: { signature: "self, key", apply: (call) => column(call, call.arg("key")) },
      __getattr__: { signature: "self, name", apply: attribute },
      values: { signature: "self", property: true, apply: valuesOf },
      to_numpy: { signature: "self, dtype=None", apply: (call) => inType(call, valuesOf(call)) },
    },
  },
  {
    names: "pandas.Series",
    signature: "*rest, **others",
    bases: "",
    methods: {
      ...opening,
      values: { signature: "self", property: true, apply: (call) => dataOf(call.arg("self")) ?? call.unknown() },
      to_numpy: {
        signature: "self, dtype=None",
        apply: (call) => inType(call, dataOf(call.arg("self")) ?? call.unknown()),
      },
    },
  },
];
