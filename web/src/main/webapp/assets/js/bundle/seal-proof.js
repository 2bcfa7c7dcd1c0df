// Checks one record of a bundle: its content, its seal, and how the ledger came to hold that.
import { transactionAt, transactionNamed } from "./anchored-transaction.js";
import { AuthorEntry } from "./author-entry.js";
import { equal, fromBase64, sha256Hex, text, toBase64, utf8 } from "./bytes.js";
import { canonical } from "./canonical-text.js";
import { orNull } from "./malformed.js";
import { problem } from "./problem.js";
import { RecordContent } from "./record-content.js";
import { parseSealHeader, SealId } from "./seal-header.js";

/** As the contract has it: how far a signer's clock may be ahead of the transaction's, in seconds. */
const CLOCK_TOLERANCE = 300;

const SALT_LENGTH = 32;

/** What its author signed; null when that cannot be read. */
export const headerOf = (sealed) => orNull(() => parseSealHeader(sealed.header.text));

export class SealProof {
  #manifest;
  #content;
  #blocks;
  #commitments;
  #sealed;
  #problems = [];
  #anchoredAt = null;

  constructor(manifest, content, blocks, commitments, sealed) {
    this.#manifest = manifest;
    this.#content = content;
    this.#blocks = blocks;
    this.#commitments = commitments;
    this.#sealed = sealed;
  }

