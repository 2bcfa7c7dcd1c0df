// Blocks of Base64 between lines that say what they are, and plain DER.
import { fromBase64 } from "./bytes.js";
import { SEQUENCE } from "./der.js";
import { Malformed } from "./malformed.js";

const HYPHENS = "-----";

/** All blocks, in order; what stands before, between and after them is a comment. */
export const blocks = (bytes) => {
  if (bytes[0] === SEQUENCE) {
    return [bytes];
  }
  const text = Array.from(bytes, (each) => String.fromCharCode(each)).join("");
  const found = [];
  for (let place = 0; ; ) {
    const header = /(?:^|[\r\n])-----([^\r\n]*)(\r\n|\r|\n)/g;
    header.lastIndex = place;
    const begins = header.exec(text);
    if (begins === null) {
      return found;
    }
    const ends = text.indexOf("-", header.lastIndex);
    const footer = ends < 0 ? null : /^[^\r\n]*/.exec(text.slice(ends))[0];
    if (footer === null || !fits(HYPHENS + begins[1], footer)) {
      throw new Malformed("a block without end");
    }
    found.push(fromBase64(text.slice(header.lastIndex, ends).replace(/\s/g, "")));
    place = ends + footer.length;
  }
};

/** The first block. */
export const first = (bytes) => {
  const found = blocks(bytes);
  if (found.length === 0) {
    throw new Malformed("nothing in it");
  }
  return found[0];
};

const fits = (header, footer) =>
  header.startsWith("-----BEGIN ") && header.endsWith(HYPHENS) && header.length > 16 &&
  footer === header.replace("BEGIN", "END");
