// Tells a verdict to programs, as `chartseal verify --json` does.
import { isValid } from "./bundle-verifier.js";
import { canonical } from "./canonical-text.js";

const result = (good) => (good ? "valid" : "refused");

/** Plain values, as the JSON has them. */
export const told = (verdict) => ({
  result: result(isValid(verdict)),
  problems: verdict.problems,
  records: verdict.records.map(record),
  ...(verdict.manifest === null
    ? {}
    : {
        patient: verdict.manifest.patient,
        channel: verdict.manifest.channel,
        unproved: verdict.manifest.reading.map(({ path }) => path),
        head: { number: Number(verdict.manifest.head.number), hash: verdict.manifest.head.hash },
      }),
});

const record = ({ sealed, header, anchoredAt, problems }) => ({
  seal: String(sealed.seal),
  result: result(problems.length === 0),
  problems,
  ...(header === null
    ? {}
    : { type: header.type, author: header.author, signedAt: header.signedAt.milliseconds() }),
  ...(sealed.anchored === null
    ? {}
    : { block: Number(sealed.anchored.block), transaction: sealed.anchored.transaction }),
  ...(anchoredAt === null ? {} : { anchoredAt: anchoredAt.milliseconds() }),
});

/** Canonical JSON. */
export const json = (values) => canonical(values);
