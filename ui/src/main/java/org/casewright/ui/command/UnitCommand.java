package org.casewright.ui.command;

import java.util.concurrent.Callable;
import org.casewright.identity.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "unit",
        mixinStandardHelpOptions = true,
        description = "Business units: a new database has none, and no account is without one.",
        synopsisSubcommandLabel = "add",
        subcommands = UnitCommand.Add.class)
final class UnitCommand {

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a unit.")
    static final class Add implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "CODE", description = "short, as in numbers")
        private String code = "";

        @Option(names = "--name", paramLabel = "TEXT", description = "what people call it (default: its code)")
        private @Nullable String name;

        @Option(names = "--parent", paramLabel = "CODE", description = "the unit above it (default: none)")
        private @Nullable String parent;

        @Option(
                names = "--time-zone",
                paramLabel = "ZONE",
                defaultValue = "UTC",
                description = "as in Africa/Nairobi (default: ${DEFAULT-VALUE})")
        private String zone = "UTC";

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var result = IdentityParts.of(database, this::work);
            if (spec != null) {
                spec.commandLine().getOut().println(result);
                spec.commandLine().getOut().flush();
            }
            return ExitCode.DONE;
        }

        private String work(ApplicationContext parts) {
            var number = parts.getBean(Units.class).add(code, name == null ? code : name, parent, zone, null);
            return "Unit " + code + " has number " + number + ".";
        }
    }
}
