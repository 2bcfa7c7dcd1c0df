// An author as the ledger's register had them when their seal was written.
import { fromBase64, sha256Hex } from "./bytes.js";
import { isMember, list, members, object, objectOf, string, texts } from "./canonical-text.js";
import { keptKeyVerifies } from "./kept-key.js";
import { orNull } from "./malformed.js";
import { Moment } from "./moment.js";
import { PasskeyAssertion } from "./passkey-assertion.js";
import { problem } from "./problem.js";

export class AuthorEntry {
  #publicKey;
  #passkey;
  #licensedUntil;
  #suspensions;

  constructor(entry) {
    /** MSP id of the organisation that answers for them. */
    this.organisation = string(entry, "organisation");
    this.#publicKey = string(entry, "publicKey");
    this.#passkey = isMember(entry, "passkey") ? passkey(objectOf(entry, "passkey")) : null;
    this.#licensedUntil = moment(entry, "licensedUntil");
    this.#suspensions = list(entry, "suspensions", (each) => ({
      from: Moment.parseAny(string(object(each), "from")),
      until: moment(each, "until"),
    }));
  }

  /** Reads what the contract wrote; null when it is no such entry. */
  static read(text) {
    return orNull(() => new AuthorEntry(members(text)));
  }

  /** SHA-256 of the key's DER bytes; empty when it is no Base64. */
  async thumbprint() {
    const key = orNull(() => fromBase64(this.#publicKey));
    return key === null ? "" : sha256Hex(key);
  }

  /** Why what they signed then did not count; null when it did. */
  objection(signedAt) {
    if (this.#licensedUntil === null) {
      return problem("author-not-verified");
    }
    if (!signedAt.isBefore(this.#licensedUntil)) {
      return problem("licence-expired", this.#licensedUntil);
    }
    const suspension = this.#suspensions.find(
      ({ from, until }) => !signedAt.isBefore(from) && (until === null || signedAt.isBefore(until)),
    );
    return suspension === undefined ? null : problem("author-suspended", suspension.from);
  }

  /** Whether their key made the signature. */
  async signed(text) {
    if (this.#passkey === null) {
      return keptKeyVerifies(this.#publicKey, text);
    }
    const assertion = PasskeyAssertion.read(text.signature);
    return assertion !== null && assertion.signs(text.text, this.#passkey, this.#publicKey);
  }
}

const passkey = (scope) => ({ relyingParty: string(scope, "relyingParty"), origins: texts(scope, "origins") });

const moment = (entry, name) => (isMember(entry, name) ? Moment.parseAny(string(entry, name)) : null);
