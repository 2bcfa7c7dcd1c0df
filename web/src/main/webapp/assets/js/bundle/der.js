// ASN.1 in its distinguished encoding, as far as certificates and signatures have it.
import { equal, hex } from "./bytes.js";
import { Malformed } from "./malformed.js";

export const INTEGER = 0x02;
export const BIT_STRING = 0x03;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;
export const BOOLEAN = 0x01;
export const SEQUENCE = 0x30;
export const SET = 0x31;

/** One value: its tag, its content, and all its bytes. */
export class Der {
  constructor(tag, content, whole) {
    this.tag = tag;
    this.content = content;
    this.whole = whole;
  }

  /** The value that all these bytes are. */
  static of(bytes) {
    const [value, end] = Der.#at(bytes, 0);
    if (end !== bytes.length) {
      throw new Malformed("bytes after the end");
    }
    return value;
  }

  static #at(bytes, start) {
    const tag = bytes[start];
    let length = bytes[start + 1];
    if (length === undefined || (tag & 0x1f) === 0x1f) {
      throw new Malformed("no ASN.1 value");
    }
    let place = start + 2;
    if (length >= 0x80) {
      const digits = length & 0x7f;
      if (digits === 0 || digits > 4 || bytes[place] === 0) {
        throw new Malformed("a length that DER does not have");
      }
      length = 0;
      for (let i = 0; i < digits; i++) {
        length = length * 256 + (bytes[place++] ?? NaN);
      }
      if (!(length >= 0x80)) {
        throw new Malformed("a length that DER does not have");
      }
    }
    if (place + length > bytes.length) {
      throw new Malformed("a value that goes on beyond the end");
    }
    return [new Der(tag, bytes.subarray(place, place + length), bytes.subarray(start, place + length)), place + length];
  }

  is(tag) {
    return this.tag === tag;
  }

  /** The value, which must have that tag. */
  must(tag) {
    if (this.tag !== tag) {
      throw new Malformed(`an ASN.1 value of another kind: ${this.tag}`);
    }
    return this;
  }

  /** The values within. */
  parts() {
    const parts = [];
    for (let place = 0; place < this.content.length; ) {
      const [part, end] = Der.#at(this.content, place);
      parts.push(part);
      place = end;
    }
    return parts;
  }

  /** The values within a sequence. */
  sequence() {
    return this.must(SEQUENCE).parts();
  }

  /** The bytes of a string of bits that fill them. */
  bits() {
    this.must(BIT_STRING);
    if (this.content[0] !== 0) {
      throw new Malformed("bits that fill no bytes");
    }
    return this.content.subarray(1);
  }

  /** In dotted decimals. */
  identifier() {
    this.must(OBJECT_IDENTIFIER);
    const numbers = [];
    let number = 0;
    for (const each of this.content) {
      number = number * 128 + (each & 0x7f);
      if (each < 0x80) {
        numbers.push(number);
        number = 0;
      }
    }
    if (numbers.length === 0 || this.content.at(-1) >= 0x80) {
      throw new Malformed("no object identifier");
    }
    const first = Math.min(Math.floor(numbers[0] / 40), 2);
    return [first, numbers[0] - first * 40, ...numbers.slice(1)].join(".");
  }

  /** The digits of a whole number, as the shortest text that tells it from others. */
  integer() {
    this.must(INTEGER);
    const { content } = this;
    if (content.length === 0 || (content.length > 1 && content[0] === 0 && content[1] < 0x80)) {
      throw new Malformed("no whole number");
    }
    return hex(content);
  }

  equals(other) {
    return equal(this.whole, other.whole);
  }
}
