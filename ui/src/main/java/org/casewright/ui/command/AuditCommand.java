package org.casewright.ui.command;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.casewright.history.Erasing;
import org.casewright.history.Verification;
import org.casewright.history.Verified;
import org.casewright.identity.Directory;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "The history as evidence; works beside a running application too.",
        synopsisSubcommandLabel = "verify|erase",
        subcommands = {AuditCommand.Verify.class, AuditCommand.Erase.class})
final class AuditCommand {

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Holds the history against its seals: whether anything was changed, taken away, added or moved since.",
                "What was erased lawfully is told as that."
            })
    static final class Verify implements Callable<Integer> {
        private static final long TOLD_EVERY = 100_000;

        private long said;

        @Mixin
        private Anchor anchor = new Anchor();

        @Option(names = "--json", description = "one JSON document on standard output, and nothing else there")
        private boolean json;

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var told = Objects.requireNonNull(spec).commandLine();
            var kept = anchor.read();
            Verified verified;
            try (var open = OpenDatabase.beside(database)) {
                verified = open.with(
                        parts -> parts.register(Verification.class),
                        parts -> parts.getBean(Verification.class)
                                .verify(kept, entries -> tell(told.getErr(), entries)));
            }
            if (json) {
                Told.say(told.getOut(), new JsonMapper().writeValueAsString(VerifiedText.json(verified)));
            } else {
                VerifiedText.lines(verified).forEach(line -> Told.say(told.getOut(), line));
            }
            if (verified.isWhole()) {
                anchor.keep(verified.last());
            }
            return verified.isWhole() ? ExitCode.DONE : ExitCode.PROBLEMS;
        }

        private void tell(PrintWriter to, long entries) {
            if (entries / TOLD_EVERY > said) {
                said = entries / TOLD_EVERY;
                Told.say(to, entries + " entries so far");
            }
        }
    }

    @Command(
            name = "erase",
            mixinStandardHelpOptions = true,
            description = {
                "Erases, for ever, what the history says of a record or of some of its properties, where the law asks for it.",
                "Two people with the privilege audit answer for it; the history keeps who, why and by which law, and its",
                "seals hold. Without --property the record's notes go too. What its fields hold at present is not touched."
            })
    static final class Erase implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "RECORD", description = "its id or number")
        private String record = "";

        @Option(
                names = "--entity",
                paramLabel = "MODULE/ENTITY",
                description = "of which entity, where several have the number")
        private @Nullable String entity;

        @Option(
                names = "--property",
                paramLabel = "NAME",
                description = "only what is said of it, by the name it had then; may be repeated (default: everything)")
        private Set<String> properties = new LinkedHashSet<>();

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "why")
        private String reason = "";

        @Option(names = "--basis", required = true, paramLabel = "TEXT", description = "the law that asks for it")
        private String basis = "";

        @Option(
                names = "--as",
                required = true,
                paramLabel = "NAME",
                description = {
                    "the account in whose name it is done; it needs the privilege audit.",
                    "Its password is asked for, or taken from " + Agreement.APPLIERS_PASSWORD
                })
        private String eraser = "";

        @Option(
                names = "--approved-by",
                required = true,
                paramLabel = "NAME",
                description = {
                    "the account of a second person who agrees, with the same privilege.",
                    "Its password is asked for, or taken from " + Agreement.APPROVERS_PASSWORD
                })
        private String approver = "";

        @Option(names = "--yes", description = "consents: what is erased cannot be brought back")
        private boolean yes;

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            if (reason.isBlank() || basis.isBlank()) {
                throw new RefusedException("say why, and by which law: --reason and --basis must not be empty");
            }
            try (var open = OpenDatabase.beside(database)) {
                return open.with(
                        parts -> {
                            parts.scan("org.casewright.identity");
                            parts.register(Erasing.class);
                        },
                        parts -> erase(parts, out));
            }
        }

        private Integer erase(ApplicationContext parts, PrintWriter out) {
            var erasing = parts.getBean(Erasing.class);
            var order = order(parts, erasing);
            var planned = erasing.planned(order);
            if (planned.isNothing()) {
                Told.say(out, "The history holds nothing more of that.");
                return ExitCode.DONE;
            }
            if (!yes) {
                throw Agreement.refused("this erases " + count(planned) + " of " + record + ", for ever; add --yes");
            }
            var erased = erasing.erase(order);
            Told.say(out, "Erased " + count(erased) + " of " + record + "; entry " + erased.entry() + " says so.");
            return ExitCode.DONE;
        }

        private static String count(Erasing.Erased erased) {
            return erased.texts()
                    + (erased.texts() == 1 ? " value in " : " values in ")
                    + erased.lines()
                    + (erased.lines() == 1 ? " entry" : " entries")
                    + switch (erased.notes()) {
                        case 0 -> "";
                        case 1 -> " and 1 note";
                        default -> " and " + erased.notes() + " notes";
                    };
        }

        private Erasing.Order order(ApplicationContext parts, Erasing erasing) {
            var privileges = parts.getBean(PlatformPrivileges.class);
            if (privileges.isSame(eraser, approver)) {
                throw Agreement.refused(eraser + " cannot be the second person beside " + eraser);
            }
            var subject = subject(erasing);
            var of = Set.of(subject.entity().split("/", 2)[0]);
            var by = Agreement.sign(privileges, eraser, Agreement.APPLIERS_PASSWORD, PlatformPrivilege.AUDIT, of);
            var agreed =
                    Agreement.sign(privileges, approver, Agreement.APPROVERS_PASSWORD, PlatformPrivilege.AUDIT, of);
            privileges.requireTwoHands(by, agreed);
            var account = parts.getBean(Directory.class)
                    .account(by)
                    .orElseThrow(() -> new RefusedException("there is no account " + by));
            return new Erasing.Order(
                    subject.record(), properties, account.id(), by, agreed, reason.strip(), basis.strip());
        }

        private Erasing.Subject subject(Erasing erasing) {
            var found = erasing.subjects(record).stream()
                    .filter(subject -> entity == null || subject.entity().equals(entity))
                    .toList();
            if (found.size() > 1) {
                throw new Refusal(
                        ErrorCode.CONFLICT,
                        "Several records are " + record + ": say which with --entity, "
                                + String.join(" or ", entities(found)) + ".");
            }
            return found.stream()
                    .findFirst()
                    .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no record " + record + "."));
        }

        private static List<String> entities(List<Erasing.Subject> found) {
            return found.stream().map(Erasing.Subject::entity).distinct().toList();
        }
    }
}
