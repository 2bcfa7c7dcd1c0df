/**
 * One way in which a bundle does not prove what it says.
 *
 * @param code lower-case words with hyphens; `docs/bundle.md` lists all
 * @param about which file, block or value; may be empty
 */
export const problem = (code, about = "") => ({ code, about: String(about) });
