// What is in a bundle, and what proves each record. It proves nothing itself; everything that it says is checked.
import { isMember, list, long, object, objectOf, parse, string, texts, uuid } from "./canonical-text.js";
import { SealId } from "./seal-header.js";

export const PATH = "manifest.json";

const FORMAT = "chartseal-bundle-1";

/** What there is to read: words, pages, and resources that nobody sealed. */
const READING = /^(?:README[.]txt|record[.]pdf|resources\/[A-Za-z]+\/[A-Za-z0-9-]+[.]json)$/;

const block = (number, sha256) => ({ number, sha256, path: `blocks/${number}` });

const file = (name, sha256) => ({ name, sha256, path: `files/${sha256}/${name}` });

/** Whether such a file belongs into a bundle: one anywhere else could pass for something that is proved. */
const reading = (path, sha256) => ({ path, sha256, known: READING.test(path) });

const sealed = (value) => {
  const members = object(value);
  const seal = SealId.parse(string(members, "seal"));
  return {
    seal,
    path: `records/${seal}.json`,
    sha256: string(members, "sha256"),
    salt: string(members, "salt"),
    header: { text: string(members, "header"), signature: string(members, "signature") },
    anchored: isMember(members, "block")
      ? { block: long(members, "block"), transaction: string(members, "transaction") }
      : null,
    files: list(members, "files", (each) => file(string(object(each), "name"), string(object(each), "sha256"))),
  };
};

const read = (members) => {
  const head = objectOf(members, "head");
  return {
    patient: uuid(string(members, "patient")),
    channel: string(members, "channel"),
    contract: string(members, "contract"),
    head: { number: long(head, "number"), hash: string(head, "hash") },
    records: list(members, "records", sealed),
    missing: texts(members, "missing").map(SealId.parse),
    blocks: list(members, "blocks", (each) => block(long(object(each), "number"), string(object(each), "sha256"))),
    reading: list(members, "reading", (each) => reading(string(object(each), "path"), string(object(each), "sha256"))),
  };
};

const writeSealed = ({ seal, sha256, salt, header, anchored, files }) => ({
  seal: String(seal),
  sha256,
  salt,
  header: header.text,
  signature: header.signature,
  files: files.map((each) => ({ name: each.name, sha256: each.sha256 })),
  ...(anchored === null ? {} : { block: Number(anchored.block), transaction: anchored.transaction }),
});

const write = (manifest) => ({
  format: FORMAT,
  patient: manifest.patient,
  channel: manifest.channel,
  contract: manifest.contract,
  head: { number: Number(manifest.head.number), hash: manifest.head.hash },
  records: manifest.records.map(writeSealed),
  missing: manifest.missing.map(String),
  blocks: manifest.blocks.map((each) => ({ number: Number(each.number), sha256: each.sha256 })),
  reading: manifest.reading.map(({ path, sha256 }) => ({ path, sha256 })),
});

/** Reads the text; Malformed for any other than the one of its members. */
export const parseManifest = (text) => parse(text, read, write);
