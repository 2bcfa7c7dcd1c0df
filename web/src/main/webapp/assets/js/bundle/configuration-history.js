// Which configuration a block falls under: that of the last configuration block before it. The first block is believed; every later
// configuration only when the orderers of the one before agreed on it.
import { dataFits } from "./block-hashes.js";
import { BlockSignatures } from "./block-signatures.js";
import { ChannelConfiguration } from "./channel-configuration.js";

export class ConfigurationHistory {
  #blocks;
  #known = new Map();

  constructor(blocks, first) {
    this.#blocks = blocks;
    this.#known.set(0n, first);
  }

  /**
   * A history that reads the blocks that it needs; null when the first one is no configuration.
   *
   * @param blocks answers the channel's block with that number
   */
  static async begin(blocks) {
    const first = ChannelConfiguration.of(await blocks(0n));
    return first === null ? null : new ConfigurationHistory(blocks, first);
  }

  /**
   * Judges a block by the configuration that it falls under: `agreed` says whether the block says truly which one that is, every
   * signature verifies, and they are what that configuration demands of a block. The first one needs no signature. A configuration
   * that was agreed on counts for all blocks after it.
   */
  async judge(block) {
    const { number } = block.header;
    if (number === 0n) {
      return { configuration: this.#known.get(0n), agreed: true };
    }
    const signatures = new BlockSignatures(block);
    const own = ChannelConfiguration.of(block);
    const placed =
      own === null
        ? await this.#statesLastBefore(number, signatures.statedConfiguration())
        : await this.#isNext(block, signatures);
    const configuration = this.#known.get(this.#lastBefore(number));
    const signers = await signatures.signers(configuration);
    const agreed = placed && signers.every((each) => each !== null) && configuration.takesBlockBy(signers);
    if (agreed && own !== null && !this.#known.has(number)) {
      this.#known.set(number, own);
    }
    return { configuration, agreed };
  }

  #lastBefore(number) {
    return [...this.#known.keys()].reduce((last, each) => (each < number && each > last ? each : last), 0n);
  }

  /** Whether a configuration block is whole, states itself, and follows a block that was agreed on. */
  async #isNext(configuration, signatures) {
    const { number } = configuration.header;
    if (!(await dataFits(configuration)) || signatures.statedConfiguration() !== number) {
      return false;
    }
    const before = await this.#blocks(number - 1n);
    return before.header.number === number - 1n && (await this.judge(before)).agreed;
  }

  /** Whether what the block states is the last configuration before it, which is looked up if it is not known yet. */
  async #statesLastBefore(number, stated) {
    if (stated === null || stated < 0n || stated >= number) {
      return false;
    }
    return (this.#known.has(stated) || (await this.#becomesKnown(stated))) && this.#lastBefore(number) === stated;
  }

  async #becomesKnown(configuration) {
    const block = await this.#blocks(configuration);
    return (
      block.header.number === configuration && (await this.judge(block)).agreed && this.#known.has(configuration)
    );
  }
}
