// A policy of a channel's configuration, evaluated as Fabric does. A policy that is missing or makes no sense takes nobody.
import { Malformed, orNull } from "./malformed.js";
import { decode, empty, has } from "./wire.js";

const TYPE = { SIGNATURE: 1, IMPLICIT_META: 3 };
const RULE = { ANY: 0, ALL: 1, MAJORITY: 2 };

/** Whether these members, whose signatures were verified and each of whom is listed once, are enough for the group's policy. */
export const takes = (group, name, members) => orNull(() => evaluate(group, name, members)) ?? false;

const evaluate = (group, name, members) => {
  const { policy } = group.policies.get(name) ?? empty("common.ConfigPolicy");
  switch (policy.type) {
    case TYPE.IMPLICIT_META:
      return implicit(group, decode("common.ImplicitMetaPolicy", policy.value), members);
    case TYPE.SIGNATURE:
      return new Signatures(decode("common.SignaturePolicyEnvelope", policy.value), members).suffice();
    default:
      return false;
  }
};

/** So many of the groups within must say yes by their own policy. */
const implicit = (group, policy, members) => {
  const groups = [...group.groups.values()];
  const needed = {
    [RULE.ANY]: Math.min(1, groups.length),
    [RULE.ALL]: groups.length,
    [RULE.MAJORITY]: groups.length === 0 ? 0 : Math.floor(groups.length / 2) + 1,
  };
  const satisfied = groups.filter((inner) => takes(inner, policy.subPolicy, members)).length;
  return satisfied >= (needed[policy.rule] ?? Infinity);
};

/** A rule over signatures; each member counts for one principal at most. */
class Signatures {
  #policy;
  #members;

  constructor(policy, members) {
    this.#policy = policy;
    this.#members = members;
  }

  suffice() {
    return this.#suffices(this.#policy.rule, this.#members.map(() => false));
  }

  #suffices(rule, used) {
    if (has(rule, "signedBy")) {
      return this.#signedBy(rule.signedBy, used);
    }
    if (has(rule, "nOutOf")) {
      return this.#enough(rule.nOutOf, used);
    }
    throw new Malformed("a rule that says nothing");
  }

  #signedBy(principal, used) {
    if (principal < 0 || principal >= this.#policy.identities.length) {
      throw new Malformed("a rule that names no principal");
    }
    const place = used.findIndex(
      (taken, each) => !taken && this.#members[each].satisfies(this.#policy.identities[principal]),
    );
    if (place >= 0) {
      used[place] = true;
    }
    return place >= 0;
  }

  #enough(rules, used) {
    let satisfied = 0;
    for (const rule of rules.rules) {
      const attempt = [...used];
      if (this.#suffices(rule, attempt)) {
        satisfied++;
        used.splice(0, used.length, ...attempt);
      }
    }
    return satisfied >= rules.n;
  }
}
