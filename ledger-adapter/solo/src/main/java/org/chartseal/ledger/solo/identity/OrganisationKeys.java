package org.chartseal.ledger.solo.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.chartseal.ledger.solo.LedgerUnusable;

/** All keys of the installation: authorities, the node's identities, its TLS certificate, and the first client. */
public final class OrganisationKeys {

    private static final Duration VALIDITY = Duration.ofDays(3650);
    private static final String CA = "ca";
    private static final String TLS_CA = "tls-ca";
    private static final String PEER = "peer";
    private static final String ORDERER = "orderer";
    private static final String TLS = "tls";
    private static final String CLIENT = "client";

    private final CertificateAuthority authority;
    private final CertificateAuthority tlsAuthority;
    private final Credential peer;
    private final Credential orderer;
    private final Credential server;
    private final Credential client;

    private OrganisationKeys(
            CertificateAuthority authority,
            CertificateAuthority tlsAuthority,
            Credential peer,
            Credential orderer,
            Credential server,
            Credential client) {
        this.authority = authority;
        this.tlsAuthority = tlsAuthority;
        this.peer = peer;
        this.orderer = orderer;
        this.server = server;
        this.client = client;
    }

    /**
     * Reads the keys from the folder; draws them when there is no such folder. After a crash in between the folder is
     * there with all of them or not at all.
     *
     * @throws LedgerUnusable when a file is missing or unreadable
     */
    public static OrganisationKeys openOrCreate(Path folder, Instant now) {
        try {
            if (!Files.isDirectory(folder)) {
                create(folder, now);
            }
            return read(folder);
        } catch (IOException | GeneralSecurityException e) {
            throw new LedgerUnusable("The keys in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Issues certificates for members of the organisation. */
    public CertificateAuthority authority() {
        return authority;
    }

    /** Root of the members' certificates. */
    public X509Certificate root() {
        return authority.own().certificate();
    }

    /** Root of the TLS certificates. */
    public X509Certificate tlsRoot() {
        return tlsAuthority.own().certificate();
    }

    /** Who endorses. */
    public Credential peer() {
        return peer;
    }

    /** Who signs blocks. */
    public Credential orderer() {
        return orderer;
    }

    /** Who answers on the port. */
    public Credential server() {
        return server;
    }

    /** The identity that the portal uses. */
    public Credential client() {
        return client;
    }

    private static void create(Path folder, Instant now) throws IOException {
        Path draft = folder.resolveSibling(folder.getFileName() + ".new");
        PrivateFiles.createFolder(draft);
        Instant until = now.plus(VALIDITY);
        CertificateAuthority authority = CertificateAuthority.create("members", now, VALIDITY);
        CertificateAuthority tlsAuthority = CertificateAuthority.create("tls", now, VALIDITY);
        authority.own().write(draft, CA);
        tlsAuthority.own().write(draft, TLS_CA);
        authority.issue("peer0", Role.PEER, now, until).write(draft, PEER);
        authority.issue("orderer0", Role.ORDERER, now, until).write(draft, ORDERER);
        authority.issue("portal", Role.CLIENT, now, until).write(draft, CLIENT);
        tlsAuthority.issueServer("localhost", now, until).write(draft, TLS);
        Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        PrivateFiles.syncFolderOf(folder);
    }

    private static OrganisationKeys read(Path folder) throws IOException, GeneralSecurityException {
        List<Credential> roots = List.of(Credential.read(folder, CA), Credential.read(folder, TLS_CA));
        return new OrganisationKeys(
                new CertificateAuthority(roots.get(0)),
                new CertificateAuthority(roots.get(1)),
                Credential.read(folder, PEER),
                Credential.read(folder, ORDERER),
                Credential.read(folder, TLS),
                Credential.read(folder, CLIENT));
    }
}
