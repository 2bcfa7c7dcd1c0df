package org.chartseal.launcher.fabric;

import jakarta.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.chartseal.launcher.installation.PrivateFiles;

/**
 * What a peer installs: where the contract's service listens and how the peer shows itself there. The same content is the
 * same bytes, so that nothing is installed twice.
 *
 * @param id as Fabric forms it: the label and the package's SHA-256
 */
record ContractPackage(String id, Path file) {

    static ContractPackage make(NetworkFolder folder, Hospital hospital, String version, int port) {
        Path client = folder.user(hospital, "User2").resolve("tls");
        String connection = Json.createObjectBuilder()
                .add("address", "localhost:" + port)
                .add("dial_timeout", "10s")
                .add("tls_required", true)
                .add("client_auth_required", true)
                .add("client_key", read(client.resolve("client.key")))
                .add("client_cert", read(client.resolve("client.crt")))
                .add("root_cert", read(folder.tlsRoot(hospital)))
                .build()
                .toString();
        String label = PeerAdmin.CONTRACT + "_" + version;
        String metadata = Json.createObjectBuilder()
                .add("type", "ccaas")
                .add("label", label)
                .build()
                .toString();
        byte[] code = archive(Map.of("connection.json", utf8(connection)));
        byte[] whole = archive(Map.of("metadata.json", utf8(metadata), "code.tar.gz", code));
        Path file =
                PrivateFiles.folder(folder.contracts()).resolve(hospital.id() + "-" + version + "-" + port + ".tgz");
        write(file, whole);
        return new ContractPackage(label + ":" + sha256(whole), file);
    }

    private static byte[] archive(Map<String, byte[]> files) {
        GzipParameters parameters = new GzipParameters();
        parameters.setModificationTime(0);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar =
                new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, parameters))) {
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
                entry.setSize(file.getValue().length);
                entry.setModTime(0);
                entry.setMode(0100600);
                entry.setIds(0, 0);
                entry.setNames("", "");
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
