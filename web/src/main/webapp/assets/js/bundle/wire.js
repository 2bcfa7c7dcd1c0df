// Protocol Buffers, read as protobuf-java reads them: what it refuses, this refuses. A message that a block holds may come from
// somebody who made it so that two readers see different things in it.
import { EMPTY, concat, text, utf8 } from "./bytes.js";
import { Malformed } from "./malformed.js";
import { MESSAGES } from "./messages.js";

const VARINT = 0;
const FIXED_64 = 1;
const DELIMITED = 2;
const GROUP = 3;
const END_OF_GROUP = 4;
const FIXED_32 = 5;

const DEEPEST = 100;
const LONGEST_VARINT = 10;

const SCALARS = {
  uint64: { none: 0n, read: (input) => input.signed64() },
  int64: { none: 0n, read: (input) => input.signed64() },
  uint32: { none: 0, read: (input) => input.signed32() },
  int32: { none: 0, read: (input) => input.signed32() },
  enum: { none: 0, read: (input) => input.signed32() },
  bool: { none: false, read: (input) => input.signed64() !== 0n },
  bytes: { none: EMPTY, read: (input) => input.delimited() },
  string: { none: "", read: (input) => text(input.delimited()) },
};

class Input {
  #bytes;
  #place = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get ended() {
    return this.#place === this.#bytes.length;
  }

  #byte() {
    if (this.ended) {
      throw new Malformed("ends within a value");
    }
    return this.#bytes[this.#place++];
  }

  signed64() {
    let value = 0n;
    for (let i = 0; i < LONGEST_VARINT; i++) {
      const byte = this.#byte();
      value |= BigInt(byte & 0x7f) << BigInt(7 * i);
      if (byte < 0x80) {
        return BigInt.asIntN(64, value);
      }
    }
    throw new Malformed("a number without end");
  }

  signed32() {
    let value = 0;
    for (let i = 0; i < LONGEST_VARINT; i++) {
      const byte = this.#byte();
      value |= i < 5 ? (byte & 0x7f) << (7 * i) : 0;
      if (byte < 0x80) {
        return value;
      }
    }
    throw new Malformed("a number without end");
  }

  delimited() {
    return this.take(this.signed32());
  }

  take(length) {
    if (length < 0 || length > this.#bytes.length - this.#place) {
      throw new Malformed("a length that is beyond the end");
    }
    this.#place += length;
    return this.#bytes.subarray(this.#place - length, this.#place);
  }

  tag() {
    const tag = this.signed32();
    if (tag >>> 3 === 0) {
      throw new Malformed("a field without number");
    }
    return tag;
  }
}

/** Steps over a field that nobody knows; answers whether it was one, and not the end of a group. */
const skip = (input, tag, depth) => {
  switch (tag & 7) {
    case VARINT:
      input.signed64();
      return true;
    case FIXED_64:
      input.take(8);
      return true;
    case DELIMITED:
      input.delimited();
      return true;
    case GROUP:
      skipGroup(input, tag >>> 3, depth + 1);
      return true;
    case FIXED_32:
      input.take(4);
      return true;
    case END_OF_GROUP:
      return false;
    default:
      throw new Malformed("a field of no kind");
  }
};

const skipGroup = (input, number, depth) => {
  requireNotTooDeep(depth);
  for (;;) {
    if (input.ended) {
      throw new Malformed("a group without end");
    }
    const tag = input.tag();
    if (!skip(input, tag, depth)) {
      if (tag >>> 3 !== number) {
        throw new Malformed("a group with another's end");
      }
      return;
    }
  }
};

const requireNotTooDeep = (depth) => {
  if (depth > DEEPEST) {
    throw new Malformed("too deep");
  }
};

/** Each kind of message with what an empty one says; fields that one has itself are its own. */
const KINDS = new Map();

