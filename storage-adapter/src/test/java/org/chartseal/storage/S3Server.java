package org.chartseal.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.filesystem.FilesystemApiMetadata;

/** A real S3 server over HTTP, with a folder behind it; in the tests' process, or as a program that can be killed. */
final class S3Server implements AutoCloseable {

    static final StorageCredentials CREDENTIALS =
            new StorageCredentials(Optional.of("chartseal"), Optional.of("a-secret-of-the-tests"), Optional.empty());

    private final BlobStoreContext context;
    private final S3Proxy proxy;

    private S3Server(Path folder, int port) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("jclouds.filesystem.basedir", folder.toString());
        context = ContextBuilder.newBuilder(new FilesystemApiMetadata())
                .credentials("identity", "credential")
                .overrides(properties)
                .build(BlobStoreContext.class);
        proxy = S3Proxy.builder()
                .blobStore(context.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(
                        AuthenticationType.AWS_V4,
                        CREDENTIALS.s3AccessKey().orElseThrow(),
                        CREDENTIALS.s3SecretKey().orElseThrow())
                .build();
        proxy.start();
    }

    /** @param port 0 for any that is free */
    static S3Server start(Path folder, int port) throws Exception {
        return new S3Server(folder, port);
    }

    int port() {
        return proxy.getPort();
    }

    static S3Location bucket(int port, String bucket, String prefix) {
        return new S3Location(
                bucket,
                prefix,
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                "us-east-1",
                true,
                Optional.empty());
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        } finally {
            context.close();
        }
    }

    /** Arguments: folder, port, file that gets the port as its content when the server answers. Serves until it is killed. */
    public static void main(String[] arguments) throws Exception {
        S3Server server = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        Path written = Path.of(arguments[2] + ".new");
        Files.writeString(written, Integer.toString(server.port()));
        Files.move(written, Path.of(arguments[2]), StandardCopyOption.ATOMIC_MOVE);
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Starts it as a program of its own. */
    static Process launch(Path folder, int port, Path announced) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        S3Server.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        announced.toString())
                .redirectErrorStream(true)
                .redirectOutput(announced.resolveSibling("server.txt").toFile())
                .start();
    }
}
