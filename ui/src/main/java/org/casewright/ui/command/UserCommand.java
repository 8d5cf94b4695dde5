package org.casewright.ui.command;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.casewright.access.Entitlement;
import org.casewright.access.Scope;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.identity.AccountLinks;
import org.casewright.identity.Accounts;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Actors;
import org.casewright.identity.Directory;
import org.casewright.identity.FirstPassword;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Reach;
import org.casewright.identity.Sessions;
import org.casewright.identity.Tokens;
import org.casewright.postgres.Databases;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        description = "Local accounts; works beside a running application too.",
        synopsisSubcommandLabel =
                "show|why|add|reset|unlock|close|reopen|grant|revoke|token|tokens|sessions|link|unlink",
        subcommands = {
            UserCommand.Show.class,
            UserCommand.Why.class,
            UserCommand.Add.class,
            UserCommand.Reset.class,
            UserCommand.Unlock.class,
            UserCommand.Close.class,
            UserCommand.Reopen.class,
            UserCommand.Grant.class,
            UserCommand.Revoke.class,
            UserCommand.Token.class,
            UserCommand.TokenList.class,
            UserCommand.SessionList.class,
            UserCommand.Link.class,
            UserCommand.Unlink.class
        })
final class UserCommand {

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Says for which units an account acts, its roles, and its privileges over the platform.")
    static final class Show extends IdentityWork {
        @Override
        String work(ApplicationContext parts) {
            var account = existing(parts, name());
            return String.join(
                    "\n",
                    AccountWords.who(
                            account,
                            parts.getBean(Actors.class).of(account.id()).orElse(null),
                            parts.getBean(PlatformPrivileges.class).held(account.id()),
                            parts.getBean(Directory.class)));
        }
    }

    @Command(
            name = "why",
            mixinStandardHelpOptions = true,
            description =
                    "Says what an account may do with records of an entity, and by which rules of the newest release.")
    static final class Why extends IdentityWork {
        @Parameters(index = "1", paramLabel = "ENTITY", description = "as in module/entity")
        private String entity = "";

        @Parameters(
                index = "2",
                arity = "0..1",
                paramLabel = "PRIVILEGE",
                description = "one of: ${COMPLETION-CANDIDATES} (default: all)")
        private @Nullable Privilege privilege;

        @Override
        String work(ApplicationContext parts) {
            var account = existing(parts, name());
            var catalog = ReleaseParts.newest(parts.getBean(Databases.class).owner());
            var found = catalog.findEntity(entity)
                    .orElseThrow(() -> new RefusedException("there is no entity " + entity + " in the newest release"));
            return parts.getBean(Actors.class)
                    .of(account.id())
                    .map(actor -> String.join("\n", AccountWords.why(Entitlement.of(catalog, actor, found), privilege)))
                    .orElse("Nobody comes in by " + account.name() + ", so it may do nothing.");
        }
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Makes an account and prints its first password.")
    static final class Add extends IdentityWork {
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

        @Option(names = "--without-password", description = "for somebody who signs in by a provider: then link it")
        private boolean withoutPassword;

        @Override
        String work(ApplicationContext parts) {
            var account = new NewAccount(name(), title == null ? name() : title, unit, roles);
            var accounts = parts.getBean(Accounts.class);
            if (withoutPassword) {
                accounts.addWithoutPassword(account);
                return "Account " + account.name()
                        + " has no password; link it to whom the provider calls by a subject.";
            }
            return withPassword(password -> accounts.add(account, password));
        }
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Gives another first password and prints it.")
    static final class Reset extends IdentityWork {
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
    static final class Unlock extends IdentityWork {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Accounts.class).unlock(name());
            return "Account " + name() + " may sign in.";
        }
    }

