// A bundle as it was downloaded: a ZIP file, read as java.util.zip.ZipFile reads it, so that both verifiers see the same files in
// the same bytes. Nothing is unpacked before it is asked for, and nothing is kept.
import { Inflate } from "../../lib/pako.js";
import { text } from "./bytes.js";
import { Malformed } from "./malformed.js";

const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const END_64_PLACE = 0x07064b50;
const END_64_PLACE_LENGTH = 20;
const END_64 = 0x06064b50;
const END_64_LENGTH = 56;
const CENTRAL = 0x02014b50;
const CENTRAL_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const EXTRA_64 = 1;
const ELSEWHERE = 0xffffffff;
const LARGEST_DIRECTORY = 2 ** 31 - 1 - END_LENGTH;
const LARGEST_HEADER = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const PIECE = 1 << 20;

/** It cannot be unpacked, or there is no such file. */
class Unreadable extends Malformed {}

export class ZipBundle {
  #file;
  #start;
  #entries;

  constructor(file, start, entries) {
    this.#file = file;
    this.#start = start;
    this.#entries = entries;
  }

  /**
   * Opens the file.
   *
   * @param file a Blob
   * @throws Malformed when it is no ZIP file, or not whole
   */
  static async open(file) {
    const end = await findEnd(file);
    if (end.place === 0) {
      return new ZipBundle(file, 0, []);
    }
    const directory = end.place - end.length;
    const start = directory - end.offset;
    if (directory < 0 || start < 0 || end.length > LARGEST_DIRECTORY) {
      throw new Malformed("no central directory");
    }
    return new ZipBundle(file, start, entries(await bytes(file, directory, end.length)));
  }

  /** The names of all files, as often as they occur. */
  names() {
    return this.#entries.map((each) => each.name);
  }

  /**
   * Gives the content of a file, piece by piece, to a function that says whether it wants more.
   *
   * @throws Malformed when there is none of that name, or it cannot be unpacked
   */
  async read(name, take) {
    const entry =
      this.#entries.findLast((each) => each.name === name) ??
      this.#entries.findLast((each) => each.name === `${name}/`);
    if (entry === undefined) {
      throw new Unreadable(`no ${name}`);
    }
    const local = await bytes(this.#file, entry.place + this.#start, LOCAL_LENGTH);
    if (local.getUint32(0, true) !== LOCAL) {
      throw new Unreadable("no local header");
    }
    const start = entry.place + this.#start + LOCAL_LENGTH + local.getUint16(26, true) + local.getUint16(28, true);
    await (entry.method === STORED ? this.#copy(start, entry.size, take) : this.#inflate(start, entry.size, take));
  }

  async #copy(start, size, take) {
    for (let place = 0; place < size; place += PIECE) {
      const piece = await this.#piece(start + place, Math.min(PIECE, size - place));
      if (piece.length === 0 || !take(piece)) {
        return;
      }
    }
  }

  async #inflate(start, size, take) {
    let wanted = true;
    let good = true;
    const inflate = new Inflate({ raw: true });
    inflate.onData = (piece) => {
      wanted = wanted && take(piece);
    };
    inflate.onEnd = (status) => {
      good = status === 0;
    };
    for (let place = 0; wanted && !inflate.ended && place < size; place += PIECE) {
      const piece = await this.#piece(start + place, Math.min(PIECE, size - place));
      if (piece.length === 0) {
        break;
      }
      inflate.push(piece, false);
    }
    if (wanted && !inflate.ended) {
      // As Java does it: a stream may need one byte more than there is.
      inflate.push(new Uint8Array(1), false);
    }
    if (wanted && !(inflate.ended && good)) {
      throw new Unreadable("cannot be unpacked");
    }
  }

  async #piece(start, length) {
    return new Uint8Array(await this.#file.slice(start, start + length).arrayBuffer());
  }
}

const bytes = async (file, start, length) => {
  const found = start < 0 ? new ArrayBuffer(0) : await file.slice(start, start + length).arrayBuffer();
  if (found.byteLength !== length) {
    throw new Unreadable("ends too early");
  }
  return new DataView(found);
};

const long = (view, place) => {
  const value = view.getBigUint64(place, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new Malformed("larger than any file");
  }
  return Number(value);
};

