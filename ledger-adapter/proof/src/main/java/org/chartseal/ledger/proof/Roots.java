package org.chartseal.ledger.proof;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.chartseal.domain.ledger.CanonicalText;
import org.chartseal.ledger.blocks.BlockHashes;
import org.chartseal.ledger.blocks.ChannelConfiguration;
import org.chartseal.ledger.blocks.Organisation;
import org.hyperledger.fabric.protos.common.Block;

/**
 * All that is trusted: the root certificates of each organisation, by MSP id, from the files {@code MSPID.pem} of a folder; and,
 * where its file {@value #CHANNEL} says so, which block a channel begins with. Without that, whoever can get certificates of these
 * organisations could begin a channel of their own.
 *
 * @param organisations root certificates by MSP id
 */
public record Roots(Map<String, Set<X509Certificate>> organisations, Optional<Channel> channel) {

    /** The file that names the channel: {@code {"channel":name,"firstBlock":hash}}. */
    public static final String CHANNEL = "channel.json";

    private static final String SUFFIX = ".pem";
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,100}");

    /**
     * A channel.
     *
     * @param firstBlock SHA-256 of its header, hexadecimal
     */
    public record Channel(String name, String firstBlock) {}

    /**
     * Reads a folder.
     *
     * @throws IOException when it cannot be read, or has no certificate
     */
    public static Roots read(Path folder) throws IOException {
        Map<String, Set<X509Certificate>> organisations = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                organisations.put(name.substring(0, name.length() - SUFFIX.length()), certificates(file));
            }
        }
        if (organisations.isEmpty()) {
            throw new IOException("no certificate (*" + SUFFIX + ") in " + folder);
        }
        Path channel = folder.resolve(CHANNEL);
        return new Roots(organisations, Files.exists(channel) ? Optional.of(channel(channel)) : Optional.empty());
    }

    /**
     * Those of a channel's organisations, as its configurations name them.
     *
     * @param firstBlock of the channel
     * @throws CertificateException when an organisation has an authority that no root of its own vouches for
     */
    public static Roots of(String channel, Block firstBlock, Collection<ChannelConfiguration> configurations)
            throws CertificateException {
        Map<String, Set<X509Certificate>> organisations = new TreeMap<>();
        for (ChannelConfiguration configuration : configurations) {
            for (Organisation organisation : configuration.organisations()) {
                organisations.put(organisation.id(), organisation.roots());
            }
        }
        String hash = HexFormat.of().formatHex(BlockHashes.ofHeader(firstBlock.getHeader()));
        return new Roots(organisations, Optional.of(new Channel(channel, hash)));
    }

    /**
     * Writes them into a folder, which is made if need be.
     *
     * @throws IOException when that cannot be done, or an organisation's MSP id cannot be a file's name
     */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Set<X509Certificate>> organisation : organisations.entrySet()) {
            if (!FILE_NAME.matcher(organisation.getKey()).matches()) {
                throw new IOException("not a name for a file: " + organisation.getKey());
            }
            Files.writeString(folder.resolve(organisation.getKey() + SUFFIX), pem(organisation.getValue()));
        }
        if (channel.isPresent()) {
            JsonObject members = CanonicalText.JSON
                    .createObjectBuilder()
                    .add("channel", channel.get().name())
                    .add("firstBlock", channel.get().firstBlock())
                    .build();
            Files.writeString(folder.resolve(CHANNEL), CanonicalText.of(members) + "\n");
        }
    }

    private static String pem(Set<X509Certificate> certificates) throws IOException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate each : certificates) {
            try {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(each.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (CertificateEncodingException impossible) {
                throw new IOException(impossible);
            }
        }
        return text.toString();
    }

    private static Set<X509Certificate> certificates(Path file) throws IOException {
        Set<X509Certificate> certificates = new HashSet<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) each);
            }
        } catch (CertificateException malformed) {
            throw new IOException("no certificates: " + file, malformed);
        }
        return certificates;
    }

    private static Channel channel(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        try (JsonReader json = CanonicalText.JSON.createReader(new StringReader(text))) {
            JsonObject members = json.readObject();
            return new Channel(members.getString("channel"), members.getString("firstBlock"));
        } catch (JsonException | ClassCastException | NullPointerException malformed) {
            throw new IOException("not a channel's description: " + file, malformed);
        }
    }

    /** What is wrong with a configuration, if anything is: each organisation must have exactly these roots. */
    Optional<Problem> objection(ChannelConfiguration configuration) {
        for (Organisation organisation : configuration.organisations()) {
            Set<X509Certificate> trusted = organisations.get(organisation.id());
            if (trusted == null) {
                return Optional.of(new Problem("organisation-unknown", organisation.id()));
            }
            if (!hasRoots(organisation, trusted)) {
                return Optional.of(new Problem("root-differs", organisation.id()));
            }
        }
        return Optional.empty();
    }

    private static boolean hasRoots(Organisation organisation, Set<X509Certificate> trusted) {
        try {
            return organisation.roots().equals(trusted);
        } catch (CertificateException notVouched) {
            return false;
        }
    }
}
