import { pythonArrays } from "./pythonArrays";
import { pythonLoss } from "./pythonLoss";

/** What is asked of a running program. */
export type Probe =
  /** Shape, type and statistics. */
  | { readonly want: "describe" }
  /** Elements, row-major, as bytes: within the answer, or in a new file of this path. */
  | { readonly want: "bytes"; readonly start: number; readonly count: number; readonly file?: string }
  /** The first rows, of an array of any kind: a lazy one computes them. */
  | { readonly want: "rows"; readonly count: number }
  /** The arrays in sight of a place, by their names. */
  | { readonly want: "list" }
  /** The loss of an input and its targets by a program, where they are. */
  | {
      readonly want: "loss";
      readonly program: string;
      readonly input: string;
      readonly target: string;
      readonly inputType: string;
      readonly targetType: string;
      /** Of a lazy array: how losses by element become one. */
      readonly reduction: "mean" | "sum";
      /** Targets that do not count, where they are class indices. */
      readonly ignoreIndex: number | undefined;
      /** The same program by element. */
      readonly unreduced: string;
    };

/** Statistics of more elements than this are left out: they would keep the program busy for long. */
const MOST_SUMMARISED = 200_000_000;
const MOST_NAMES = 200;

const probe = `
def describe(value):
    array = array_of(value)
    count = count_of(array.shape)
    report = {
        "array": True,
        "library": array.library,
        "shape": [int(size) for size in array.shape],
        "type": array.type,
        "taken": array.taken,
        "bytes": count * array.size,
        "lazy": array.lazy,
        "device": array.device,
        "columns": array.columns,
    }
    return array, count, report


def summary(array, count):
    known = array.type.startswith(("float", "bfloat", "int", "uint", "bool"))
    if array.lazy or count > ${MOST_SUMMARISED} or count == 0 or not known:
        return None
    nans, finite, least, most, mean = 0, 0, math.inf, -math.inf, 0.0
    for start in range(0, count, AT_ONCE):
        part = array.facts(start, AT_ONCE)
        nans += part[0]
        finite += part[1]
        least, most = min(least, part[2]), max(most, part[3])
        if finite:
            mean += (part[4] - mean) * (part[1] / finite)
    numbers = [repr(float(each)) for each in (least, most, mean)]
    return {"count": count, "nan": nans, "finite": finite, "least": numbers[0], "most": numbers[1], "mean": numbers[2]}


def first_rows(value, count):
    array = array_of(value)
    if array.lazy == "dask":
        return array_of(value[:count].compute())
    if array.lazy == "dtensor":
        return array_of(value[:count].full_tensor())
    return array


def listed(scope):
    found = []
    for name in list(scope)[:5000]:
        if len(found) >= ${MOST_NAMES}:
            break
        if type(name) is not str or name.startswith("_"):
            continue
        value = scope[name]
        try:
            if type(value) in (list, tuple) and (not value or len(value) > 100000):
                continue
            report = quietly(lambda: describe(value))[2]
        except BaseException:
            continue
        if report["shape"]:
            found.append({"name": name, "shape": report["shape"], "type": report["taken"] or report["type"]})
    return found


def asked(value, want):
    kind = want["want"]
    if kind == "list":
        return {"names": listed(value)}, b""
    if kind == "loss":
        return loss_of(value[0], value[1], want), b""
    if kind == "rows":
        array = quietly(lambda: first_rows(value, want["count"]))
        count = count_of(array.shape[1:]) * min(want["count"], array.shape[0]) if array.shape else 1
        report = {"array": True, "shape": [int(size) for size in array.shape], "type": array.type, "taken": array.taken}
        report["shape"][:1] = [min(want["count"], array.shape[0])] if array.shape else []
        return report, quietly(lambda: array.bytes(0, count))
    array, count, report = quietly(lambda: describe(value))
    if kind == "describe":
        report["statistics"] = quietly(lambda: summary(array, count))
        return report, b""
    if array.lazy:
        raise Refusal("lazy")
    data = quietly(lambda: array.bytes(want["start"], want["count"]))
    if want.get("file"):
        with open(want["file"], "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(data)
        report["written"] = len(data)
        data = b""
    return report, data


def answer(value, want, mark):
    data = b""
    try:
        report, data = asked(value, json.loads(want))
    except Refusal as refusal:
        report = refusal.facts
    except BaseException as error:
        try:
            message = str(error)[:500]
        except BaseException:
            message = ""
        report = {"refused": "raised", "name": type_name(error), "message": message}
    report["little"] = sys.byteorder == "little"
    header = base64.b64encode(json.dumps(report).encode()).decode()
    return mark + ":" + header + ":" + base64.b64encode(data).decode() + ":" + mark
`;

const whole = pythonArrays + pythonLoss + probe;

/**
 * An expression of Python whose value is the answer, a text between two marks: `value` is what is asked for, of which `isVariable` is true,
 * or several of them. It leaves nothing behind in the program: its own names live in a dictionary of their own.
 */
export function pythonExpression(value: string, { ...want }: Probe, mark: string): string {
  const run = `(lambda program, scope: (exec(program, scope), scope["answer"])[1])(${literal(whole)}, {"__name__": "loss_lens"})`;
  return `${run}(${value}, ${literal(JSON.stringify(want))}, ${literal(mark)})`;
}

/** What a kernel runs: it prints the answer, which leaves `_` and the history as they are. */
export function kernelProgram(value: string, want: Probe, mark: string): string {
  return `print(${pythonExpression(value, want, mark)})`;
}

/** JSON's escapes are Python's, too. */
function literal(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, (unit) => {
    return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
