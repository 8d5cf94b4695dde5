package org.casewright.ui.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.casewright.release.Purge;
import org.casewright.schema.Retired;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "purge",
        mixinStandardHelpOptions = true,
        description = {
            "Drops what releases have retired, for ever; alone of all commands. It is written to CSV files first.",
            "Asks for the name again, or wants --yes twice."
        })
final class PurgeCommand implements Callable<Integer> {
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    @Parameters(index = "0", paramLabel = "NAME", description = "MODULE, MODULE/ENTITY or MODULE/ENTITY.PROPERTY")
    private String name = "";

    @Option(
            names = "--export",
            paramLabel = "DIR",
            description = "where the files go (default: purged-MOMENT in the working directory)")
    private @Nullable Path folder;

    @Option(names = "--yes", description = "consents; give it twice")
    private boolean[] yes = {};

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var told = Objects.requireNonNull(spec).commandLine();
        try (var open = OpenDatabase.beside(database)) {
            var purge = new Purge(open.databases());
            var found = purge.find(name);
            say(found);
            if (!isMeant()) {
                Told.say(told.getErr(), "casewright: nothing was purged: give --yes twice, or type the name");
                return ExitCode.CONSENT;
            }
            var into = folder != null
                    ? folder
                    : Path.of("purged-"
                            + LocalDateTime.now(ZoneId.systemDefault()).format(MOMENT));
            drop(purge, into, sentence -> Told.say(told.getErr(), sentence));
            Told.say(told.getOut(), name + " is purged; its values are in " + into + ".");
            return ExitCode.DONE;
        }
    }

    private void drop(Purge purge, Path into, Consumer<String> said) {
        try {
            purge.drop(name, into, said);
        } catch (FileAlreadyExistsException e) {
            throw new RefusedException("nothing was purged: cannot write " + e.getFile() + ": it is there already");
        } catch (IOException e) {
            throw new RefusedException("nothing was purged: cannot write to " + into + ": " + e.getMessage());
        }
    }

    private void say(List<Retired> found) {
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        found.forEach(retired ->
                out.println(retired.name() + (retired.file().isEmpty() ? "" : ": " + retired.rows() + " rows")));
        out.flush();
    }

    /** Twice by option, or by typing the name where somebody sits. */
    private boolean isMeant() {
        return yes.length >= 2
                || Optional.ofNullable(System.console())
                        .map(console -> console.readLine("This cannot be undone. Type %s to purge it: ", name))
                        .filter(name::equals)
                        .isPresent();
    }
}
