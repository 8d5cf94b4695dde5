package org.casewright.ui.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.casewright.loading.ModuleLoader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Reads definition files and says all that is wrong with them; needs no database.")
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "a module or a folder of modules")
    private List<Path> folders = List.of();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new RefusedException("no such folder: " + folder);
            }
        }
        var loaded = ModuleLoader.load(folders);
        if (spec != null) {
            var out = spec.commandLine().getOut();
            loaded.problems().forEach(problem -> out.println(Told.line(problem)));
            if (loaded.catalog() != null) {
                loaded.modules().forEach(module -> out.println(module.name() + " " + module.version() + " is sound"));
            }
            out.flush();
        }
        return loaded.catalog() == null ? ExitCode.PROBLEMS : ExitCode.DONE;
    }
}