const kind = (name) => {
  if (!KINDS.has(name)) {
    const fields = new Map();
    const none = {};
    KINDS.set(name, { fields, none });
    for (const [number, [field, type, more]] of Object.entries(MESSAGES[name])) {
      fields.set(Number(number), { field, type, more: more ?? "", oneof: (more ?? "").startsWith("oneof ") });
      none[field] = nothing(type, more);
    }
  }
  return KINDS.get(name);
};

const nothing = (type, more) => {
  if (more === "repeated") {
    return Object.freeze([]);
  }
  if (more === "map") {
    return new Map();
  }
  return SCALARS[type] === undefined ? Object.create(kind(type).none) : SCALARS[type].none;
};

/** Whether the message has the field, for those that are messages themselves or one of several. */
export const has = (message, field) => Object.hasOwn(message, field);

/** An empty message of that kind. */
export const empty = (name) => Object.create(kind(name).none);

/**
 * Reads a message.
 *
 * @param name its full name, for example `common.Block`
 * @throws Malformed for bytes that are none
 */
export const decode = (name, bytes) => merge(name, empty(name), bytes, 0);

const merge = (name, message, bytes, depth) => {
  requireNotTooDeep(depth);
  const { fields } = kind(name);
  const input = new Input(bytes);
  while (!input.ended) {
    const tag = input.tag();
    const field = fields.get(tag >>> 3);
    if (field !== undefined && (tag & 7) === wireType(field)) {
      set(message, field, fields, input, depth);
    } else if (!skip(input, tag, depth)) {
      throw new Malformed("the end of a group that did not begin");
    }
  }
  return message;
};

const wireType = ({ type, more }) =>
  more === "map" || SCALARS[type] === undefined || type === "bytes" || type === "string" ? DELIMITED : VARINT;

const set = (message, { field, type, more, oneof }, fields, input, depth) => {
  if (more === "map") {
    const [key, value] = entry(type, input.delimited(), depth + 1);
    own(message, field, () => new Map()).set(key, value);
  } else if (more === "repeated") {
    own(message, field, () => []).push(one(type, empty, input, depth));
  } else {
    const before = has(message, field) ? message[field] : undefined;
    if (oneof) {
      for (const other of fields.values()) {
        if (other.more === more) {
          delete message[other.field];
        }
      }
    }
    message[field] = one(type, (kindName) => before ?? empty(kindName), input, depth);
  }
};

const own = (message, field, make) => {
  if (!has(message, field)) {
    message[field] = make();
  }
  return message[field];
};

const one = (type, target, input, depth) =>
  SCALARS[type] === undefined ? merge(type, target(type), input.delimited(), depth + 1) : SCALARS[type].read(input);

/** A key, which is a text, and a message. */
const entry = (type, bytes, depth) => {
  requireNotTooDeep(depth);
  const input = new Input(bytes);
  let key = "";
  const value = empty(type);
  while (!input.ended) {
    const tag = input.tag();
    if (tag === ((1 << 3) | DELIMITED)) {
      key = SCALARS.string.read(input);
    } else if (tag === ((2 << 3) | DELIMITED)) {
      merge(type, value, input.delimited(), depth + 1);
    } else if (!skip(input, tag, depth)) {
      throw new Malformed("the end of a group that did not begin");
    }
  }
  return [key, value];
};

// --- writing

const varint = (value) => {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(rest & 0x7fn);
    rest >>= 7n;
    bytes.push(rest === 0n ? low : low | 0x80);
  } while (rest !== 0n);
  return Uint8Array.from(bytes);
};

/** A field that is a whole number; 0 is left out. */
export const number = (field, value) => (value === 0n ? EMPTY : concat(varint(field << 3), varint(value)));

/** A field that is bytes; none are left out unless asked for. */
export const bytes = (field, value, always = false) =>
  value.length === 0 && !always ? EMPTY : concat(varint((field << 3) | DELIMITED), varint(value.length), value);

/** A field that is a text. */
export const string = (field, value) => bytes(field, utf8(value));
