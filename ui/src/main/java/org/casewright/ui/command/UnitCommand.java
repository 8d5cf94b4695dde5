package org.casewright.ui.command;

import org.casewright.identity.Directory;
import org.casewright.identity.Units;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "unit",
        mixinStandardHelpOptions = true,
        description = "Business units: a new database has none, and no account is without one.",
        synopsisSubcommandLabel = "add|move|set",
        subcommands = {UnitCommand.Add.class, UnitCommand.Move.class, UnitCommand.Set.class})
final class UnitCommand {

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a unit.")
    static final class Add extends IdentityWork {
        @Option(names = "--name", paramLabel = "TEXT", description = "what people call it (default: its code)")
        private @Nullable String title;

        @Option(names = "--parent", paramLabel = "CODE", description = "the unit above it (default: none)")
        private @Nullable String parent;

        @Option(
                names = "--time-zone",
                paramLabel = "ZONE",
                defaultValue = "UTC",
                description = "as in Africa/Nairobi (default: ${DEFAULT-VALUE})")
        private String zone = "UTC";

        @Override
        String work(ApplicationContext parts) {
            var number = parts.getBean(Units.class).add(name(), title == null ? name() : title, parent, zone, null);
            return "Unit " + name() + " has number " + number + ".";
        }
    }

    @Command(
            name = "move",
            mixinStandardHelpOptions = true,
            description =
                    "Hangs a unit, and all below it, under another one: who reads a subtree reads another one at once.")
    static final class Move extends IdentityWork {
        @Option(names = "--parent", paramLabel = "CODE", description = "the unit above it from then on (default: none)")
        private @Nullable String parent;

        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Units.class).move(name(), parent);
            return "Unit " + name() + (parent == null ? " stands at the top." : " stands below " + parent + ".");
        }
    }

    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = {
                "Opens a unit, shuts it or closes it.",
                "read-only: its records are read, and given to other units; closed: nobody acts for it either."
            })
    static final class Set extends IdentityWork {
        @Parameters(index = "1", paramLabel = "STATUS", description = "one of: ${COMPLETION-CANDIDATES}")
        private Status status = Status.OPEN;

        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Units.class).set(name(), status.status);
            return "Unit " + name() + " is " + status + ".";
        }
    }

    /** A unit's status, in the words of the command line. */
    enum Status {
        OPEN(Directory.Status.ACTIVE, "open"),
        READ_ONLY(Directory.Status.READ_ONLY, "read-only"),
        CLOSED(Directory.Status.CLOSED, "closed");

        private final Directory.Status status;
        private final String words;

        Status(Directory.Status status, String words) {
            this.status = status;
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
