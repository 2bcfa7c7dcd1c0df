package org.chartseal.launcher.fabric;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One installation's use of a network on this machine, for the portal of one of its hospitals. */
public final class NetworkMembership {
    private final NetworkFolder folder;
    private final NetworkUsers users;
    private final NodeProcesses processes;
    private final Path installation;

    public NetworkMembership(Path network, Path installation) {
        this.folder = new NetworkFolder(network);
        this.users = new NetworkUsers(folder);
        this.processes = new NodeProcesses(folder);
        this.installation = installation;
    }

    /** From now on the network runs until the last who joined leaves. */
    public void join() {
        users.add(installation);
    }

    public boolean isJoined() {
        return users.has(installation);
    }

    /** Ends the network unless someone else wants it to run. */
    public String leave() {
        if (!Files.isDirectory(folder.root())) {
            return "stopped";
        }
        String[] outcome = {""};
        Consumer<String> silent = text -> {};
        new NetworkLock(folder).afterOthers(() -> outcome[0] = leaveNow(), silent);
        return outcome[0];
    }

    private String leaveNow() {
        users.remove(installation);
        List<Path> others = users.installations();
        if (!others.isEmpty()) {
            return "network goes on, for the portal in " + others.get(0);
        }
        if (users.hasCommand()) {
            return "network goes on until ./chartseal fabric down";
        }
        processes.adoptStrays();
        processes.names().forEach(processes::stop);
        return "stopped";
    }

    /** The processes of the network that run. */
    public List<ProcessHandle> processes() {
        return processes.names().stream()
                .flatMap(name -> processes.running(name).stream())
                .toList();
    }

    /** Whether all that was started of the network runs. */
    public boolean isWhole() {
        List<String> names = processes.names();
        return !names.isEmpty()
                && names.stream().allMatch(name -> processes.running(name).isPresent());
    }

    /** Tells this network from one that was made anew in the same folder; empty while none is made. */
    public Optional<String> firstBlock() {
        return Channels.firstBlock(folder);
    }
}
