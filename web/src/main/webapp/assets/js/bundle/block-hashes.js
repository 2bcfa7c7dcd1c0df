// A block's hashes as Fabric defines them: the data hash is SHA-256 over the concatenated transactions, the header's hash is
// SHA-256 over the DER sequence of number, previous hash and data hash.
import { concat, equal, hex, sha256 } from "./bytes.js";
import { INTEGER, OCTET_STRING, SEQUENCE } from "./der.js";

/** What is hashed, and what an orderer signs at the end of its signature's input. */
export const headerBytes = (header) =>
  der(
    SEQUENCE,
    concat(
      der(INTEGER, wholeNumber(BigInt.asUintN(64, header.number))),
      der(OCTET_STRING, header.previousHash),
      der(OCTET_STRING, header.dataHash),
    ),
  );

/** What the next block names as the one before it, hexadecimal. */
export const hashOfHeader = async (header) => hex(await sha256(headerBytes(header)));

/** Whether the block holds the transactions that its header states. */
export const dataFits = async (block) => equal(await sha256(...block.data.data), block.header.dataHash);

const der = (tag, content) => concat(Uint8Array.of(tag), lengthOf(content), content);

const lengthOf = (content) => {
  const digits = bigEndian(BigInt(content.length));
  return content.length < 0x80 ? digits : concat(Uint8Array.of(0x80 | digits.length), digits);
};

const wholeNumber = (value) => {
  const digits = bigEndian(value);
  return digits[0] < 0x80 ? digits : concat(Uint8Array.of(0), digits);
};

const bigEndian = (value) => {
  const digits = value.toString(16);
  return Uint8Array.from(digits.padStart(digits.length + (digits.length % 2), "0").match(/../g), (each) =>
    parseInt(each, 16),
  );
};
