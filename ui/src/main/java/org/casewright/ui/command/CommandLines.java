package org.casewright.ui.command;

import org.casewright.postgres.PostgresException;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.springframework.boot.logging.LoggingSystem;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The whole command line. */
public final class CommandLines {
    @Command(
            name = "casewright",
            mixinStandardHelpOptions = true,
            version = "Casewright 0.1.0",
            description = "A case platform made of definition files.",
            synopsisSubcommandLabel = "COMMAND",
            subcommands = {
                StartCommand.class,
                ValidateCommand.class,
                ReleasesCommand.class,
                ReleaseCommand.class,
                TestModulesCommand.class,
                PlanCommand.class,
                ApplyCommand.class,
                RollbackCommand.class,
                PurgeCommand.class,
                UnitCommand.class,
                TeamCommand.class,
                PartnerCommand.class,
                UserCommand.class,
                AuditCommand.class
            },
            footer = {
                "",
                "By the launcher: test [--long], benchmark [NAME].",
                "Exit codes: 0 done, 1 problems in what was given, 2 wrong use or environment, 3 consent needed."
            })
    private static final class Root {}

    private CommandLines() {}

    /** Runs a command and returns its exit code; {@code start} returns when the application has stopped. */
    public static int run(String... arguments) {
        // Quiet until the application's own settings are read: what matters before that is said by exceptions.
        LoggingSystem.get(CommandLines.class.getClassLoader()).beforeInitialize();
        return new CommandLine(new Root())
                .setExecutionExceptionHandler(CommandLines::explain)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        var error = command.getErr();
        if (e instanceof Refusal refusal && refusal.code() == ErrorCode.PRECONDITION_REQUIRED) {
            error.println("casewright: nothing was done: " + refusal.sentence());
            error.flush();
            return ExitCode.CONSENT;
        }
        if (e instanceof Refusal refusal) {
            error.println("casewright: " + refusal.sentence());
            refusal.problems().stream()
                    .filter(problem -> !problem.message().equals(refusal.sentence()))
                    .forEach(problem -> error.println(Told.line(problem)));
            error.flush();
            return ExitCode.PROBLEMS;
        }
        if (e instanceof PostgresException || e instanceof RefusedException) {
            error.println("casewright: " + e.getMessage());
        } else {
            error.println("casewright: this should not have happened: " + e);
            e.printStackTrace(error);
        }
        error.flush();
        return ExitCode.ENVIRONMENT;
    }
}
