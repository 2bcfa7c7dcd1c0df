package org.chartseal.launcher.fabric;

import java.util.ArrayList;
import java.util.List;
import org.chartseal.launcher.installation.LauncherFailure;

/** What is asked of the orderers by their administrator. */
final class Orderers {
    private final Tool osnadmin;
    private final NetworkFolder folder;
    private final NetworkPlan plan;

    Orderers(FabricPrograms programs, NetworkFolder folder, NetworkPlan plan) {
        this.osnadmin = Tool.of(programs.program("osnadmin"));
        this.folder = folder;
        this.plan = plan;
    }

    boolean answers(int number) {
        return ask(number, "list").words().contains("Status: 200");
    }

    void join(int number, String channel) {
        if (ask(number, "list", "--channelID", channel).words().contains("Status: 200")) {
            return;
        }
        Tool.Answer answer = ask(
                number,
                "join",
                "--channelID",
                channel,
                "--config-block",
                folder.block(channel).toString());
        if (!answer.words().contains("Status: 201")) {
            throw new LauncherFailure("orderer" + number + " does not join the channel " + channel + ": "
                    + answer.words().strip());
        }
    }

    private Tool.Answer ask(int number, String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "channel",
                verb,
                "-o",
                "localhost:" + plan.port("orderer" + number + ".admin"),
                "--ca-file",
                folder.ordererTlsRoot().toString(),
                "--client-cert",
                folder.ordererAdmin().resolve("tls/client.crt").toString(),
                "--client-key",
                folder.ordererAdmin().resolve("tls/client.key").toString()));
        arguments.addAll(List.of(more));
        return osnadmin.run(arguments);
    }
}
