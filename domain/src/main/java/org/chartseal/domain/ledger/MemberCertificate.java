package org.chartseal.domain.ledger;

import java.time.Instant;

/**
 * The certificate behind a signature on the ledger: what tells one member of an organisation from another.
 *
 * @param commonName of the subject; empty when it has none
 * @param subject distinguished name, RFC 2253
 * @param issuer distinguished name, RFC 2253
 * @param serial hexadecimal
 * @param from first moment of its validity
 * @param until last moment of its validity
 * @param fingerprint SHA-256 of its DER bytes, hexadecimal
 */
public record MemberCertificate(
        String commonName,
        String subject,
        String issuer,
        String serial,
        Instant from,
        Instant until,
        String fingerprint) {}
