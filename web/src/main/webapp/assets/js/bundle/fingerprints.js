// What somebody compares before trusting root certificates: SHA-256 of each.
import { hex, sha256 } from "./bytes.js";
import { orNull } from "./malformed.js";
import * as pem from "./pem.js";

/** Of each certificate of the file, in pairs of digits; null when it has none that can be read. */
export const fingerprints = async (content) => {
  const found = orNull(() => pem.blocks(content)) ?? [];
  return found.length === 0 ? null : Promise.all(found.map(async (each) => pairs(hex(await sha256(each)))));
};

const pairs = (digits) => digits.toUpperCase().match(/../g).join(":");