  /**
   * Checks it.
   *
   * @param commitments of all versions in the bundle, as their headers state them
   */
  static async check(manifest, content, blocks, commitments, sealed) {
    const proof = new SealProof(manifest, content, blocks, commitments, sealed);
    const header = headerOf(sealed);
    await proof.#checkContent(header);
    if (header === null) {
      proof.#refuse("header-malformed");
    } else {
      await proof.#checkHeader(header);
    }
    return { sealed, header, anchoredAt: proof.#anchoredAt, problems: proof.#problems };
  }

  async #checkContent(header) {
    const content = await this.#content.read(this.#sealed.path);
    if (content === null) {
      this.#refuse("content-missing", this.#sealed.path);
      return;
    }
    if ((await sha256Hex(content)) !== this.#sealed.sha256) {
      this.#refuse("content-altered", this.#sealed.path);
    } else if (header !== null && (await this.#commitment(content)) !== header.commitment) {
      this.#refuse("salt-wrong");
    }
    const says = RecordContent.read(content);
    if (says === null) {
      this.#refuse("content-unreadable", this.#sealed.path);
      return;
    }
    if (!says.isOnlyOf(this.#manifest.patient)) {
      this.#refuse("other-patient", [...says.patients].join(", "));
    }
    await this.#checkFiles(says.files);
  }

  async #commitment(content) {
    const salt = orNull(() => fromBase64(this.#sealed.salt));
    const wellFormed = salt !== null && salt.length === SALT_LENGTH && toBase64(salt) === this.#sealed.salt;
    return wellFormed ? sha256Hex(salt, content) : null;
  }

  async #checkFiles(stated) {
    for (const file of this.#sealed.files) {
      const found = await this.#content.sha256(file.path);
      if (found === null) {
        this.#refuse("file-missing", file.path);
      } else if (found !== file.sha256) {
        this.#refuse("file-altered", file.path);
      }
      if (!stated.has(file.sha256)) {
        this.#refuse("file-not-stated", file.path);
      }
    }
    const listed = new Set(this.#sealed.files.map((each) => each.sha256));
    [...stated].filter((each) => !listed.has(each)).forEach((each) => this.#refuse("file-missing", each));
  }

  async #checkHeader(header) {
    if (String(header.seal) !== String(this.#sealed.seal)) {
      this.#refuse(this.#ofAnother(header.seal), header.seal);
      return;
    }
    this.#checkPrevious(header);
    if (this.#sealed.anchored === null) {
      this.#refuse("not-anchored");
      return;
    }
    await this.#checkAnchoring(header, this.#sealed.anchored);
  }

  #ofAnother(proved) {
    if (proved.record !== this.#sealed.seal.record) {
      return "proof-of-another-record";
    }
    return proved.version < this.#sealed.seal.version ? "proof-of-older-version" : "proof-of-newer-version";
  }

  #checkPrevious({ seal, previous }) {
    if (seal.version === 1) {
      if (previous !== null) {
        this.#refuse("previous-differs");
      }
      return;
    }
    const id = String(new SealId(seal.record, seal.version - 1));
    const before = this.#commitments.get(id);
    if (before === undefined) {
      this.#refuse("version-missing", id);
    } else if (previous !== before) {
      this.#refuse("previous-differs");
    }
  }

  async #checkAnchoring(header, place) {
    const objection = this.#blocks.objection(place.block);
    if (objection !== null) {
      this.#problems.push(objection);
      return;
    }
    const found = await transactionNamed(
      place.transaction,
      await this.#blocks.transactions(place.block),
      this.#manifest,
      this.#blocks.configuration(place.block),
    );
    if (found.transaction === null) {
      this.#problems.push(found.problem);
    } else {
      await this.#checkTransaction(header, place, found.transaction);
    }
  }

  async #checkTransaction(header, place, transaction) {
    if (!this.#blocks.configuration(place.block).takesEndorsementBy(transaction.endorsers)) {
      this.#refuse("too-few-endorsements", place.transaction);
    }
    this.#anchoredAt = transaction.time;
    if (header.signedAt.isAfter(transaction.time.plusSeconds(CLOCK_TOLERANCE))) {
      this.#refuse("signed-in-future", transaction.time);
    }
    const written = transaction.written.get(`seal/${header.seal}`);
    if (written === undefined) {
      this.#refuse("seal-not-written", place.transaction);
    } else if (!equal(written, utf8(this.#expected(place, transaction)))) {
      this.#refuse("seal-differs", place.transaction);
    }
    await this.#checkAuthor(header, place, transaction);
  }

  /** What the contract writes for a seal. */
  #expected(place, transaction) {
    const { signature, text: signed } = this.#sealed.header;
    return canonical({
      header: { signature, text: signed },
      organisation: transaction.organisation,
      transaction: place.transaction,
    });
  }

  /** By the entry that the contract read when it took the seal: the transaction names who wrote it. */
  async #checkAuthor(header, place, transaction) {
    const key = `practitioner/${header.author}`;
    const version = transaction.read.get(key);
    if (version === undefined) {
      this.#refuse("author-unregistered", header.author);
      return;
    }
    const before =
      version.block < place.block ||
      (version.block === place.block && version.transaction < BigInt(transaction.index));
    const objection = this.#blocks.objection(version.block);
    if (!before || objection !== null) {
      this.#problems.push(objection ?? problem("registration-missing", `block ${version.block}`));
      return;
    }
    const { transaction: registration } = await transactionAt(
      version.transaction,
      await this.#blocks.transactions(version.block),
      this.#manifest,
      this.#blocks.configuration(version.block),
    );
    const entry = entryOf(registration, key);
    if (entry === null) {
      this.#refuse("registration-forged", `block ${version.block}`);
      return;
    }
    if (!this.#blocks.configuration(version.block).allEndorse(registration.endorsers)) {
      this.#refuse("registration-too-few-endorsements", `block ${version.block}`);
    }
    await this.#checkSignature(header, transaction, entry);
  }

  async #checkSignature(header, transaction, author) {
    if (author.organisation !== transaction.organisation) {
      this.#refuse("author-of-another-organisation", author.organisation);
    }
    if ((await author.thumbprint()) !== header.key) {
      this.#refuse("key-not-registered", header.key);
    } else if (!(await author.signed(this.#sealed.header))) {
      this.#refuse("signature-wrong");
    }
    const objection = author.objection(header.signedAt);
    if (objection !== null) {
      this.#problems.push(objection);
    }
  }

  #refuse(code, about) {
    this.#problems.push(problem(code, about));
  }
}

const entryOf = (registration, key) => {
  const value = registration?.written.get(key);
  const written = value === undefined ? null : orNull(() => text(value));
  return written === null ? null : AuthorEntry.read(written);
};
