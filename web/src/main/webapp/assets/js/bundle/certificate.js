// X.509 certificates and revocation lists, as far as membership rests on them.
import { CannotCheck } from "./cannot-check.js";
import { equal, hex, text } from "./bytes.js";
import { BOOLEAN, Der, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from "./der.js";
import { Malformed, orNull } from "./malformed.js";
import * as pem from "./pem.js";
import { PublicKey } from "./public-key.js";

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;
const BASIC_CONSTRAINTS = "2.5.29.19";
const CERTIFICATE_ISSUER = "2.5.29.29";
const UNIT = "2.5.4.11";
const UTF8_STRING = 0x0c;
const PRINTABLE_STRING = 0x13;
const BMP_STRING = 0x1e;
const STRINGS = [UTF8_STRING, 0x12, PRINTABLE_STRING, 0x14, 0x15, 0x16, 0x1a, 0x1b, BMP_STRING];

/** How certificates are signed, by the object identifier of the algorithm. */
const ALGORITHMS = {
  "1.2.840.10045.4.1": { signed: "signed", hash: "SHA-1" },
  "1.2.840.10045.4.3.2": { signed: "signed", hash: "SHA-256" },
  "1.2.840.10045.4.3.3": { signed: "signed", hash: "SHA-384" },
  "1.2.840.10045.4.3.4": { signed: "signed", hash: "SHA-512" },
  "1.2.840.113549.1.1.5": { signed: "signedByRsa", hash: "SHA-1" },
  "1.2.840.113549.1.1.11": { signed: "signedByRsa", hash: "SHA-256" },
  "1.2.840.113549.1.1.12": { signed: "signedByRsa", hash: "SHA-384" },
  "1.2.840.113549.1.1.13": { signed: "signedByRsa", hash: "SHA-512" },
};

/** Algorithms that the other verifier knows and browsers do not: RSA-PSS, Edwards curves, DSA, MD5, SHA-224 and SHA-3. */
const BEYOND_BROWSERS = [
  /^1\.2\.840\.113549\.1\.1\.([234]|10|14)$/,
  /^1\.3\.101\.11[23]$/,
  /^1\.2\.840\.10040\.4\.3$/,
  /^1\.2\.840\.10045\.4\.3\.1$/,
  /^2\.16\.840\.1\.101\.3\.4\.3\.\d+$/,
];

/** A certificate. */
export class Certificate {
  constructor(der) {
    const [content, algorithm, signature, more] = Der.of(der).sequence();
    if (signature === undefined || more !== undefined) {
      throw new Malformed("no certificate");
    }
    const members = content.sequence();
    if (members[0]?.is(VERSION)) {
      members.shift();
    }
    const [serial, , issuer, , subject, key, ...rest] = members;
    if (key === undefined) {
      throw new Malformed("no certificate");
    }
    this.der = der;
    this.text = hex(der);
    this.serial = serial.integer();
    this.issuer = new Name(issuer);
    this.subject = new Name(subject);
    this.publicKey = PublicKey.of(key.whole);
    this.signedBytes = content.whole;
    this.algorithm = algorithm.sequence()[0]?.identifier();
    this.signature = signature.bits();
    this.isAuthority = isAuthority(rest.find((each) => each.is(EXTENSIONS)));
  }

  /** The first one of a file. */
  static read(bytes) {
    return new Certificate(pem.first(bytes));
  }

  equals(other) {
    return this.text === other.text;
  }

  /** Whether this one's key vouches for the other. */
  async issued(other) {
    if (!this.subject.equals(other.issuer)) {
      return false;
    }
    const way = ALGORITHMS[other.algorithm];
    if (way === undefined) {
      if (BEYOND_BROWSERS.some((each) => each.test(other.algorithm))) {
        throw new CannotCheck(`a certificate's signature, made in a way that browsers do not know (${other.algorithm})`);
      }
      return false;
    }
    return this.publicKey[way.signed](other.signature, way.hash, other.signedBytes);
  }

  /** The organisational units of its subject. */
  units() {
    return this.subject.units();
  }
}

const isAuthority = (extensions) => {
  const [list] = extensions === undefined ? [] : extensions.parts();
  for (const extension of list === undefined ? [] : list.sequence()) {
    const parts = extension.sequence();
    if (parts[0]?.identifier() === BASIC_CONSTRAINTS) {
      const [authority] = Der.of(parts.at(-1).must(OCTET_STRING).content).sequence();
      return authority !== undefined && authority.is(BOOLEAN) && authority.content[0] !== 0;
    }
  }
  return false;
};

/** A distinguished name. */
class Name {
  #parts;

  constructor(der) {
    this.bytes = der.must(SEQUENCE).whole;
    this.#parts = der.parts().map((part) => part.parts().map((pair) => pair.sequence()));
    if (this.#parts.flat().some(([type, value]) => value === undefined || !type.is(OBJECT_IDENTIFIER))) {
      throw new Malformed("no name");
    }
  }

  /** Upper and lower case, and how many spaces stand between words, make no difference. */
  equals(other) {
    return equal(this.bytes, other.bytes) || this.#plain() === other.#plain();
  }

  #plain() {
    return JSON.stringify(this.#parts.map((part) => part.map(([type, value]) => [type.identifier(), plain(value)]).sort()));
  }

  units() {
    return this.#parts
      .filter((part) => part.some(([type]) => type.identifier() === UNIT))
      .map((part) => escaped(part[0][1]));
  }
}

const plain = (value) =>
  value.is(UTF8_STRING) || value.is(PRINTABLE_STRING)
    ? (orNull(() => text(value.content)) ?? hex(value.whole)).normalize("NFKD").toLowerCase().trim().replace(/\s+/g, " ")
    : `#${hex(value.whole)}`;

/** The value as RFC 2253 writes it. */
const escaped = (value) => {
  const words = STRINGS.includes(value.tag) ? letters(value) : `#${hex(value.whole)}`;
  const marked = words.replace(/[,"\\+=<>;]/g, "\\$&").replace(/^ +| +$/g, (spaces) => "\\ ".repeat(spaces.length));
  return STRINGS.includes(value.tag) && words.startsWith("#") ? `\\${marked}` : marked;
};

const letters = (value) => {
  if (value.is(UTF8_STRING)) {
    return orNull(() => text(value.content)) ?? "";
  }
  const single = Array.from(value.content, (each) => String.fromCharCode(each)).join("");
  return value.is(BMP_STRING) ? single.replace(/[\s\S]{2}/g, wide) : single;
};

const wide = (pair) => String.fromCharCode(pair.charCodeAt(0) * 256 + pair.charCodeAt(1));

/** A list of certificates that count no more. */
export class RevocationList {
  #serials;

  constructor(der) {
    const [content, , signature] = Der.of(der).sequence();
    if (signature === undefined) {
      throw new Malformed("no revocation list");
    }
    const [, issuer, revoked] = content.sequence().filter((each) => each.is(SEQUENCE));
    if (issuer === undefined) {
      throw new Malformed("no revocation list");
    }
    this.issuer = new Name(issuer);
    this.#serials = new Set((revoked === undefined ? [] : revoked.parts()).map(serial));
  }

  /** The first one of a file. */
  static read(bytes) {
    return new RevocationList(pem.first(bytes));
  }

  isRevoked(certificate) {
    return this.issuer.equals(certificate.issuer) && this.#serials.has(certificate.serial);
  }
}

const serial = (entry) => {
  const [number, , extensions] = entry.sequence();
  for (const extension of extensions === undefined ? [] : extensions.sequence()) {
    if (extension.sequence()[0].identifier() === CERTIFICATE_ISSUER) {
      throw new CannotCheck("a revocation list that is of other authorities' certificates, too");
    }
  }
  return number.integer();
};
