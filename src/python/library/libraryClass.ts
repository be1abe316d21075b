import type { OperationCall } from "../operation";
import type { ObjectValue, Value } from "../value";

/**
 * A class of a library that is modelled: a layer, a loss, a data loader. Constructing one binds the arguments to the signature and puts
 * each, defaults included, into the attributes of the instance under its parameter's name (`*rest` as a tuple); how it was called
 * is in `object.construction`. An instance of a class of the file that inherits from it gets the same from `super().__init__(…)`.
 */
export interface LibraryClass {
  /** Full paths, separated by blanks: `torch.nn.Linear torch.nn.modules.linear.Linear`. */
  readonly names: string;
  /** The constructor's parameters, without self: `in_features, out_features, bias=True, device=None, dtype=None`. */
  readonly signature: string;
  /**
   * Full paths of the library classes whose methods it has as well, separated by blanks. `torch.nn.Module` gives `__call__` by
   * `forward`, and `to`, `cuda`, `train`, `eval`, `parameters`, `register_buffer` and the like.
   */
  readonly bases: string;
  /** What else happens when it is constructed, once the attributes are bound. */
  readonly construct?: (call: OperationCall, self: ObjectValue) => void;
  /** By name: `forward`, `__call__`, `__getitem__`, `__iter__`, `__len__`, `append`. */
  readonly methods: Readonly<Record<string, LibraryMethod>>;
}

export interface LibraryMethod {
  /** With self: `self, input, target`. The instance is `call.arg("self")`, an `ObjectValue`. */
  readonly signature: string;
  /** An attribute that is computed when it is read. */
  readonly property?: true;
  readonly apply: (call: OperationCall) => Value;
}
