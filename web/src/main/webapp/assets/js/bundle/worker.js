// Checks bundles away from the page, which stays alive meanwhile. It is asked { file, roots: [{ name, content }] } and answers
// { done, total } as it goes on, then { verdict, firstBlockKnown }, or { not } with what it could not check.
import { BundleVerifier } from "./bundle-verifier.js";
import { CannotCheck } from "./cannot-check.js";
import { words } from "./problem-words.js";
import { Roots } from "./roots.js";
import { told } from "./verdict-text.js";

const PAUSE = 100;

const check = async ({ file, roots }) => {
  let last = 0;
  const trusted = Roots.read(roots);
  const verifier = new BundleVerifier(trusted, (done, total) => {
    if (performance.now() - last > PAUSE || done === total) {
      last = performance.now();
      postMessage({ done, total });
    }
  });
  const verdict = told(await verifier.verify(file));
  const worded = [verdict, ...verdict.records].map((each) => each.problems.map(words));
  return { verdict, worded: { bundle: worded[0], records: worded.slice(1) }, firstBlockKnown: trusted.channel !== null };
};

addEventListener("message", async ({ data }) => {
  try {
    postMessage(await check(data));
  } catch (failed) {
    postMessage({ not: failed instanceof CannotCheck ? failed.message : `${failed.name}: ${failed.message}` });
  }
});
