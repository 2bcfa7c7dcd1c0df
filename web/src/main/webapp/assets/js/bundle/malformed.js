/** Bytes or a text that are not what they should be. Whoever reads them says what that means. */
export class Malformed extends Error {}

/** What the function answers, or null when what it reads is malformed. */
export const orNull = (read) => {
  try {
    return read();
  } catch (failed) {
    return noneWhenMalformed(failed);
  }
};

/** The same for a function that takes its time. */
export const orNullLater = async (read) => {
  try {
    return await read();
  } catch (failed) {
    return noneWhenMalformed(failed);
  }
};

const noneWhenMalformed = (failed) => {
  if (failed instanceof Malformed) {
    return null;
  }
  throw failed;
};
