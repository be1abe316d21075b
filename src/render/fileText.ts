import * as l10n from "@vscode/l10n";
import { type ElementType, elementTypes, type StoredType } from "../sources/elementTypes";
import type { Damage, FileProblem, TensorKind } from "../sources/fileProblem";
import { formatCount } from "./numbers";
import { sizeText } from "./size";

/** Why a file, or an array of it, is not read: what was found and, where there is something, what to do. A clause after a colon. */
export function fileProblemText(problem: FileProblem): string {
  switch (problem.kind) {
    case "unknownFormat":
      return l10n.t("this is not a file of NumPy, safetensors, torch or pickle, whatever its name says");
    case "table":
      return l10n.t("{0} files are not read; save the columns as .npy, .npz or .csv", problem.format);
    case "truncated":
      return l10n.t("the file is cut off: it has {0} bytes and needs {1} or more", problem.has, problem.needed);
    case "hdf5":
      return l10n.t("HDF5 files are not read; save the data set as .npy or .npz");
    case "lfsPointer":
      return l10n.t("it is the pointer that Git LFS has in the file's place; git lfs pull fetches the file");
    case "empty":
      return l10n.t("the file is empty");
    case "tensor":
      return tensorText(problem.of);
    case "damaged":
      return damageText(problem.what);
    case "elementType":
      return l10n.t("elements of type {0} are no real numbers that a loss takes", shortName(problem.name));
    case "objects":
      return l10n.t("it holds Python objects, which only running their pickle would read; save it as numbers");
    case "structured":
      return l10n.t("its elements have several fields; save the field you mean as an array of its own");
    case "global":
      return l10n.t(
        "its pickle asks for {0}, and of pickles nothing runs here: save the tensors alone, in a dictionary",
        shortName(problem.name),
      );
    case "pickle":
      return l10n.t("its pickle has the operation 0x{0}, which no file of tensors needs", problem.opcode.toString(16));
    case "encrypted":
      return l10n.t("it is encrypted");
    case "compression":
      return l10n.t("it is compressed by method {0}; stored and deflated archives are read", problem.method);
    case "tooManyElements":
      return l10n.t(
        "it has {0} elements, and at most {1} are evaluated: save a part of it",
        formatCount(problem.count),
        formatCount(problem.most),
      );
    case "tooLarge":
      return tooLargeText(problem.what, problem.most);
    case "largeIntegers":
      return l10n.t("it holds integers beyond 2^53, which float64 cannot tell apart");
    case "lazyView":
      return l10n.t("it is a negated or conjugated view; save it after .resolve_neg() and .resolve_conj()");
    case "noArrays":
      return l10n.t("it holds no arrays");
    case "failed":
      return l10n.t("it could not be read: {0}", shortName(problem.message));
  }
}

/** Tensors that torch saves otherwise than element by element, and what makes one of them that is. */
function tensorText(of: TensorKind): string {
  switch (of) {
    case "sparse":
      return l10n.t("it is a sparse tensor; save it after .to_dense()");
    case "quantized":
      return l10n.t("it is a quantized tensor; save it after .dequantize()");
    case "nested":
      return l10n.t("it is a nested tensor; save its parts, those of .unbind()");
    case "meta":
      return l10n.t("it is on the meta device, which keeps no values; save the tensor of a real device");
    case "masked":
      return l10n.t("it is a masked tensor; save .get_data() and .get_mask()");
    case "maskedArray":
      return l10n.t("it is a masked array; save its .data and .mask");
  }
}

function damageText(what: Damage): string {
  switch (what) {
    case "header":
      return l10n.t("the file is damaged: its header is not what the format asks for");
    case "shape":
      return l10n.t("the file is damaged: no array has the shape that it claims");
    case "offsets":
      return l10n.t("the file is damaged: its tensors overlap, leave gaps or end elsewhere than the file");
    case "size":
      return l10n.t("the file is damaged: its sizes contradict each other");
    case "checksum":
      return l10n.t("the file is damaged: its checksum is another");
    case "deflate":
      return l10n.t("the file is damaged: it cannot be unpacked");
    case "archive":
      return l10n.t("the file is damaged: its directory of entries is not what the format asks for");
    case "pickle":
      return l10n.t("the file is damaged: its pickle cannot be followed");
    case "storage":
      return l10n.t("the file is damaged: a tensor lies outside its storage");
    case "names":
      return l10n.t("the file is damaged: two of its entries have one name");
  }
}

function tooLargeText(what: "header" | "pickle" | "values" | "archive" | "file", most: number): string {
  switch (what) {
    case "header":
      return l10n.t("its header is larger than {0}", sizeText(most));
    case "pickle":
      return l10n.t("its pickle is larger than {0}", sizeText(most));
    case "values":
      return l10n.t("its pickle builds more than {0} values; save the tensors alone", formatCount(most));
    case "archive":
      return l10n.t("it has more than {0} entries", formatCount(most));
    case "file":
      return l10n.t("it is larger than {0}", sizeText(most));
  }
}

/** The element type of an array, and what its values are taken as where torch's losses have no such type. */
export function storedTypeText(type: StoredType): string {
  const { dtype }: ElementType = elementTypes[type];
  return dtype === type ? type : l10n.t("{0}, taken as {1}", type, dtype);
}

const LONGEST_NAME = 60;

/** A name that a file chose: on one line, and no longer than a name. */
export function shortName(name: string): string {
  const line = name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "\uFFFD");
  return line.length > LONGEST_NAME ? `${line.slice(0, LONGEST_NAME)}…` : line;
}
