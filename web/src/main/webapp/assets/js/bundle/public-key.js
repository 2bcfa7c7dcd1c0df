// Keys as certificates and the ledger's register hold them, and signatures by them.
import { concat, EMPTY } from "./bytes.js";
import { Der, INTEGER } from "./der.js";
import { Malformed, orNull } from "./malformed.js";

const ELLIPTIC = "1.2.840.10045.2.1";
const RSA = "1.2.840.113549.1.1.1";
const CURVES = {
  "1.2.840.10045.3.1.7": { namedCurve: "P-256", length: 32 },
  "1.3.132.0.34": { namedCurve: "P-384", length: 48 },
  "1.3.132.0.35": { namedCurve: "P-521", length: 66 },
};
const UNCOMPRESSED = 0x04;

/** A public key: ECDSA on one of NIST's three curves, RSA, or one of another kind, which verifies nothing. */
export class PublicKey {
  #bytes;
  #keys = new Map();

  constructor(kind, curve, bytes) {
    this.kind = kind;
    this.curve = curve;
    this.#bytes = bytes;
  }

  /** Reads a SubjectPublicKeyInfo in DER. */
  static of(bytes) {
    const info = Der.of(bytes).sequence();
    if (info.length !== 2) {
      throw new Malformed("no public key");
    }
    const algorithm = info[0].sequence();
    const name = algorithm[0]?.identifier();
    const point = info[1].bits();
    if (name === RSA) {
      return new PublicKey("RSA", null, bytes);
    }
    const curve = name === ELLIPTIC && algorithm.length === 2 ? orNull(() => CURVES[algorithm[1].identifier()]) : null;
    const onCurve = curve && point[0] === UNCOMPRESSED && point.length === 2 * curve.length + 1;
    return new PublicKey(onCurve ? "EC" : "other", onCurve ? curve : null, bytes);
  }

  /** Whether this key made the signature over the concatenation of the parts, by ECDSA; the signature is a DER sequence. */
  async signed(signature, hash, ...parts) {
    const numbers = this.kind === "EC" ? orNull(() => fixedLength(signature, this.curve.length)) : null;
    return numbers !== null && this.#verify({ name: "ECDSA", namedCurve: this.curve.namedCurve }, hash, numbers, parts);
  }

  /** The same by RSA with the padding of PKCS #1 v1.5. */
  async signedByRsa(signature, hash, ...parts) {
    return this.kind === "RSA" && this.#verify({ name: "RSASSA-PKCS1-v1_5", hash }, hash, signature, parts);
  }

  async #verify(algorithm, hash, signature, parts) {
    const key = await this.#key(algorithm);
    return key !== null && crypto.subtle.verify({ name: algorithm.name, hash }, key, signature, concat(...parts));
  }

  /** Null when it is none: the point, for instance, is not on the curve. */
  #key(algorithm) {
    const name = JSON.stringify(algorithm);
    if (!this.#keys.has(name)) {
      const key = crypto.subtle.importKey("spki", this.#bytes, algorithm, false, ["verify"]);
      this.#keys.set(
        name,
        key.catch((failed) => {
          if (failed.name === "DataError") {
            return null;
          }
          throw failed;
        }),
      );
    }
    return this.#keys.get(name);
  }
}

/** Two whole numbers of a DER sequence, as many bytes each, as the Web Cryptography API wants them. */
const fixedLength = (signature, length) => {
  const numbers = Der.of(signature).sequence();
  if (numbers.length !== 2) {
    throw new Malformed("no signature");
  }
  return concat(...numbers.flatMap((each) => padded(each, length)));
};

const padded = (number, length) => {
  number.must(INTEGER).integer();
  let digits = number.content;
  while (digits.length > 0 && digits[0] === 0) {
    digits = digits.subarray(1);
  }
  if (digits.length > length) {
    throw new Malformed("a number that no signature has");
  }
  return [digits.length < length ? new Uint8Array(length - digits.length) : EMPTY, digits];
};
