// What of a block is vouched for by somebody: header, transactions, and the orderers' signatures. Such a block has one text of
// bytes.
import { concat, equal } from "./bytes.js";
import { orNull } from "./malformed.js";
import { bytes, decode, number } from "./wire.js";

const SIGNATURES = 0;

/** The block without what nobody signs. */
const signedBytes = (block) => {
  const { header, data, metadata } = block;
  const headerBytes = concat(number(1, header.number), bytes(2, header.previousHash), bytes(3, header.dataHash));
  return concat(
    bytes(1, headerBytes, true),
    bytes(2, concat(...data.data.map((each) => bytes(1, each, true))), true),
    bytes(3, bytes(1, signatures(metadata.metadata), true), true),
  );
};

const signatures = (metadata) => {
  if (metadata.length <= SIGNATURES) {
    return concat();
  }
  const found = decode("common.Metadata", metadata[SIGNATURES]);
  return concat(
    bytes(1, found.value),
    ...found.signatures.map((each) =>
      bytes(
        2,
        concat(bytes(1, each.signatureHeader), bytes(2, each.signature), bytes(3, each.identifierHeader)),
        true,
      ),
    ),
  );
};

/** The block; null for bytes that are not the one text of one. */
export const readSignedBlock = (content) =>
  orNull(() => {
    const block = decode("common.Block", content);
    return equal(signedBytes(block), content) ? block : null;
  });
