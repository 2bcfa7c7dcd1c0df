// A signature by a passkey, by W3C Web Authentication, "Verifying an Authentication Assertion", Level 2 and 3, section 7.2:
// `webauthn.`, then authenticator data, client data and signature, Base64url without padding, parted by dots. The challenge is the
// SHA-256 of the signed text.
import { equal, fromBase64, fromBase64Url, sha256, text, toBase64Url, utf8 } from "./bytes.js";
import { isMember, members } from "./canonical-text.js";
import { Malformed, orNull } from "./malformed.js";
import { PublicKey } from "./public-key.js";

const PARTS = /^webauthn\.([A-Za-z0-9_-]{2,1400})\.([A-Za-z0-9_-]{2,2800})\.([A-Za-z0-9_-]{2,200})$/;
const HASH_LENGTH = 32;
const FIXED_LENGTH = HASH_LENGTH + 1 + 4;

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const BACKUP_ELIGIBLE = 0x08;
const BACKED_UP = 0x10;
const ATTESTED_CREDENTIAL = 0x40;
const EXTENSIONS = 0x80;
const RESERVED = 0x02 | 0x20;
const FIRST_OF_A_MAP = 0xa0;
const LAST_OF_A_MAP = 0xbb;

export class PasskeyAssertion {
  #authenticatorData;
  #clientData;
  #signature;

  constructor(parts) {
    [this.#authenticatorData, this.#clientData, this.#signature] = parts.map(fromBase64Url);
  }

  /** Null when the text has another form, for instance that of a bare signature. */
  static read(signature) {
    const parts = PARTS.exec(signature);
    return parts === null ? null : orNull(() => new PasskeyAssertion(parts.slice(1)));
  }

  /** Whether the passkey's owner, present and verified by their device, said yes to exactly this text. */
  async signs(signed, passkey, publicKey) {
    return (
      (await this.#clientAgrees(signed, passkey)) &&
      (await this.#authenticatorAgrees(passkey)) &&
      this.#verifies(publicKey)
    );
  }

  async #clientAgrees(signed, passkey) {
    const client = this.#clientMembers();
    return (
      client !== null &&
      texted(client, "type") === "webauthn.get" &&
      texted(client, "challenge") === toBase64Url(await sha256(utf8(signed))) &&
      passkey.origins.includes(texted(client, "origin")) &&
      (!isMember(client, "crossOrigin") || client.crossOrigin === false) &&
      !isMember(client, "topOrigin")
    );
  }

  /** Where one parser might take a first and another a last member of two, this one refuses. */
  #clientMembers() {
    return orNull(() => {
      const json = text(this.#clientData);
      if (!json.startsWith("{") || hasTwins(json)) {
        throw new Malformed("no client data");
      }
      return members(json);
    });
  }

  async #authenticatorAgrees(passkey) {
    const data = this.#authenticatorData;
    if (data.length < FIXED_LENGTH) {
      return false;
    }
    const flags = data[HASH_LENGTH];
    const isSet = (mask) => (flags & mask) !== 0;
    return (
      equal(await sha256(utf8(passkey.relyingParty)), data.subarray(0, HASH_LENGTH)) &&
      isSet(USER_PRESENT) &&
      isSet(USER_VERIFIED) &&
      (!isSet(BACKED_UP) || isSet(BACKUP_ELIGIBLE)) &&
      !isSet(ATTESTED_CREDENTIAL) &&
      !isSet(RESERVED) &&
      this.#endsAsItSays(isSet(EXTENSIONS))
    );
  }

  /** Nothing follows, or a map of extensions' outputs. */
  #endsAsItSays(extensions) {
    const data = this.#authenticatorData;
    const next = data.length === FIXED_LENGTH ? 0 : data[FIXED_LENGTH];
    return extensions ? next >= FIRST_OF_A_MAP && next <= LAST_OF_A_MAP : data.length === FIXED_LENGTH;
  }

  async #verifies(publicKey) {
    const key = orNull(() => PublicKey.of(fromBase64(publicKey)));
    return (
      key !== null && key.signed(this.#signature, "SHA-256", this.#authenticatorData, await sha256(this.#clientData))
    );
  }
}

const texted = (object, name) => (isMember(object, name) && typeof object[name] === "string" ? object[name] : "");

/** Whether an object in the JSON text has two members of one name. */
const hasTwins = (json) => {
  const open = [];
  const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;
  for (let found = token.exec(json); found !== null; found = token.exec(json)) {
    const [all, colon] = found;
    if (all === "{" || all === "[") {
      open.push(new Set());
    } else if (all === "}" || all === "]") {
      open.pop();
    } else if (colon !== undefined) {
      const name = members(`{"name":${all.slice(0, all.length - colon.length)}}`).name;
      if (open.at(-1)?.has(name)) {
        return true;
      }
      open.at(-1)?.add(name);
    }
  }
  return false;
};
