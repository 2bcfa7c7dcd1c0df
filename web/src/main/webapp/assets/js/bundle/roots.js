// All that is trusted: the root certificates of each organisation, by MSP id, from the files `MSPID.pem` that `chartseal roots`
// wrote; and, where its file `channel.json` says so, which block a channel begins with. Without that, whoever can get certificates
// of these organisations could begin a channel of their own.
import { text } from "./bytes.js";
import { members, string } from "./canonical-text.js";
import { Certificate } from "./certificate.js";
import { CannotCheck } from "./cannot-check.js";
import { Malformed, orNullLater } from "./malformed.js";
import * as pem from "./pem.js";
import { problem } from "./problem.js";

export const CHANNEL = "channel.json";

const SUFFIX = ".pem";

export class Roots {
  #organisations;

  constructor(organisations, channel) {
    this.#organisations = organisations;
    this.channel = channel;
  }

  /**
   * Reads files; others than those two kinds are left aside.
   *
   * @param files each with `name` and `content`
   * @throws CannotCheck when one cannot be read, or there is no certificate
   */
  static read(files) {
    const organisations = new Map();
    let channel = null;
    for (const { name, content } of files) {
      try {
        if (name.endsWith(SUFFIX)) {
          const certificates = pem.blocks(content).map((each) => new Certificate(each).text);
          organisations.set(name.slice(0, -SUFFIX.length), new Set(certificates));
        } else if (name === CHANNEL) {
          const said = members(text(content));
          channel = { name: string(said, "channel"), firstBlock: string(said, "firstBlock") };
        }
      } catch (failed) {
        throw failed instanceof Malformed ? new CannotCheck(`${name}, which is not what its name says`) : failed;
      }
    }
    if (organisations.size === 0) {
      throw new CannotCheck("root certificates: no file of the name MSPID.pem was chosen");
    }
    return new Roots(organisations, channel);
  }

  /** What is wrong with a configuration, or null: each organisation must have exactly these roots. */
  async objection(configuration) {
    for (const organisation of configuration.organisations()) {
      const trusted = this.#organisations.get(organisation.id);
      if (trusted === undefined) {
        return problem("organisation-unknown", organisation.id);
      }
      const roots = await orNullLater(() => organisation.roots());
      if (roots === null || roots.size !== trusted.size || ![...roots].every((each) => trusted.has(each))) {
        return problem("root-differs", organisation.id);
      }
    }
    return null;
  }
}
