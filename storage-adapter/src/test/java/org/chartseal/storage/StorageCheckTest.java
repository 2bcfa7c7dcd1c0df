package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.chartseal.domain.documents.ObjectAddress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageCheckTest {

    @TempDir
    Path folder;

    private Path first;
    private Path second;
    private StoragePlaces places;
    private KeptStore store;

    @BeforeEach
    void openStore() {
        first = folder.resolve("first");
        second = folder.resolve("second");
        places = new StoragePlaces(
                List.of(new StorageUrl.Folder(first), new StorageUrl.Folder(second)),
                StorageCredentials.NONE,
                folder.resolve("work"));
        store = places.open();
        store.initialise();
    }

    @Test
    void whatIsMissingDamagedOrUnreferencedIsFoundInEachPlace() throws IOException {
        ObjectAddress sound = put("sound");
        ObjectAddress gone = put("gone");
        ObjectAddress bent = put("bent");
        ObjectAddress stray = put("stray");
        Files.delete(first.resolve(ObjectPath.of(gone)));
        Files.writeString(second.resolve(ObjectPath.of(bent)), "bend");

        List<Long> told = new ArrayList<>();
        List<StorageCheck.Finding> findings = check(told, sound, gone, bent);

        assertThat(findings).extracting(StorageCheck.Finding::place).containsExactly("file:" + first, "file:" + second);
        StorageCheck.Finding inFirst = findings.get(0);
        assertThat(inFirst.intact()).isEqualTo(2);
        assertThat(inFirst.missing()).containsExactly(gone);
        assertThat(inFirst.damaged()).isEmpty();
        assertThat(inFirst.unreferenced()).containsExactly(stray);
        assertThat(inFirst.isSound()).isFalse();
        StorageCheck.Finding inSecond = findings.get(1);
        assertThat(inSecond.missing()).isEmpty();
        assertThat(inSecond.damaged()).containsExactly(bent);
        assertThat(told).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whereEverythingIsAsItShouldBeNothingIsFound() throws IOException {
        places = StoragePlaces.folder(first);
        store = places.open();
        ObjectAddress[] all = new ObjectAddress[1100];
        for (int i = 0; i < all.length; i++) {
            all[i] = put("object " + i);
        }
        assertThat(check(new ArrayList<>(), all)).singleElement().satisfies(finding -> {
            assertThat(finding.isSound()).isTrue();
            assertThat(finding.intact()).isEqualTo(1100);
            assertThat(finding.unreferenced()).isEmpty();
            assertThat(finding.away()).isEmpty();
        });
    }

    @Test
    void aPlaceThatIsAwayIsNamedAndNothingInItCountsAsMissing() throws IOException {
        ObjectAddress address = put("sound");
        Files.move(second, folder.resolve("aside"));
        List<StorageCheck.Finding> findings = check(new ArrayList<>(), address);
        assertThat(findings.get(0).away()).isEmpty();
        assertThat(findings.get(1).away()).isPresent();
        assertThat(findings.get(1).missing()).isEmpty();
    }

    private List<StorageCheck.Finding> check(List<Long> told, ObjectAddress... expected) {
        StorageCheck check = new StorageCheck(places, told::add);
        for (ObjectAddress address : expected) {
            check.expect(address);
        }
        return check.finish();
    }

    private ObjectAddress put(String text) throws IOException {
        return store.put(out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }
}
