import { isSafetensors } from "../sources/safetensors";

/** The text of a file's bytes, or what they are instead: a clause to follow the file's name. */
export type Decoded =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "problem"; readonly message: string };

/** Bytes that are looked at for a NUL, which no text has. */
const LOOKED_AT = 8192;

/** UTF-8, or UTF-16 where a byte order mark says so. */
export function decodeText(bytes: Uint8Array): Decoded {
  const format = binaryFormats.find(({ magic }) => magic.every((byte, index) => bytes[index] === byte));
  if (format !== undefined) return { kind: "problem", message: `is ${format.name}, not text; ${format.advice}` };
  if (isSafetensors(bytes, bytes.length)) {
    return { kind: "problem", message: `is a .safetensors file, not text; ${numbers}` };
  }
  try {
    if (startsWith(bytes, [0xff, 0xfe])) return decoded("utf-16le", bytes);
    if (startsWith(bytes, [0xfe, 0xff])) return decoded("utf-16be", bytes);
    if (bytes.subarray(0, LOOKED_AT).includes(0)) {
      return {
        kind: "problem",
        message: "is a binary file or UTF-16 without a byte order mark; save it as UTF-8 text",
      };
    }
    return decoded("utf-8", bytes);
  } catch (error) {
    const large = error instanceof Error && "code" in error && error.code === "ERR_STRING_TOO_LONG";
    return { kind: "problem", message: large ? "is too large to be read" : "is not UTF-8 text; save it as UTF-8" };
  }
}

/** Throws where the bytes are not of the encoding. */
function decoded(encoding: string, bytes: Uint8Array): Decoded {
  return { kind: "text", text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

const printed = "print the array, or save it as text with numpy.savetxt";
const numbers = "loss-lens evaluate reads its arrays";

/** What people keep arrays in that is no text, by its first bytes. */
const binaryFormats: readonly { readonly magic: readonly number[]; readonly name: string; readonly advice: string }[] =
  [
    { magic: [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59], name: "a NumPy .npy file", advice: numbers },
    {
      magic: [0x50, 0x4b, 0x03, 0x04],
      name: "a ZIP archive (.npz, .pt, .xlsx)",
      advice: "of an .npz or .pt file loss-lens evaluate reads the arrays",
    },
    { magic: [0x80, 0x02, 0x8a, 0x0a], name: "a PyTorch .pt file", advice: numbers },
    { magic: [0x89, 0x48, 0x44, 0x46], name: "an HDF5 file", advice: printed },
    { magic: [0x50, 0x41, 0x52, 0x31], name: "a Parquet file", advice: "save it as CSV" },
    { magic: [0x1f, 0x8b], name: "compressed with gzip", advice: "unpack it first" },
  ];
