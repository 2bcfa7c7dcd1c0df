package org.chartseal.domain.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.chartseal.domain.documents.SealedObjects;
import org.chartseal.domain.records.SealReport.File;
import org.chartseal.domain.records.SealReport.Line;
import org.chartseal.domain.shared.Refused;
import org.chartseal.domain.shared.Unavailable;

/** The checks of the files that belong to a sealed record; they are streamed, whatever their size. */
final class FileChecks {

    private final SealedObjects objects;

    FileChecks(SealedObjects objects) {
        this.objects = objects;
    }

    /** Four lines for each file, in their order. */
    List<Line> of(List<SealedFile> files) {
        List<Line> lines = new ArrayList<>();
        for (SealedFile file : files) {
            lines.addAll(of(file, 1 + lines.size() / 4));
        }
        return lines;
    }

    private List<Line> of(SealedFile file, int number) {
        ObjectChecks checks = new ObjectChecks(
                SealCheck.FILE_FOUND,
                SealCheck.FILE_INTACT,
                SealCheck.FILE_DECRYPTS,
                SealCheck.FILE_EQUALS,
                Optional.of(new File(number, Optional.of(file.name()), file.mediaType())));
        return file.stored()
                .map(stored -> opened(stored, file.sha256(), checks))
                .orElseGet(() -> checks.failed(SealCheck.FILE_FOUND, "file-row-gone"));
    }

    private List<Line> opened(SealedFile.Stored stored, Optional<String> sealed, ObjectChecks checks) {
        try (InputStream in = objects.open(stored.context(), stored.address())) {
            String sha256 = sha256(in);
            objects.requireKeys(stored.context(), stored.address());
            if (sealed.isEmpty()) {
                return checks.passedButUnequal("not-checked");
            }
            return sealed.get().equals(sha256) ? checks.passed() : checks.failed(SealCheck.FILE_EQUALS, "file-differs");
        } catch (Refused refusal) {
            return checks.refused(refusal);
        } catch (Unavailable | IOException away) {
            return checks.unknown("storage-away");
        }
    }

    private static String sha256(InputStream content) throws IOException {
        try (DigestInputStream in = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
