package org.chartseal.launcher.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.chartseal.launcher.process.Launch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who uses a network, with a sleeping process in the place of a node. */
class NetworkMembershipTest {
    @TempDir
    private Path folder = Path.of("");

    private Path network = Path.of("");
    private Path riverside = Path.of("");
    private Path lakeside = Path.of("");

    @BeforeEach
    void startNode() throws IOException {
        network = folder.resolve("network");
        riverside = Files.createDirectory(folder.resolve("riverside"));
        lakeside = Files.createDirectory(folder.resolve("lakeside"));
        new NodeProcesses(new NetworkFolder(network))
                .start("node", new Launch(List.of("sleep", "300"), Map.of(), folder), List.of());
    }

    @AfterEach
    void stopNode() {
        FabricNetwork.down(network, step -> {});
    }

    @Test
    void the_last_who_leaves_ends_the_network() {
        member(riverside).join();
        member(lakeside).join();

        assertThat(member(riverside).leave()).isEqualTo("network goes on, for the portal in " + lakeside);
        assertThat(member(riverside).isJoined()).isFalse();
        assertThat(member(lakeside).isWhole()).isTrue();
        assertThat(member(lakeside).leave()).isEqualTo("stopped");
        assertThat(member(lakeside).isWhole()).isFalse();
    }

    @Test
    void to_join_twice_is_to_join_once() {
        member(riverside).join();
        member(riverside).join();

        assertThat(FabricNetwork.portals(network)).containsExactly(riverside);
        assertThat(member(riverside).leave()).isEqualTo("stopped");
    }

    @Test
    void an_installation_that_is_gone_keeps_nothing_running() throws IOException {
        member(riverside).join();
        member(lakeside).join();
        Files.delete(lakeside);

        assertThat(member(riverside).leave()).isEqualTo("stopped");
    }

    @Test
    void what_was_started_by_its_own_command_is_stopped_by_its_own_command() {
        FabricNetwork.keepUp(network);
        member(riverside).join();

        assertThat(member(riverside).leave()).contains("until ./chartseal fabric down");
        assertThat(member(riverside).isWhole()).isTrue();
        FabricNetwork.down(network, step -> {});
        assertThat(member(riverside).isWhole()).isFalse();
        assertThat(member(riverside).leave()).isEqualTo("stopped");
    }

    @Test
    void to_leave_what_was_never_there_makes_nothing() {
        assertThat(new NetworkMembership(folder.resolve("other"), riverside).leave())
                .isEqualTo("stopped");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    private NetworkMembership member(Path installation) {
        return new NetworkMembership(network, installation);
    }
}