/** The record at the end that says where the directory is. */
const findEnd = async (file) => {
  const from = Math.max(0, file.size - END_LENGTH - LONGEST_COMMENT);
  const tail = new DataView(await file.slice(from).arrayBuffer());
  for (let place = tail.byteLength - END_LENGTH; place >= 0; place--) {
    if (tail.getUint32(place, true) === END) {
      const end = {
        place: from + place,
        length: tail.getUint32(place + 12, true),
        offset: tail.getUint32(place + 16, true),
      };
      const comment = tail.getUint16(place + 20, true);
      if (end.place + END_LENGTH + comment === file.size || (await pointsToHeaders(file, end))) {
        await bytes(file, end.place + END_LENGTH, comment);
        return largeEnd(file, end);
      }
    }
  }
  throw new Malformed("no end");
};

const pointsToHeaders = async (file, end) => {
  const directory = end.place - end.length;
  return (
    (await hasMark(file, directory, CENTRAL)) && (await hasMark(file, directory - end.offset, LOCAL))
  );
};

const hasMark = async (file, place, mark) => {
  if (place < 0) {
    return false;
  }
  return (await bytes(file, place, 4)).getUint32(0, true) === mark;
};

/** The same for a file of more than four gigabytes. */
const largeEnd = async (file, end) => {
  try {
    const where = await bytes(file, end.place - END_64_PLACE_LENGTH, END_64_PLACE_LENGTH);
    if (where.getUint32(0, true) !== END_64_PLACE) {
      return end;
    }
    const place = long(where, 8);
    const found = await bytes(file, place, END_64_LENGTH);
    const large = { place, length: long(found, 40), offset: long(found, 48) };
    const fits = (one, other) => one === other || one === ELSEWHERE;
    return found.getUint32(0, true) === END_64 && fits(end.length, large.length) && fits(end.offset, large.offset)
      ? large
      : end;
  } catch (failed) {
    if (failed instanceof Malformed) {
      return end;
    }
    throw failed;
  }
};

const entries = (directory) => {
  const found = [];
  let place = 0;
  while (place + CENTRAL_LENGTH <= directory.byteLength) {
    const [entry, end] = entryAt(directory, place);
    found.push(entry);
    place = end;
  }
  if (place !== directory.byteLength) {
    throw new Malformed("a directory that goes on");
  }
  return found;
};

const entryAt = (directory, place) => {
  const flags = directory.getUint16(place + 8, true);
  const method = directory.getUint16(place + 10, true);
  const nameLength = directory.getUint16(place + 28, true);
  const extraLength = directory.getUint16(place + 30, true);
  const commentLength = directory.getUint16(place + 32, true);
  const length = CENTRAL_LENGTH + nameLength + extraLength + commentLength;
  if (
    directory.getUint32(place, true) !== CENTRAL ||
    (flags & ENCRYPTED) !== 0 ||
    (method !== STORED && method !== DEFLATED) ||
    length > LARGEST_HEADER ||
    place + length > directory.byteLength
  ) {
    throw new Malformed("no entry of a directory");
  }
  const at = (start, size) => new Uint8Array(directory.buffer, directory.byteOffset + place + start, size);
  const name = text(at(CENTRAL_LENGTH, nameLength));
  const sizes = large(directory, place, place + CENTRAL_LENGTH + nameLength, extraLength);
  return [{ name, method, ...sizes }, place + length];
};

/** Sizes and place, which lie in an extra field where they need more than 32 bits. */
const large = (directory, place, start, length) => {
  const stated = [24, 20, 42].map((offset) => directory.getUint32(place + offset, true));
  const disk = directory.getUint16(place + 34, true);
  if (length === 0 && (stated.includes(ELSEWHERE) || disk === 0xffff)) {
    throw new Malformed("a size that is nowhere");
  }
  for (let field = start; field + 4 <= start + length; ) {
    const size = directory.getUint16(field + 2, true);
    if (field + 4 + size > start + length) {
      throw new Malformed("an extra field that goes on");
    }
    if (directory.getUint16(field, true) === EXTRA_64) {
      return largeSizes(directory, field + 4, size, stated);
    }
    field += 4 + size;
  }
  return { size: stated[1], place: stated[2] };
};

const largeSizes = (directory, start, length, stated) => {
  let next = start;
  const found = stated.map((value) => {
    if (value !== ELSEWHERE) {
      return value;
    }
    if (next + 8 > start + length) {
      throw new Malformed("a size that is nowhere");
    }
    next += 8;
    return long(directory, next - 8);
  });
  return { size: found[1], place: found[2] };
};
