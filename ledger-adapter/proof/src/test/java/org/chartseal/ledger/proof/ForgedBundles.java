package org.chartseal.ledger.proof;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** All bundles that the tests here judge, with what this verifier says of each: another verifier has to say the same. */
public final class ForgedBundles {

    private static final List<Class<?>> TESTS =
            List.of(ForgedContentTest.class, ForgedLedgerTest.class, ForgedAuthorTest.class);

    private final Path folder;
    private final List<Judged> judged = new ArrayList<>();

    /**
     * A bundle.
     *
     * @param name which test judges it
     * @param roots the root folder's files by name
     * @param zip the file
     * @param verdict as {@code verify --json} prints it
     */
    @SuppressWarnings("ArrayRecordComponent") // only read
    public record Judged(String name, Map<String, byte[]> roots, byte[] zip, String verdict) {}

    private ForgedBundles(Path folder) {
        this.folder = folder;
    }

    /**
     * Those that somebody thought of, the honest ones among them: as the tests make them, whose methods are called here.
     *
     * @param folder for files that are deleted again
     */
    public static List<Judged> named(Path folder) throws ReflectiveOperationException {
        ForgedBundles bundles = new ForgedBundles(folder);
        for (Class<?> test : TESTS) {
            List<Method> methods = Arrays.stream(test.getDeclaredMethods())
                    .filter(each -> each.isAnnotationPresent(Test.class))
                    .sorted(Comparator.comparing(Method::getName))
                    .toList();
            for (Method method : methods) {
                Constructor<?> constructor = test.getDeclaredConstructor();
                constructor.setAccessible(true);
                method.setAccessible(true);
                ForgeryKit kit = (ForgeryKit) constructor.newInstance();
                kit.witness =
                        (roots, files) -> bundles.judge(test.getSimpleName() + "." + method.getName(), roots, files);
                method.invoke(kit);
            }
        }
        return bundles.judged;
    }

    /**
     * Those that chance makes, so many of each kind.
     *
     * @param folder for files that are deleted again
     */
    public static List<Judged> mutated(Path folder, int tries) throws IOException {
        ForgedBundles bundles = new ForgedBundles(folder);
        Mutations mutations = new Mutations(20_261_129);
        Roots roots = mutations.hospitals.roots();
        byte[] whole = zip(mutations.whole());
        for (int i = 0; i < tries; i++) {
            bundles.judge("altered #" + i, roots, mutations.altered());
            bundles.judge("forged #" + i, roots, mutations.forged());
            bundles.judge("list #" + i, roots, mutations.relisted());
            byte[] file = mutations.mutated(ByteString.copyFrom(whole)).toByteArray();
            bundles.judge("file #" + i, roots, file);
        }
        return bundles.judged;
    }

    private void judge(String name, Roots roots, BundleFiles files) {
        try {
            judge(name, roots, zip(files));
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void judge(String name, Roots roots, byte[] zip) throws IOException {
        Path file = folder.resolve("bundle.zip");
        Files.write(file, zip);
        String verdict = VerdictText.json(new BundleVerifier(roots).verify(file));
        Files.delete(file);
        judged.add(new Judged(name, files(roots), zip, verdict));
    }

    private Map<String, byte[]> files(Roots roots) throws IOException {
        Path written = folder.resolve("roots");
        roots.write(written);
        Map<String, byte[]> files = new HashMap<>();
        try (DirectoryStream<Path> each = Files.newDirectoryStream(written)) {
            for (Path file : each) {
                files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
                Files.delete(file);
            }
        }
        return files;
    }

    static byte[] zip(BundleFiles files) throws IOException {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (OutputStream out = bytes;
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : new TreeSet<>(files.names())) {
                zip.putNextEntry(new ZipEntry(name));
                try (InputStream in = files.open(name)) {
                    in.transferTo(zip);
                }
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
