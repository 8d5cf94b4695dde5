package org.casewright.ui.command;

import java.util.concurrent.Callable;
import org.casewright.identity.Deeds;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * A command that changes who there is: something by its name or code, in a database. It says in one line what was done, which
 * stands in the history as done by whom the operating system calls by its name.
 */
abstract class IdentityWork implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "name or code; never changes")
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
        var user = System.getProperty("user.name", "");
        var result =
                IdentityParts.of(database, parts -> parts.getBean(Deeds.class).byCommand(user, () -> work(parts)));
        if (spec != null) {
            spec.commandLine().getOut().println(result);
            spec.commandLine().getOut().flush();
        }
        return ExitCode.DONE;
    }
}
