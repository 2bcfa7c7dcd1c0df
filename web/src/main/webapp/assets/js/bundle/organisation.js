import { equal } from "./bytes.js";
import { Certificate, RevocationList } from "./certificate.js";
import { Malformed, orNullLater } from "./malformed.js";
import { Member, ROLE } from "./member.js";
import { decode } from "./wire.js";

/**
 * An organisation as a channel's configuration defines it (its MSP): which certificates are its members', and in which role. As in
 * Fabric, whether a certificate has run out is no matter of membership: the block was signed in its time.
 */
export class Organisation {
  #configuration;
  #authorities;
  #revocations;

  /** Reads an organisation's configuration value. */
  constructor(mspConfiguration) {
    const { config } = decode("msp.MSPConfig", mspConfiguration);
    this.#configuration = decode("msp.FabricMSPConfig", config);
    const { rootCerts, intermediateCerts, revocationList } = this.#configuration;
    this.#authorities = [...rootCerts, ...intermediateCerts].map(Certificate.read);
    this.#revocations = revocationList.map(RevocationList.read);
  }

  /** The MSP id. */
  get id() {
    return this.#configuration.name;
  }

  /** The certificates that vouch for everything else; Malformed when an authority was issued by none of the others. */
  async roots() {
    const roots = this.#authorities.slice(0, this.#configuration.rootCerts.length);
    const vouched = [...roots];
    let open = this.#authorities.slice(roots.length);
    for (;;) {
      const left = [];
      for (const each of open) {
        const isNew = !vouched.some((known) => known.equals(each));
        if (isNew && (await anyIssued(vouched, each))) {
          vouched.push(each);
        } else {
          left.push(each);
        }
      }
      if (left.length === open.length) {
        break;
      }
      open = left;
    }
    if (open.length > 0) {
      throw new Malformed(`no root of ${this.id} issued one of its authorities`);
    }
    return new Set(roots.map((each) => each.text));
  }

  /** Whether its certificates say what they are for; else every one is just a member's. */
  hasRoles() {
    return this.#configuration.fabricNodeOus.enable;
  }

  /** The member with that identity and certificate (PEM); null when the certificate is not one of a member. */
  member(identity, pem) {
    return orNullLater(async () => {
      const certificate = Certificate.read(pem);
      const issuer = await this.#issuer(certificate);
      if (issuer === null || certificate.isAuthority || this.#isRevoked(certificate)) {
        return null;
      }
      const roles = await this.#roles(certificate, pem, issuer);
      return this.hasRoles() && roles.size === 0 ? null : new Member(identity, this.id, certificate, roles);
    });
  }

  async #issuer(certificate) {
    for (const authority of this.#authorities) {
      if (await authority.issued(certificate)) {
        return authority;
      }
    }
    return null;
  }

  #isRevoked(certificate) {
    return this.#revocations.some((list) => list.isRevoked(certificate));
  }

  /** A certificate whose organisational units name more than one role has none. */
  async #roles(certificate, pem, issuer) {
    const roles = new Set();
    if (this.hasRoles()) {
      const units = certificate.units();
      for (const [role, unit] of this.#identifiers()) {
        if (units.includes(unit.organizationalUnitIdentifier) && (await vouches(unit, issuer))) {
          roles.add(role);
        }
      }
      if (roles.size > 1) {
        return new Set();
      }
    }
    if (this.#configuration.admins.some((each) => equal(each, pem))) {
      roles.add(ROLE.ADMIN);
    }
    return roles;
  }

  #identifiers() {
    const units = this.#configuration.fabricNodeOus;
    return [
      [ROLE.CLIENT, units.clientOuIdentifier],
      [ROLE.PEER, units.peerOuIdentifier],
      [ROLE.ADMIN, units.adminOuIdentifier],
      [ROLE.ORDERER, units.ordererOuIdentifier],
    ];
  }
}

const anyIssued = async (authorities, certificate) => {
  for (const each of authorities) {
    if (await each.issued(certificate)) {
      return true;
    }
  }
  return false;
};

/** A unit can be bound to one authority; then it counts under that one, or one that it issued, alone. */
const vouches = async (unit, issuer) => {
  if (unit.certificate.length === 0) {
    return true;
  }
  const bound = Certificate.read(unit.certificate);
  return bound.equals(issuer) || bound.issued(issuer);
};
