package org.casewright.ui.command;

import java.util.concurrent.Callable;
import org.casewright.loading.ModuleLoader.Loaded;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Reads definition files and says all that is wrong with them; needs no database.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private ModuleFolders modules = new ModuleFolders();

    @Option(names = "--json", description = "one JSON document on standard output, and nothing else there")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var loaded = modules.load();
        if (spec != null) {
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(document(loaded).toPrettyString());
            } else {
                loaded.problems().forEach(problem -> out.println(Told.line(problem)));
                if (loaded.catalog() != null) {
                    loaded.modules()
                            .forEach(module -> out.println(module.name() + " " + module.version() + " is sound"));
                }
            }
            out.flush();
        }
        return loaded.catalog() == null ? ExitCode.PROBLEMS : ExitCode.DONE;
    }

    private static ObjectNode document(Loaded loaded) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("sound", loaded.catalog() != null);
        document.set("problems", Told.json(loaded.problems()));
        var modules = document.putArray("modules");
        if (loaded.catalog() != null) {
            loaded.modules()
                    .forEach(module ->
                            modules.addObject().put("name", module.name()).put("version", module.version()));
        }
        return document;
    }
}
