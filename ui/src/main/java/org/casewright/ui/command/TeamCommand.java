package org.casewright.ui.command;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.casewright.identity.Directory;
import org.casewright.identity.Teams;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "team",
        mixinStandardHelpOptions = true,
        description = "Teams: what they own is their people's own, and what is shared with them is shared with these.",
        synopsisSubcommandLabel = "add|join|leave",
        subcommands = {TeamCommand.Add.class, TeamCommand.Join.class, TeamCommand.Leave.class})
final class TeamCommand {

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a team.")
    static final class Add extends IdentityWork {
        @Option(
                names = "--unit",
                required = true,
                paramLabel = "UNIT",
                description = "code of the unit that it belongs to")
        private String unit = "";

        @Option(names = "--title", paramLabel = "TEXT", description = "what people call it (default: its name)")
        private @Nullable String title;

        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Teams.class).add(name(), title == null ? name() : title, unit);
            return "Team " + name() + " belongs to " + unit + ".";
        }
    }

    /** A team and one of its people. */
    abstract static class OfMember extends IdentityWork {
        @Parameters(index = "1", paramLabel = "ACCOUNT", description = "by which the person signs in")
        private String account = "";

        String account() {
            return account;
        }

        UUID team(ApplicationContext parts) {
            return parts.getBean(Teams.class)
                    .find(name())
                    .orElseThrow(() -> new RefusedException("there is no team " + name()))
                    .id();
        }

        UUID member(ApplicationContext parts) {
            return parts.getBean(Directory.class)
                    .account(account)
                    .filter(found -> !found.team())
                    .orElseThrow(() -> new RefusedException("there is no account " + account))
                    .id();
        }
    }

    @Command(name = "join", mixinStandardHelpOptions = true, description = "Takes an account into a team.")
    static final class Join extends OfMember {
        @Option(names = "--until", paramLabel = "DAY", description = "the last day, UTC (default: without end)")
        private @Nullable LocalDate until;

        @Override
        String work(ApplicationContext parts) {
            var end = until == null ? null : until.plusDays(1).atStartOfDay().atOffset(ZoneOffset.UTC);
            parts.getBean(Teams.class).join(team(parts), member(parts), end);
            return "Account " + account() + " is of team " + name() + (until == null ? "." : " until " + until + ".");
        }
    }

    @Command(name = "leave", mixinStandardHelpOptions = true, description = "Takes an account out of a team.")
    static final class Leave extends OfMember {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Teams.class).leave(team(parts), member(parts));
            return "Account " + account() + " is of team " + name() + " no more.";
        }
    }
}
