package org.chartseal.domain.ledger;

/**
 * Who signed something on the ledger: a member of an organisation whose signature verified, by a certificate that an
 * authority of that organisation issued.
 *
 * @param organisation MSP id
 */
public record LedgerMember(String organisation, MemberCertificate certificate) {}