    private static Directory.Account existing(ApplicationContext parts, String name) {
        return parts.getBean(Directory.class)
                .account(name)
                .orElseThrow(() -> new RefusedException("there is no account " + name));
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "Lets nobody in by an account any more: sessions end, tokens open nothing. Its records stay.")
    static final class Close extends IdentityWork {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Accounts.class).close(existing(parts, name()).id());
            return "Account " + name() + " is closed.";
        }
    }

    @Command(name = "reopen", mixinStandardHelpOptions = true, description = "Opens a closed account again.")
    static final class Reopen extends IdentityWork {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(Accounts.class).reopen(existing(parts, name()).id());
            return "Account " + name() + " may sign in.";
        }
    }

    /** An account, and what it may do to the platform itself. */
    abstract static class OfPrivilege extends IdentityWork {
        @Parameters(index = "1", paramLabel = "PRIVILEGE", description = "one of: ${COMPLETION-CANDIDATES}")
        private PlatformPrivilege privilege = PlatformPrivilege.DEPLOY;

        @Option(
                names = "--module",
                paramLabel = "MODULE",
                description = "for this module only, there yet or not; may be repeated (default: all)")
        private Set<String> modules = new LinkedHashSet<>();

        PlatformPrivilege privilege() {
            return privilege;
        }

        Set<String> modules() {
            return modules;
        }

        String words() {
            return privilege.code() + new Reach(modules.isEmpty(), modules).words();
        }
    }

    @Command(
            name = "grant",
            mixinStandardHelpOptions = true,
            description = {
                "Gives a privilege over the platform, which no role brings.",
                "configure: plan releases against what is served.",
                "deploy: apply releases in one's own name, and agree to those that widen access; plan them, too.",
                "migrate: bring running processes over to another version of their workflow.",
                "move: move a running process to another place in its workflow.",
                "administer: units, people, teams, partners and sessions, in the pages; not one's own account.",
                "audit: look up who has seen which record and who has administered what; have values erased from the history."
            })
    static final class Grant extends OfPrivilege {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(PlatformPrivileges.class).grant(name(), privilege(), modules());
            return "Account " + name() + " has the privilege " + words() + ".";
        }
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Takes such a privilege away.")
    static final class Revoke extends OfPrivilege {
        @Override
        String work(ApplicationContext parts) {
            parts.getBean(PlatformPrivileges.class).revoke(name(), privilege(), modules());
            return "Account " + name() + " has the privilege " + words() + " no more.";
        }
    }

    @Command(
            name = "token",
            mixinStandardHelpOptions = true,
            description = "Makes a token for the API and prints it, once.")
    static final class Token extends IdentityWork {
        @Option(names = "--days", defaultValue = "90", description = "how long it lives (default: ${DEFAULT-VALUE})")
        private int days;

        @Option(names = "--title", defaultValue = "command line", description = "what it is for")
        private String title = "command line";

        @Option(
                names = "--scope",
                defaultValue = "write",
                paramLabel = "SCOPE",
                description =
                        "read, write, or all: whatever the account may do, releases too (default: ${DEFAULT-VALUE})")
        private Scope.Extent extent = Scope.Extent.WRITE;

        @Option(
                names = "--module",
                paramLabel = "MODULE",
                description = "opens this module only; may be repeated (default: all)")
        private Set<String> modules = new LinkedHashSet<>();

        @Override
        String work(ApplicationContext parts) {
            return parts.getBean(Tokens.class)
                    .issue(existing(parts, name()).id(), title, new Scope(extent, modules), Duration.ofDays(days))
                    .secret();
        }
    }

    @Command(
            name = "tokens",
            mixinStandardHelpOptions = true,
            description = "Lists the account's tokens that open something, or ends one or all.")
    static final class TokenList extends IdentityWork {
        @Option(names = "--end", paramLabel = "ID", description = "ends this one")
        private @Nullable UUID end;

        @Option(names = "--end-all", description = "ends all")
        private boolean endAll;

        @Override
        String work(ApplicationContext parts) {
            var account = existing(parts, name()).id();
            var tokens = parts.getBean(Tokens.class);
            var now = OffsetDateTime.now(parts.getBean(Clock.class));
            var open = tokens.list(account).stream()
                    .filter(token -> token.isOpen(now))
                    .toList();
            var ended = open.stream()
                    .filter(token -> endAll || token.id().equals(end))
                    .toList();
            ended.forEach(token -> tokens.revoke(account, token.id()));
            if (end != null && ended.isEmpty()) {
                throw new RefusedException(name() + " has no such token: " + end);
            }
            if (endAll || end != null) {
                return ended.size() + (ended.size() == 1 ? " token ended." : " tokens ended.");
            }
            return open.isEmpty()
                    ? "No token of " + name() + " opens anything."
                    : open.stream().map(TokenList::line).collect(Collectors.joining("\n"));
        }

        private static String line(Tokens.Token token) {
            var where = token.scope().modules().isEmpty()
                    ? ""
                    : " in "
                            + String.join(
                                    ",",
                                    token.scope().modules().stream().sorted().toList());
            return token.id() + "  " + token.scope().extent().name().toLowerCase(Locale.ROOT) + where + "  until "
                    + minute(token.expiresAt()) + "  "
                    + (token.usedAt() == null ? "never used" : "used " + minute(token.usedAt())) + "  "
                    + token.title();
        }
    }

    private static String minute(OffsetDateTime at) {
        return at.withOffsetSameInstant(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.MINUTES)
                .toString();
    }

    @Command(
            name = "sessions",
            mixinStandardHelpOptions = true,
            description = "Lists where an account is signed in, or ends that.")
    static final class SessionList extends IdentityWork {
        @Option(names = "--end-all", description = "ends all, on all nodes at once")
        private boolean endAll;

        @Override
        String work(ApplicationContext parts) {
            var account = existing(parts, name()).id();
            var sessions = parts.getBean(Sessions.class);
            if (endAll) {
                var ended = sessions.endAll(account, null);
                return ended + (ended == 1 ? " session ended." : " sessions ended.");
            }
            var open = sessions.of(account);
            return open.isEmpty()
                    ? name() + " is signed in nowhere."
                    : open.stream()
                            .map(session -> "since " + minute(session.startedAt()) + "  used "
                                    + minute(session.seenAt()) + "  "
                                    + session.way().name().toLowerCase(Locale.ROOT) + "  " + session.address() + "  "
                                    + session.agent())
                            .collect(Collectors.joining("\n"));
        }
    }

    /** An account, and a provider. */
    abstract static class OfProvider extends IdentityWork {
        @Option(
                names = "--issuer",
                paramLabel = "URL",
                defaultValue = "${env:CASEWRIGHT_OIDC_ISSUER}",
                description = "which provider (default: CASEWRIGHT_OIDC_ISSUER)")
        private @Nullable String issuer;

        String issuer() {
            if (issuer == null || issuer.isBlank()) {
                throw new RefusedException("say which provider, by --issuer or CASEWRIGHT_OIDC_ISSUER");
            }
            return issuer;
        }
    }

    @Command(
            name = "link",
            mixinStandardHelpOptions = true,
            description =
                    "Says that whom a provider calls by a subject is this account: signs in there, and at the API.")
    static final class Link extends OfProvider {
        @Parameters(index = "1", paramLabel = "SUBJECT", description = "the claim sub of the provider's tokens")
        private String subject = "";

        @Override
        String work(ApplicationContext parts) {
            parts.getBean(AccountLinks.class).link(name(), issuer(), subject);
            return "Account " + name() + " is " + subject + " of " + issuer() + ".";
        }
    }

    @Command(
            name = "unlink",
            mixinStandardHelpOptions = true,
            description = "Takes that back, and ends the account's sessions.")
    static final class Unlink extends OfProvider {
        @Override
        String work(ApplicationContext parts) {
            return parts.getBean(AccountLinks.class).unlink(name(), issuer()) == 0
                    ? "Account " + name() + " had no link to " + issuer() + "."
                    : "Account " + name() + " is nobody of " + issuer() + " any more.";
        }
    }
}
