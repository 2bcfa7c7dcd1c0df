package org.chartseal.ledger.blocks;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.chartseal.domain.ledger.LedgerMember;
import org.chartseal.domain.ledger.MemberCertificate;

/** What the explorer tells of the certificate behind a signature. */
final class CertificateFacts {

    private CertificateFacts() {}

    static LedgerMember of(Member member) {
        return new LedgerMember(member.organisation(), of(member.certificate()));
    }

    static MemberCertificate of(X509Certificate certificate) {
        String subject = certificate.getSubjectX500Principal().getName();
        return new MemberCertificate(
                commonName(subject),
                subject,
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                fingerprint(certificate));
    }

    private static String commonName(String subject) {
        try {
            return new LdapName(subject)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException malformed) {
            return "";
        }
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
