package org.chartseal.launcher.fabric;

import java.nio.file.Path;
import java.time.Clock;
import org.chartseal.launcher.installation.LauncherFailure;
import org.chartseal.ledger.fabric.ProfileCheck;
import org.chartseal.ledger.fabric.ProfileDefect;

/** A network that someone else runs, as a connection profile names it. */
public record ExistingNetwork(Path profile) {

    /**
     * Tries everything that a portal needs of it.
     *
     * @return the hash of the channel's first block, which no other channel has
     * @throws LauncherFailure that says what is wrong and what to do
     */
    public String check() {
        try {
            return new ProfileCheck(Clock.systemUTC()).check(profile).firstBlock();
        } catch (ProfileDefect defect) {
            throw new LauncherFailure(words(defect), defect);
        }
    }

    private String words(ProfileDefect defect) {
        String subject = defect.subject();
        String detail = defect.detail();
        return switch (defect.kind()) {
            case PROFILE_UNREADABLE ->
                "The connection profile " + subject + " cannot be used: " + detail
                        + ". Correct it, or name another with --profile.";
            case NOT_FABRIC ->
                "The connection profile " + subject + " is of the ledger " + detail
                        + ", not of a Fabric network. Name one of a Fabric network with --profile.";
            case CERTIFICATE_UNREADABLE ->
                "The file " + subject + ", which the profile names as certificate, holds none: " + detail
                        + ". It must be one X.509 certificate as PEM.";
            case CERTIFICATE_EXPIRED ->
                "The certificate " + subject + " ran out on " + detail
                        + ". Have the organisation's authority renew it, and name the new one in " + profile + ".";
            case CERTIFICATE_EARLY ->
                "The certificate " + subject + " is valid from " + detail
                        + " on only. Look whether this machine's clock is right.";
            case KEY_UNREADABLE ->
                "The file " + subject + ", which the profile names as privateKey, holds none: " + detail
                        + ". It must be one private key as PEM, without a password.";
            case KEY_MISMATCH ->
                "The private key " + subject + " does not fit the certificate in " + profile
                        + ". Name the key that the certificate was made for.";
            case ROOTS_UNREADABLE ->
                "The file " + subject + ", which the profile names as tlsRoots, holds no certificates. "
                        + "It must be those of the authorities that vouch for the peer's TLS, as PEM.";
            case PEER_UNREACHABLE ->
                "No peer answers at " + subject + ": " + detail + ". Start it, or correct endpoint in " + profile + ".";
            case PEER_UNTRUSTED ->
                "The certificates in tlsRoots of " + profile + " do not vouch for the peer at " + subject + ": "
                        + detail + ". Ask whoever runs the peer for the TLS authority's certificate.";
            case PEER_MISNAMED ->
                "The peer at " + subject + " has no certificate for the name in serverName of " + profile + ": "
                        + detail + " Correct serverName, or endpoint.";
            case PEER_UNSUITABLE ->
                "What answers at " + subject + " is no gateway peer of Fabric 2.5 or newer: " + detail
                        + ". Correct endpoint in " + profile + ".";
            case IDENTITY_REFUSED ->
                "The peer does not let the certificate " + subject + " (" + detail
                        + ") write for the organisation in mspId of " + profile
                        + ": it is another organisation's, or not a client's, or was revoked.";
            case CHANNEL_MISSING ->
                "The peer has no channel " + subject + ". Have it join that channel, or correct channel in " + profile
                        + ".";
            case CONTRACT_MISSING ->
                "The channel has no contract " + subject + " that the peer could ask: " + detail
                        + ". Have it installed, approved and committed, or correct chaincode in " + profile + ".";
            case COLLECTION_MISSING ->
                "The contract " + subject + " keeps no private data of grants that the organisation in mspId of "
                        + profile
                        + " can read: " + detail
                        + ". Have a definition of this version's contract approved and committed whose collection grants names"
                        + " that organisation.";
            case CONTRACT_SILENT ->
                "The contract " + subject + " does not answer: " + detail
                        + ". Start its service, or look into the peer's log.";
        };
    }
}
