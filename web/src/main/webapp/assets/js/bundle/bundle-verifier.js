// Checks a bundle against root certificates. It names everything that is wrong, and answers to any bytes whatever: a bundle comes
// from somebody who may have made it to deceive. It does what `ledger-adapter/proof` does in Java, module by class, under the same
// names; BrowserVerifierIT holds the two together.
import { text } from "./bytes.js";
import { BundleContent } from "./bundle-content.js";
import { parseManifest, PATH } from "./bundle-manifest.js";
import { depth } from "./canonical-text.js";
import { HeldBlocks } from "./held-blocks.js";
import { Malformed, orNull, orNullLater } from "./malformed.js";
import { problem } from "./problem.js";
import { headerOf, SealProof } from "./seal-proof.js";
import { ZipBundle } from "./zip-bundle.js";

const DEEPEST = 8;

const refused = (code) => ({ manifest: null, problems: [problem(code)], records: [] });

/** Whether everything in it is proved. */
export const isValid = (verdict) =>
  verdict.manifest !== null &&
  verdict.problems.length === 0 &&
  verdict.records.every((each) => each.problems.length === 0);

export class BundleVerifier {
  #roots;
  #progress;

  /**
   * A verifier.
   *
   * @param progress is told how much of how much was checked
   */
  constructor(roots, progress = () => {}) {
    this.#roots = roots;
    this.#progress = progress;
  }

  /**
   * Checks a file.
   *
   * @param file a Blob
   * @throws CannotCheck when it needs something that browsers do not have
   */
  async verify(file) {
    const files = await orNullLater(() => ZipBundle.open(file));
    return files === null ? refused("not-a-bundle") : this.verifyFiles(files);
  }

  /** Checks the files. */
  async verifyFiles(files) {
    const content = new BundleContent(files);
    const bytes = await content.read(PATH);
    if (bytes === null) {
      return refused("not-a-bundle");
    }
    const manifest = orNull(() => manifestOf(bytes));
    return manifest === null ? refused("manifest-malformed") : this.#verify(manifest, files, content);
  }

  async #verify(manifest, files, content) {
    const total = manifest.blocks.length + manifest.records.length;
    let done = 0;
    const step = () => this.#progress(++done, total);
    const problems = [...checkNames(manifest, files.names())];
    for (const { path, sha256, known } of manifest.reading) {
      if (!known) {
        problems.push(problem("reading-unknown", path));
      }
      if ((await content.sha256(path)) !== sha256) {
        problems.push(problem("reading-altered", path));
      }
    }
    const blocks = new HeldBlocks(content, this.#roots);
    problems.push(...(await blocks.check(manifest, step)));
    problems.push(...manifest.missing.map((seal) => problem("record-missing", seal)));
    const commitments = collectCommitments(manifest, problems);
    const records = [];
    for (const sealed of manifest.records) {
      records.push(await SealProof.check(manifest, content, blocks, commitments, sealed));
      step();
    }
    return { manifest, problems, records };
  }
}

const manifestOf = (bytes) => {
  const json = text(bytes);
  if (depth(json) > DEEPEST) {
    throw new Malformed("too deep");
  }
  return parseManifest(json);
};

const checkNames = (manifest, names) => {
  const known = new Set([PATH]);
  manifest.reading.forEach((each) => known.add(each.path));
  manifest.blocks.forEach((each) => known.add(each.path));
  for (const sealed of manifest.records) {
    known.add(sealed.path);
    sealed.files.forEach((each) => known.add(each.path));
  }
  const seen = new Set();
  const problems = [];
  for (const name of names) {
    if (seen.has(name)) {
      problems.push(problem("file-twice", name));
    }
    seen.add(name);
    if (!known.has(name)) {
      problems.push(problem("file-unknown", name));
    }
  }
  return problems;
};

const collectCommitments = (manifest, problems) => {
  const commitments = new Map();
  const seen = new Set();
  for (const sealed of manifest.records) {
    const id = String(sealed.seal);
    if (seen.has(id)) {
      problems.push(problem("record-twice", id));
    }
    seen.add(id);
    const header = headerOf(sealed);
    if (header !== null && String(header.seal) === id) {
      commitments.set(id, header.commitment);
    }
  }
  return commitments;
};
