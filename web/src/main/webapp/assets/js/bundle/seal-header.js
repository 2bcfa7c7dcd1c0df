// What an author signs for a record version, and the names in it.
import { parse, isMember, string, uuid } from "./canonical-text.js";
import { Malformed } from "./malformed.js";
import { Moment } from "./moment.js";

const COMMITMENT = /^[0-9a-f]{64}$/;
const MOST_VERSIONS = 2 ** 31 - 1;

/** One version of one record; its text is `<record uuid>.<version>`. */
export class SealId {
  constructor(record, version) {
    if (!Number.isInteger(version) || version < 1 || version > MOST_VERSIONS) {
      throw new Malformed("no version");
    }
    this.record = uuid(record);
    this.version = version;
  }

  static parse(text) {
    const dot = text.lastIndexOf(".");
    const id = new SealId(text.slice(0, Math.max(dot, 0)), Number(text.slice(dot + 1)));
    if (String(id) !== text) {
      throw new Malformed("no seal");
    }
    return id;
  }

  toString() {
    return `${this.record}.${this.version}`;
  }
}

const commitment = (hex) => {
  if (!COMMITMENT.test(hex)) {
    throw new Malformed("no commitment");
  }
  return hex;
};

const read = (members) => ({
  seal: new SealId(string(members, "record"), members.version),
  type: string(members, "type"),
  author: uuid(string(members, "author")),
  key: string(members, "key"),
  signedAt: Moment.parse(string(members, "signedAt")),
  commitment: commitment(string(members, "commitment")),
  previous: isMember(members, "previous") ? commitment(string(members, "previous")) : null,
});

const write = (header) => ({
  author: header.author,
  commitment: header.commitment,
  key: header.key,
  record: header.seal.record,
  signedAt: header.signedAt.milliseconds(),
  type: header.type,
  version: header.seal.version,
  ...(header.previous === null ? {} : { previous: header.previous }),
});

/** Reads the text; Malformed for any other than the one of its members. */
export const parseSealHeader = (text) => parse(text, read, write);
