// Reads files of a bundle that nobody vouches for.
import "../../lib/sha256.js";
import { concat } from "./bytes.js";
import { orNullLater } from "./malformed.js";

/** More than any block or record has; a ZIP file can claim to hold anything. */
const LONGEST = 256 << 20;

export class BundleContent {
  #files;

  constructor(files) {
    this.#files = files;
  }

  /** The whole file; null when it is missing, cannot be unpacked, or is longer than anything that belongs here. */
  async read(name) {
    const pieces = [];
    let length = 0;
    const whole = await orNullLater(async () => {
      await this.#files.read(name, (piece) => {
        pieces.push(piece);
        length += piece.length;
        return length < LONGEST;
      });
      return true;
    });
    return whole && length < LONGEST ? concat(...pieces) : null;
  }

  /** The file's SHA-256, hexadecimal, whatever its size; null when it is missing or cannot be unpacked. */
  sha256(name) {
    return orNullLater(async () => {
      const digest = globalThis.sha256.create();
      await this.#files.read(name, (piece) => digest.update(piece) !== null);
      return digest.hex();
    });
  }
}
