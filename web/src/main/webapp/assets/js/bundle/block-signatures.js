// The signatures that a block carries. Each is over what the orderers state beside it, the signature's own header, and the block's
// header.
import { headerBytes } from "./block-hashes.js";
import { orNull } from "./malformed.js";
import { decode, empty, has } from "./wire.js";

const SIGNATURES = 0;

export class BlockSignatures {
  #block;
  #metadata;

  /** Reads them; a block whose signatures cannot be read has none. */
  constructor(block) {
    this.#block = block;
    const { metadata } = block.metadata;
    this.#metadata =
      (metadata.length > SIGNATURES ? orNull(() => decode("common.Metadata", metadata[SIGNATURES])) : null) ??
      empty("common.Metadata");
  }

  /** The configuration block that the orderers say was in force; for a configuration block, itself. Null when they do not. */
  statedConfiguration() {
    const stated = orNull(() => decode("common.OrdererBlockMetadata", this.#metadata.value));
    return stated !== null && has(stated, "lastConfig") ? stated.lastConfig.index : null;
  }

  /** Whose they are by that configuration, in order; null for one that is nobody's or does not verify. */
  signers(configuration) {
    const header = headerBytes(this.#block.header);
    return Promise.all(this.#metadata.signatures.map((each) => this.#signer(each, header, configuration)));
  }

  async #signer(signature, header, configuration) {
    const numbered = signature.signatureHeader.length === 0 && signature.identifierHeader.length > 0;
    const own = numbered ? signature.identifierHeader : signature.signatureHeader;
    const said = orNull(() => decode(numbered ? "common.IdentifierHeader" : "common.SignatureHeader", own));
    if (said === null) {
      return null;
    }
    const member = await (numbered ? configuration.consenter(said.identifier) : configuration.member(said.creator));
    const genuine = member !== null && (await member.signed(signature.signature, this.#metadata.value, own, header));
    return genuine ? member : null;
  }
}
