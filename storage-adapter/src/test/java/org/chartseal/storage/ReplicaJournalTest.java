package org.chartseal.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.chartseal.domain.documents.ObjectAddress;
import org.chartseal.storage.ReplicaJournal.Debt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaJournalTest {

    private static final ObjectAddress FIRST = new ObjectAddress("1".repeat(64));
    private static final ObjectAddress SECOND = new ObjectAddress("2".repeat(64));
    private static final String PLACE = "file:/srv/with space";

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("work").resolve("replicas.journal");
    }

    @Test
    void whatIsOwedIsKnownAfterARestart() throws IOException {
        ReplicaJournal journal = ReplicaJournal.open(file);
        journal.owe(PLACE, FIRST, Debt.LACKS);
        journal.owe(PLACE, SECOND, Debt.LACKS);
        journal.owe(PLACE, SECOND, Debt.KEEPS);
        assertThat(ReplicaJournal.open(file).debts(PLACE)).isEqualTo(Map.of(FIRST, Debt.LACKS, SECOND, Debt.KEEPS));
        assertThat(ReplicaJournal.open(file).debts("elsewhere")).isEmpty();
    }

    @Test
    void whatIsSettledIsNotOwedAfterARestart() throws IOException {
        ReplicaJournal journal = ReplicaJournal.open(file);
        journal.owe(PLACE, FIRST, Debt.LACKS);
        journal.settle(PLACE, FIRST);
        journal.settle(PLACE, SECOND);
        assertThat(ReplicaJournal.open(file).debts(PLACE)).isEmpty();
        assertThat(file).isEmptyFile();
    }

    @Test
    void aLineThatACrashCutIsNotRead() throws IOException {
        ReplicaJournal.open(file).owe(PLACE, FIRST, Debt.KEEPS);
        Files.writeString(file, "lacks " + SECOND.hex() + " file:/sr", StandardOpenOption.APPEND);
        ReplicaJournal again = ReplicaJournal.open(file);
        again.owe(PLACE, SECOND, Debt.LACKS);
        assertThat(ReplicaJournal.open(file).debts(PLACE)).isEqualTo(Map.of(FIRST, Debt.KEEPS, SECOND, Debt.LACKS));
    }

    @Test
    void anotherFileIsNotTakenForAJournal() throws IOException {
        Files.createDirectories(folder.resolve("work"));
        Files.writeString(file, "key=value\n");
        assertThatThrownBy(() -> ReplicaJournal.open(file)).isInstanceOf(IOException.class);
        assertThat(file).hasContent("key=value");
    }
}
