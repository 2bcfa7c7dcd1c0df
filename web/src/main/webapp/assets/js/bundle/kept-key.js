// Signatures by a key that a portal keeps for its owner: ECDSA P-256 with SHA-256.
import { fromBase64, utf8 } from "./bytes.js";
import { orNull } from "./malformed.js";
import { PublicKey } from "./public-key.js";

/** Whether the key, a SubjectPublicKeyInfo in Base64, made the signature. */
export const keptKeyVerifies = async (publicKey, { text, signature }) => {
  const parts = orNull(() => ({ key: PublicKey.of(fromBase64(publicKey)), signature: fromBase64(signature) }));
  return parts !== null && parts.key.signed(parts.signature, "SHA-256", utf8(text));
};
