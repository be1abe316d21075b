/** Bytes that are read in parts: a file on a disk, or what is in memory already. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from an offset on, fewer where the source ends before. Throws where the device fails. */
  read(offset: number, length: number): Uint8Array;
}

export function bytesInMemory(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
