// One transaction of a block, taken apart; nothing of it is believed before it is asked for.
import { equal, sha256, sha256Hex } from "./bytes.js";
import { Malformed, orNull } from "./malformed.js";
import { Moment } from "./moment.js";
import { decode, has } from "./wire.js";

const ENDORSER_TRANSACTION = 3;
const GOOD = 200;

/** What a Timestamp of Protocol Buffers can be: the years 1 to 9999. */
const EARLIEST = -62_135_596_800n;
const LATEST = 253_402_300_799n;
const MOST_NANOS = 999_999_999;

export class BlockTransaction {
  #envelope;
  #payload;
  #header;
  #signer;

  /** Takes it apart; Malformed when it cannot be read. */
  constructor(bytes) {
    this.#envelope = decode("common.Envelope", bytes);
    this.#payload = decode("common.Payload", this.#envelope.payload);
    this.#header = decode("common.ChannelHeader", this.#payload.header.channelHeader);
    this.#signer = decode("common.SignatureHeader", this.#payload.header.signatureHeader);
    /** When its creator says that it was made. */
    this.time = moment(this.#header.timestamp);
    /** A call of a contract, or null. */
    this.invocation =
      this.#header.type === ENDORSER_TRANSACTION
        ? Invocation.read(decode("protos.Transaction", this.#payload.data))
        : null;
  }

  /** As the transaction states it. */
  get id() {
    return this.#header.txId;
  }

  /** The channel that it says it is for. */
  get channel() {
    return this.#header.channelId;
  }

  /** Whether its id follows from its creator and nonce, as it must. */
  async idFits() {
    return (await sha256Hex(this.#signer.nonce, this.#signer.creator)) === this.id;
  }

  /** The member who signed it; null when the signature does not verify or the channel knows no such member. */
  async submitter(configuration) {
    const member = await configuration.member(this.#signer.creator);
    return member !== null && (await member.signed(this.#envelope.signature, this.#envelope.payload)) ? member : null;
  }

  /** Whether what was endorsed is the answer to this very proposal, made for this channel by this creator. */
  async answersItsProposal() {
    if (this.invocation === null) {
      return false;
    }
    const { channelHeader, signatureHeader } = this.#payload.header;
    const proposal = await sha256(channelHeader, signatureHeader, this.invocation.proposal);
    return equal(proposal, this.invocation.proposalHash);
  }
}

const moment = ({ seconds, nanos }) => {
  if (seconds < EARLIEST || seconds > LATEST || nanos < 0 || nanos > MOST_NANOS) {
    throw new Malformed("no moment");
  }
  return new Moment(seconds, nanos);
};

/** A call of a contract, with its outcome. */
class Invocation {
  #action;
  #response;
  #outcome;

  constructor(action) {
    this.#action = action;
    this.#response = decode("protos.ProposalResponsePayload", action.action.proposalResponsePayload);
    this.#outcome = decode("protos.ChaincodeAction", this.#response.extension);
  }

  static read(transaction) {
    return transaction.actions.length === 0
      ? null
      : new Invocation(decode("protos.ChaincodeActionPayload", transaction.actions[0].payload));
  }

  get proposal() {
    return this.#action.chaincodeProposalPayload;
  }

  get proposalHash() {
    return this.#response.proposalHash;
  }

  /** The contract's name. */
  get contract() {
    return this.#outcome.chaincodeId.name;
  }

  /** Whether the contract said yes. */
  get succeeded() {
    return this.#outcome.response.status === GOOD;
  }

  /** Those whose endorsement is of this outcome and counts under the configuration. */
  async endorsers(configuration) {
    const each = await Promise.all(
      this.#action.action.endorsements.map((endorsement) => this.#endorser(endorsement, configuration)),
    );
    return each.filter((member) => member !== null);
  }

  async #endorser({ endorser, signature }, configuration) {
    const member = await configuration.member(endorser);
    const counts = member !== null && configuration.endorses(member);
    return counts && (await member.signed(signature, this.#action.action.proposalResponsePayload, endorser))
      ? member
      : null;
  }

  /** What it writes to that contract's state, by key. */
  written(contract) {
    return new Map(this.#states(contract).flatMap((state) => state.writes.map(({ key, value }) => [key, value])));
  }

  /** Which versions of that contract's state it relies on, by key; what it found missing is not among them. */
  read(contract) {
    return new Map(
      this.#states(contract)
        .flatMap((state) => state.reads)
        .filter((each) => has(each, "version"))
        .map(({ key, version }) => [key, { block: version.blockNum, transaction: version.txNum }]),
    );
  }

  #states(contract) {
    const { nsRwset } = decode("rwset.TxReadWriteSet", this.#outcome.results);
    return nsRwset
      .filter((each) => each.namespace === contract)
      .map((each) => decode("kvrwset.KVRWSet", each.rwset));
  }
}

/** The transaction; null when it cannot be read. */
export const parseTransaction = (bytes) => orNull(() => new BlockTransaction(bytes));
