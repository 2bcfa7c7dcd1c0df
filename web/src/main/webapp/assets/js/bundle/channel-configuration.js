import { hex, concat } from "./bytes.js";
import { takes } from "./channel-policy.js";
import { orNull } from "./malformed.js";
import { distinct, ROLE } from "./member.js";
import { Organisation } from "./organisation.js";
import { bytes, decode, empty, string } from "./wire.js";

const CONFIGURATION = 1;
const BFT = "BFT";

/** What a channel's configuration block says of who may order, who may endorse, and whose certificates they are. */
export class ChannelConfiguration {
  #application;
  #orderer;
  #organisations = new Map();
  #endorsing;
  #consenters = new Map();
  #byzantine;
  #known = new Map();

  constructor(channel) {
    this.#application = group(channel, "Application");
    this.#orderer = group(channel, "Orderer");
    collect(channel, this.#organisations);
    const endorsers = new Map();
    collect(this.#application, endorsers);
    this.#endorsing = new Set(endorsers.keys());
    for (const each of decode("common.Orderers", value(this.#orderer, "Orderers")).consenterMapping) {
      if (!this.#consenters.has(each.id)) {
        this.#consenters.set(each.id, each);
      }
    }
    this.#byzantine = decode("orderer.ConsensusType", value(this.#orderer, "ConsensusType")).type === BFT;
  }

  /** Reads a configuration block; null when it is none. */
  static of(block) {
    if (block.data.data.length !== 1) {
      return null;
    }
    return orNull(() => {
      const payload = decode("common.Payload", decode("common.Envelope", block.data.data[0]).payload);
      const { type } = decode("common.ChannelHeader", payload.header.channelHeader);
      return type === CONFIGURATION
        ? new ChannelConfiguration(decode("common.ConfigEnvelope", payload.data).config.channelGroup)
        : null;
    });
  }

  /** The member that the serialised identity names; null when no organisation of the channel vouches for it. */
  member(identity) {
    const name = hex(identity);
    if (!this.#known.has(name)) {
      this.#known.set(name, this.#examine(identity));
    }
    return this.#known.get(name);
  }

  async #examine(identity) {
    const parts = orNull(() => decode("msp.SerializedIdentity", identity));
    const organisation = parts === null ? undefined : this.#organisations.get(parts.mspid);
    return organisation === undefined ? null : organisation.member(identity, parts.idBytes);
  }

  /** The member that orders under that number, where orderers are numbered. */
  async consenter(number) {
    const consenter = this.#consenters.get(number);
    return consenter === undefined ? null : this.member(identityOf(consenter));
  }

  /**
   * Whether these members' signatures make a block one that the channel's orderers agreed on: the policy for blocks takes them, and
   * where some orderers may be false (BFT), there are enough of them that no two quorums can say different things.
   */
  takesBlockBy(signers) {
    const each = distinct(signers);
    return takes(this.#orderer, "BlockValidation", each) && (!this.#byzantine || this.#isQuorum(each));
  }

  #isQuorum(signers) {
    const all = this.#consenters.size;
    const faulty = Math.floor((all - 1) / 3);
    const quorum = Math.floor((all + faulty + 2) / 2);
    const ordering = new Set([...this.#consenters.values()].map((each) => hex(identityOf(each))));
    return all > 0 && signers.filter((signer) => ordering.has(hex(signer.identity))).length >= quorum;
  }

  /** Whether these are enough of those whose endorsement counts, for what has no stricter rule of its own. */
  takesEndorsementBy(endorsers) {
    return takes(this.#application, "Endorsement", distinct(endorsers));
  }

  /** Whether every organisation that endorses is among these. */
  allEndorse(endorsers) {
    const found = new Set(endorsers.map((each) => each.organisation));
    return [...this.#endorsing].every((each) => found.has(each));
  }

  /** All organisations of the channel, those that order included. */
  organisations() {
    return [...this.#organisations.values()];
  }

  /** Whether the member's endorsement counts: a peer, where its organisation says which certificates are those of peers. */
  endorses(member) {
    const organisation = this.#organisations.get(member.organisation);
    return (
      organisation !== undefined &&
      this.#endorsing.has(member.organisation) &&
      (!organisation.hasRoles() || member.roles.has(ROLE.PEER))
    );
  }
}

const group = (outer, name) => outer.groups.get(name) ?? empty("common.ConfigGroup");

const value = (outer, name) => (outer.values.get(name) ?? empty("common.ConfigValue")).value;

const collect = (outer, organisations) => {
  if (outer.values.has("MSP")) {
    const organisation = new Organisation(value(outer, "MSP"));
    organisations.set(organisation.id, organisation);
  }
  for (const inner of outer.groups.values()) {
    collect(inner, organisations);
  }
};

const identityOf = (consenter) => concat(string(1, consenter.mspId), bytes(2, consenter.identity));
