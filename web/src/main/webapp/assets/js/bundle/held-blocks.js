// The blocks of a bundle, each checked once; what a block that is not sound says is not used.
import { dataFits, hashOfHeader } from "./block-hashes.js";
import { hex, sha256Hex } from "./bytes.js";
import { ChannelConfiguration } from "./channel-configuration.js";
import { ConfigurationHistory } from "./configuration-history.js";
import { problem } from "./problem.js";
import { readSignedBlock } from "./signed-block.js";

const CACHED = 8;

/** Says why a block cannot be used. */
class Unsound extends Error {
  constructor(code, number) {
    super(code);
    this.problem = problem(code, `block ${number}`);
  }
}

export class HeldBlocks {
  #content;
  #roots;
  #held = new Map();
  #sound = new Map();
  #unsound = new Map();
  #problems = [];
  #cache = new Map();
  #objections = new Map();
  #configurations = null;

  constructor(content, roots) {
    this.#content = content;
    this.#roots = roots;
  }

  /**
   * Checks all that the bundle holds, from the first on: so none depends on one that was not checked yet.
   *
   * @param progress is called after each block
   */
  async check(manifest, progress) {
    for (const block of manifest.blocks) {
      if (this.#held.has(block.number)) {
        this.#problems.push(problem("block-twice", `block ${block.number}`));
      }
      this.#held.set(block.number, block);
    }
    this.#checkChannel(manifest);
    for (const number of [...this.#held.keys()].sort((one, other) => (one < other ? -1 : 1))) {
      await this.#check(number);
      progress();
    }
    this.#checkHead(manifest);
    return [...this.#problems, ...this.#unsound.values()];
  }

  #checkChannel(manifest) {
    const trusted = this.#roots.channel;
    if (trusted !== null && trusted.name !== manifest.channel) {
      this.#problems.push(problem("channel-differs", manifest.channel));
    }
  }

  #checkHead({ head }) {
    if (!this.#held.has(head.number) || [...this.#held.keys()].some((other) => other > head.number)) {
      this.#problems.push(problem("head-missing", `block ${head.number}`));
      return;
    }
    const found = this.#sound.get(head.number);
    if (found !== undefined && found.hash !== head.hash) {
      this.#problems.push(problem("head-differs", `block ${head.number}`));
    }
  }

  async #check(number) {
    try {
      const block = await this.#load(number);
      const configuration = await this.#configurationOf(block);
      const objection = await this.#objectionTo(configuration);
      if (objection !== null) {
        this.#unsound.set(number, objection);
        return;
      }
      const checked = {
        hash: await hashOfHeader(block.header),
        previous: hex(block.header.previousHash),
        configuration,
      };
      this.#requireFirst(number, checked);
      this.#requireNext(number, checked);
      this.#sound.set(number, checked);
    } catch (why) {
      if (!(why instanceof Unsound)) {
        throw why;
      }
      this.#unsound.set(number, why.problem);
    }
  }

  /** The configuration under which the orderers agreed on the block. A configuration block counts itself, too. */
  async #configurationOf(block) {
    const history = await this.#history(block);
    const judged = await history.judge(block);
    if (!judged.agreed) {
      throw new Unsound("block-not-signed", block.header.number);
    }
    const own = ChannelConfiguration.of(block);
    const objection = own === null ? null : await this.#objectionTo(own);
    if (objection !== null) {
      this.#problems.push(objection);
    }
    return judged.configuration;
  }

  async #objectionTo(configuration) {
    if (!this.#objections.has(configuration)) {
      this.#objections.set(configuration, await this.#roots.objection(configuration));
    }
    return this.#objections.get(configuration);
  }

  async #history(block) {
    this.#configurations ??= await ConfigurationHistory.begin((number) => this.#load(number));
    if (this.#configurations === null) {
      throw new Unsound("chain-truncated", block.header.number);
    }
    return this.#configurations;
  }

  #requireFirst(number, block) {
    const trusted = this.#roots.channel;
    if (number === 0n && trusted !== null && trusted.firstBlock !== block.hash) {
      throw new Unsound("first-block-differs", number);
    }
  }

  #requireNext(number, block) {
    const before = this.#sound.get(number - 1n);
    if (before !== undefined && before.hash !== block.previous) {
      throw new Unsound("chain-broken", number);
    }
  }

  /** The block as the bundle holds it; whole, but not checked for signatures. */
  async #load(number) {
    const block = this.#cache.get(number) ?? (await this.#read(number));
    this.#cache.delete(number);
    this.#cache.set(number, block);
    if (this.#cache.size > CACHED) {
      this.#cache.delete(this.#cache.keys().next().value);
    }
    return block;
  }

  async #read(number) {
    const entry = this.#held.get(number);
    if (entry === undefined) {
      throw new Unsound("chain-truncated", number);
    }
    const bytes = await this.#content.read(entry.path);
    if (bytes === null) {
      throw new Unsound("block-missing", number);
    }
    if ((await sha256Hex(bytes)) !== entry.sha256) {
      throw new Unsound("block-altered", number);
    }
    const block = readSignedBlock(bytes);
    if (block === null || block.header.number !== number || number < 0n) {
      throw new Unsound("block-malformed", number);
    }
    if (!(await dataFits(block))) {
      throw new Unsound("block-forged", number);
    }
    return block;
  }

  /** Why nothing can be proved by that block; null when it is sound. */
  objection(number) {
    return this.#sound.has(number)
      ? null
      : (this.#unsound.get(number) ?? problem("block-missing", `block ${number}`));
  }

  /** The transactions of a sound block. */
  async transactions(number) {
    return (await this.#load(number)).data.data;
  }

  /** The configuration of a sound block. */
  configuration(number) {
    return this.#sound.get(number).configuration;
  }
}
