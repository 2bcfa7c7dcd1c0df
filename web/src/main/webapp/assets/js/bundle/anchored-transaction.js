// A transaction of a sound block that is what its creator signed, for this channel and contract.
import { parseTransaction } from "./block-transaction.js";
import { orNull } from "./malformed.js";
import { problem } from "./problem.js";

const not = (code, about) => ({ transaction: null, problem: problem(code, about) });

/** The first of that id: a later one in the same block is its duplicate, which peers mark as invalid. */
export const transactionNamed = async (id, block, manifest, configuration) => {
  for (let index = 0; index < block.length; index++) {
    const read = parseTransaction(block[index]);
    if (read?.id === id) {
      return check(read, index, manifest, configuration);
    }
  }
  return not("transaction-missing", id);
};

/** The one at that place. */
export const transactionAt = async (index, block, manifest, configuration) => {
  if (index < 0n || index >= BigInt(block.length)) {
    return not("transaction-missing", `#${index}`);
  }
  const read = parseTransaction(block[Number(index)]);
  return read === null ? not("transaction-forged", `#${index}`) : check(read, Number(index), manifest, configuration);
};

const check = async (transaction, index, manifest, configuration) => {
  const submitter = await transaction.submitter(configuration);
  const genuine = submitter !== null && (await transaction.idFits()) && (await transaction.answersItsProposal());
  if (!genuine) {
    return not("transaction-forged", transaction.id);
  }
  const call = transaction.invocation;
  if (transaction.channel !== manifest.channel || call.contract !== manifest.contract || !call.succeeded) {
    return not("transaction-foreign", transaction.id);
  }
  const endorsers = await call.endorsers(configuration);
  const states = orNull(() => ({ written: call.written(manifest.contract), read: call.read(manifest.contract) }));
  return states === null
    ? not("transaction-forged", transaction.id)
    : {
        transaction: { time: transaction.time, index, organisation: submitter.organisation, endorsers, ...states },
        problem: null,
      };
};
