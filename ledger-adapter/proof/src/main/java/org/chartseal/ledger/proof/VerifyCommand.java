package org.chartseal.ledger.proof;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code verify}: as a command of its own, and as one of the portal's. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks a downloaded record against the organisations' root certificates. It needs nothing else: no network, no"
                    + " portal, no database."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every record in it is what was signed, and the ledger holds it",
            "1:something is not, and the reasons are named",
            "2:it could not be checked"
        })
public final class VerifyCommand implements Callable<Integer> {

    private static final int REFUSED = 1;
    private static final int NOT_CHECKED = 2;

    @Parameters(paramLabel = "BUNDLE", description = "the file that was downloaded")
    private @Nullable Path bundle;

    @Option(
            names = "--roots",
            required = true,
            paramLabel = "DIR",
            description = "the folder with the organisations' root certificates, as \"chartseal roots\" writes it")
    private @Nullable Path roots;

    @Option(names = "--json", description = "as JSON, for programs")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    /** The program {@code chartseal-verify.jar}. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VerifyCommand())
                .setCommandName("java -jar chartseal-verify.jar")
                .execute(arguments));
    }

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try {
            Roots trusted = Roots.read(Objects.requireNonNull(roots));
            BundleVerdict verdict = new BundleVerifier(trusted).verify(Objects.requireNonNull(bundle));
            tell(verdict, trusted, line.getOut());
            return verdict.valid() ? 0 : REFUSED;
        } catch (IOException unreadable) {
            line.getErr().println("Not checked: cannot read " + unreadable.getMessage());
            line.getErr().flush();
            return NOT_CHECKED;
        }
    }

    private void tell(BundleVerdict verdict, Roots trusted, PrintWriter out) {
        if (json) {
            out.println(VerdictText.json(verdict));
            out.flush();
        } else {
            VerdictText.print(verdict, trusted.channel().isPresent(), out);
        }
    }
}
