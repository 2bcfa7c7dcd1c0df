// Bytes and their texts.
import { Malformed } from "./malformed.js";

const UTF8 = new TextEncoder();

export const EMPTY = new Uint8Array(0);

export const utf8 = (text) => UTF8.encode(text);

/** The text of valid UTF-8, a byte order mark included. */
export const text = (bytes) => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (invalid) {
    throw new Malformed("not UTF-8", { cause: invalid });
  }
};

export const hex = (bytes) => Array.from(bytes, (each) => each.toString(16).padStart(2, "0")).join("");

export const concat = (...parts) => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
};

export const equal = (one, other) => one.length === other.length && one.every((each, place) => each === other[place]);

/** SHA-256 over the concatenation of the parts. */
export const sha256 = async (...parts) =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", parts.length === 1 ? parts[0] : concat(...parts)));

export const sha256Hex = async (...parts) => hex(await sha256(...parts));

/** Base64 with or without padding, but nothing else in it. */
export const fromBase64 = (digits) => {
  if (/[^A-Za-z0-9+/=]/.test(digits)) {
    throw new Malformed("not Base64");
  }
  try {
    return Uint8Array.from(atob(digits), (each) => each.charCodeAt(0));
  } catch (invalid) {
    throw new Malformed("not Base64", { cause: invalid });
  }
};

export const toBase64 = (bytes) => btoa(Array.from(bytes, (each) => String.fromCharCode(each)).join(""));

export const toBase64Url = (bytes) => toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/** Base64url without padding; only the one text of its bytes. */
export const fromBase64Url = (digits) => {
  const bytes = fromBase64(digits.replaceAll("-", "+").replaceAll("_", "/"));
  if (toBase64Url(bytes) !== digits) {
    throw new Malformed("not the one Base64url of its bytes");
  }
  return bytes;
};
