package org.casewright.ui.command;

import java.time.LocalDate;
import org.casewright.identity.Partners;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "partner",
        mixinStandardHelpOptions = true,
        description = {
            "Organisations with an agreement: their people see what is shared with them, and what is their own.",
            "Before an agreement begins and behind its last day they are nobody."
        },
        synopsisSubcommandLabel = "add|agree|belong",
        subcommands = {PartnerCommand.Add.class, PartnerCommand.Agree.class, PartnerCommand.Belong.class})
final class PartnerCommand {

    /** A partner and the days of its agreement. */
    abstract static class OfAgreement extends IdentityWork {
        @Option(
                names = "--from",
                required = true,
                paramLabel = "DAY",
                description = "the first day of the agreement, UTC")
        private @Nullable LocalDate from;

        @Option(names = "--until", paramLabel = "DAY", description = "its last day (default: without end)")
        private @Nullable LocalDate until;

        LocalDate from() {
            return from == null ? LocalDate.EPOCH : from;
        }

        @Nullable
        LocalDate until() {
            return until;
        }

        String words() {
            return "Partner " + name() + " has an agreement from " + from()
                    + (until == null ? "." : " until " + until + ".");
        }
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a partner.")
    static final class Add extends OfAgreement {
        @Option(names = "--title", paramLabel = "TEXT", description = "what people call it (default: its code)")
        private @Nullable String title;

        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Partners.class).add(name(), title == null ? name() : title, from(), until());
            return words();
        }
    }

    @Command(name = "agree", mixinStandardHelpOptions = true, description = "Sets the days of the agreement anew.")
    static final class Agree extends OfAgreement {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Partners.class).agree(name(), from(), until());
            return words();
        }
    }

    @Command(
            name = "belong",
            mixinStandardHelpOptions = true,
            description = "Makes an account or a team one of the partner's.")
    static final class Belong extends IdentityWork {
        @Parameters(index = "1", paramLabel = "ACCOUNT", description = "name of the account or team")
        private String account = "";

        @Option(names = "--no-more", description = "it is the organisation's own again")
        private boolean over;

        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Partners.class).belong(account, over ? null : name());
            return account + (over ? " belongs to the organisation." : " belongs to partner " + name() + ".");
        }
    }
}
