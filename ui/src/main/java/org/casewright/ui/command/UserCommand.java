package org.casewright.ui.command;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.casewright.identity.Accounts;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Directory;
import org.casewright.identity.FirstPassword;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Tokens;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Local accounts; works beside a running application too.",
        synopsisSubcommandLabel = "add|reset|unlock|grant|revoke|token",
        subcommands = {
            UserCommand.Add.class,
            UserCommand.Reset.class,
            UserCommand.Unlock.class,
            UserCommand.Grant.class,
            UserCommand.Revoke.class,
            UserCommand.Token.class
        })
final class UserCommand {

    /** What all have in common: an account's name and a database. */
    abstract static class OfAccount implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "NAME", description = "by which the account signs in")
        private String name = "";

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec spec;

        String name() {
            return name;
        }

        abstract String work(ApplicationContext parts);

        @Override
        public Integer call() {
            var result = IdentityParts.of(database, this::work);
            if (spec != null) {
                spec.commandLine().getOut().println(result);
                spec.commandLine().getOut().flush();
            }
            return ExitCode.DONE;
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes an account and prints its first password.")
    static final class Add extends OfAccount {
        @Option(
                names = "--unit",
                required = true,
                paramLabel = "UNIT",
                description = "code of the unit that it belongs to")
        private String unit = "";

        @Option(names = "--role", paramLabel = "ROLE", description = "a role's id; may be repeated")
        private Set<String> roles = new LinkedHashSet<>();

        @Option(names = "--title", paramLabel = "TEXT", description = "what people call it (default: its name)")
        private @Nullable String title;

        @Override
        String work(ApplicationContext parts) {
            return withPassword(password -> parts.getBean(Accounts.class)
                    .add(new NewAccount(name(), title == null ? name() : title, unit, roles), password));
        }
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Gives another first password and prints it.")
    static final class Reset extends OfAccount {
        @Override
        String work(ApplicationContext parts) {
            return withPassword(password -> parts.getBean(Accounts.class).reset(name(), password));
        }
    }

    private static String withPassword(Consumer<String> work) {
        var password = FirstPassword.next();
        work.accept(password);
        return "First password, to be changed at sign-in: " + password;
    }

    @Command(name = "unlock", mixinStandardHelpOptions = true, description = "Lets an account in again that rests.")
    static final class Unlock extends OfAccount {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Accounts.class).unlock(name());
            return "Account " + name() + " may sign in.";
        }
    }

    /** An account, and what it may do to the platform itself. */
    abstract static class OfPrivilege extends OfAccount {
        @Parameters(index = "1", paramLabel = "PRIVILEGE", description = "one of: ${COMPLETION-CANDIDATES}")
        private PlatformPrivilege privilege = PlatformPrivilege.DEPLOY;

        PlatformPrivilege privilege() {
            return privilege;
        }
    }

    @Command(
            name = "grant",
            mixinStandardHelpOptions = true,
            description = {
                "Gives a privilege over the platform, which no role brings.",
                "deploy: apply releases in one's own name, and agree to those that widen access.",
                "administer: units, people, teams and partners, in the pages; not one's own account."
            })
    static final class Grant extends OfPrivilege {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(PlatformPrivileges.class).grant(name(), privilege());
            return "Account " + name() + " has the privilege " + privilege().code() + ".";
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Takes such a privilege away.")
    static final class Revoke extends OfPrivilege {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(PlatformPrivileges.class).revoke(name(), privilege());
            return "Account " + name() + " has the privilege " + privilege().code() + " no more.";
        }
    }

    @Command(
            name = "token",
            mixinStandardHelpOptions = true,
            description = "Makes a token for the API and prints it, once.")
    static final class Token extends OfAccount {
        @Option(names = "--days", defaultValue = "90", description = "how long it lives (default: ${DEFAULT-VALUE})")
        private int days;

        @Option(names = "--title", defaultValue = "command line", description = "what it is for")
        private String title = "command line";

        @Override
        String work(ApplicationContext parts) {
            var account = parts.getBean(Directory.class)
                    .account(name())
                    .orElseThrow(() -> new RefusedException("there is no account " + name()));
            return parts.getBean(Tokens.class)
                    .issue(account.id(), title, Duration.ofDays(days))
                    .secret();
        }
    }
}
