package org.chartseal.ledger.solo.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.chartseal.ledger.solo.LedgerUnusable;
import org.chartseal.ledger.solo.Network;

/** What a client needs to connect, in one folder: certificate, key, TLS root, and the profile that names them. */
public final class ClientProfile {

    private ClientProfile() {}

    /**
     * Writes the folder anew for this endpoint.
     *
     * @return the profile's path
     */
    public static Path write(Path folder, OrganisationKeys keys, String endpoint) {
        try {
            PrivateFiles.createFolder(folder);
            Path certificate = folder.resolve("certificate.pem").toAbsolutePath();
            Path privateKey = folder.resolve("private-key.pem").toAbsolutePath();
            Path tlsRoots = folder.resolve("tls-roots.pem").toAbsolutePath();
            PrivateFiles.write(certificate, Pem.of(keys.client().certificate()));
            PrivateFiles.write(privateKey, Pem.of(keys.client().key()));
            PrivateFiles.write(tlsRoots, Pem.of(keys.tlsRoot()));

            Map<String, String> profile = new LinkedHashMap<>();
            profile.put("kind", "solo");
            profile.put("endpoint", endpoint);
            profile.put("channel", Network.CHANNEL);
            profile.put("chaincode", Network.CHAINCODE);
            profile.put("mspId", Network.MSP_ID);
            profile.put("certificate", certificate.toString());
            profile.put("privateKey", privateKey.toString());
            profile.put("tlsRoots", tlsRoots.toString());
            profile.put("serverName", "localhost");
            Path file = folder.resolve("profile.json").toAbsolutePath();
            PrivateFiles.write(file, json(profile));
            return file;
        } catch (IOException e) {
            throw new LedgerUnusable("The client's profile in " + folder + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static String json(Map<String, String> members) {
        return members.entrySet().stream()
                .map(member -> "  " + quoted(member.getKey()) + ": " + quoted(member.getValue()))
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
