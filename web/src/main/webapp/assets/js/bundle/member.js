import { equal } from "./bytes.js";
import { decode } from "./wire.js";

/** Roles of members, by their numbers in Fabric. */
export const ROLE = { MEMBER: 0, ADMIN: 1, CLIENT: 2, PEER: 3, ORDERER: 4 };

const PRINCIPAL = { ROLE: 0, IDENTITY: 2 };

/** Someone whose certificate an organisation of the channel vouches for. */
export class Member {
  constructor(identity, organisation, certificate, roles) {
    this.identity = identity;
    this.organisation = organisation;
    this.certificate = certificate;
    this.roles = roles;
  }

  /** Whether this is the member's signature over the concatenation of the parts. */
  signed(signature, ...parts) {
    return this.certificate.publicKey.signed(signature, "SHA-256", ...parts);
  }

  /** Whether a policy that asks for this principal means the member. Unknown kinds of principals mean nobody. */
  satisfies(principal) {
    switch (principal.principalClassification) {
      case PRINCIPAL.ROLE: {
        const wanted = decode("common.MSPRole", principal.principal);
        return (
          wanted.mspIdentifier === this.organisation && (wanted.role === ROLE.MEMBER || this.roles.has(wanted.role))
        );
      }
      case PRINCIPAL.IDENTITY:
        return equal(principal.principal, this.identity);
      default:
        return false;
    }
  }
}

/** Each of them once; one identity is one member object. */
export const distinct = (members) => [...new Set(members)];
