package org.casewright.ui.command;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.casewright.entity.JsonValues;
import org.casewright.release.KeptReleases;
import org.casewright.release.Provenance;
import org.casewright.release.Release;
import org.casewright.release.ReleaseFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "releases",
        mixinStandardHelpOptions = true,
        description = "Lists the releases of a database, newest first; works beside a running application too.",
        synopsisSubcommandLabel = "[show N]",
        subcommands = ReleasesCommand.Show.class)
final class ReleasesCommand implements Callable<Integer> {
    private static final int SHORT_HASH = 12;

    @Option(names = "--json", description = "one JSON document on standard output, and nothing else there")
    private boolean json;

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var releases = ReleaseParts.of(database, KeptReleases::list);
        var out = Objects.requireNonNull(spec).commandLine().getOut();
        if (json) {
            var document = JsonNodeFactory.instance.objectNode();
            var list = document.putArray("releases");
            releases.forEach(release -> list.add(json(release)));
            out.println(document.toPrettyString());
        } else if (releases.isEmpty()) {
            out.println("There is no release yet.");
        } else {
            releases.forEach(release -> out.println(line(release)));
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static String line(Release release) {
        return String.format(
                "%4d  %s  %-8s  %s  %s",
                release.number(),
                JsonValues.moment(release.at()),
                release.state().toLowerCase(java.util.Locale.ROOT),
                release.hash().substring(0, SHORT_HASH),
                release.author());
    }

    private static ObjectNode json(Release release) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("number", release.number())
                .put("hash", release.hash())
                .put("state", release.state())
                .put("at", JsonValues.moment(release.at()))
                .put("author", release.author());
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a release: what it changed in the files, and what was done to the database for it.")
    static final class Show implements Callable<Integer> {
        @Parameters(index = "0", paramLabel = "N", description = "number of the release")
        private long number;

        @Option(names = "--json", description = "one JSON document on standard output, and nothing else there")
        private boolean json;

        @Mixin
        private DatabaseOptions database = new DatabaseOptions();

        @Spec
        private @Nullable CommandSpec spec;

        private record Shown(
                ReleaseFile release,
                Provenance provenance,
                @Nullable ReleaseFile before) {}

        @Override
        public Integer call() {
            var shown = ReleaseParts.of(
                    database,
                    kept -> new Shown(
                            kept.find(number).orElseThrow(() -> ReleaseParts.none(number)),
                            kept.provenance(number).orElseThrow(() -> ReleaseParts.none(number)),
                            kept.find(number - 1).orElse(null)));
            var out = Objects.requireNonNull(spec).commandLine().getOut();
            if (json) {
                out.println(document(shown).toPrettyString());
            } else {
                print(shown, out);
            }
            out.flush();
            return ExitCode.DONE;
        }

        private static ObjectNode document(Shown shown) {
            var release = shown.release();
            var document = JsonNodeFactory.instance
                    .objectNode()
                    .put("number", release.number())
                    .put("hash", release.hash())
                    .put("at", JsonValues.moment(release.at()))
                    .put("author", release.author());
            document.setAll(behind(shown.provenance()));
            var modules = document.putArray("modules");
            release.modules()
                    .forEach((name, files) ->
                            modules.addObject().put("name", name).put("version", version(files.get("module.json"))));
            var changes = document.putArray("files");
            changes(
                    shown,
                    (path, change) -> changes.addObject().put("path", path).put("change", change));
            document.set("plan", release.plan());
            return document;
        }

        private static ObjectNode behind(Provenance provenance) {
            var behind = JsonNodeFactory.instance.objectNode();
            if (provenance.approver() != null) {
                behind.put("approvedBy", provenance.approver());
            }
            var origin = provenance.origin();
            if (origin != null) {
                behind.putObject("origin")
                        .put("number", origin.number())
                        .put("hash", origin.hash())
                        .put("author", origin.author())
                        .put("at", JsonValues.moment(origin.at()));
            }
            var overridden = provenance.overridden();
            if (overridden != null) {
                var despite = behind.putObject("despiteScenarios").put("reason", overridden.reason());
                var failed = despite.putArray("failed");
                overridden.scenarios().forEach(failed::add);
            }
            return behind;
        }

        private static void print(Provenance provenance, PrintWriter out) {
            var origin = provenance.origin();
            if (origin != null) {
                out.println("From    release " + origin.number() + " of another installation, applied there "
                        + JsonValues.moment(origin.at()) + " by " + origin.author());
                out.println("        hash " + origin.hash());
            }
            var overridden = provenance.overridden();
            if (overridden != null) {
                out.println("Despite "
                        + (overridden.scenarios().isEmpty()
                                ? "scenarios that could not be played"
                                : "failed scenarios " + String.join(", ", overridden.scenarios()))
                        + ": " + overridden.reason());
            }
        }

        private static void print(Shown shown, PrintWriter out) {
            var release = shown.release();
            var approver = shown.provenance().approver();
            out.println("Release " + release.number() + ", applied " + JsonValues.moment(release.at()) + " by "
                    + release.author() + (approver == null ? "" : ", approved by " + approver));
            out.println("Hash    " + release.hash());
            print(shown.provenance(), out);
            release.modules()
                    .forEach((name, files) -> out.println("Module  " + name + " " + version(files.get("module.json"))));
            changes(shown, (path, change) -> out.println(String.format("%-8s%s", change, path)));
            out.println("Plan");
            if (release.plan().isEmpty()) {
                out.println("  nothing in the database");
            }
            for (var step : release.plan()) {
                out.println("  " + (step.isString() ? step.asString() : step.toString()));
            }
        }

        private interface Change {
            void of(String path, String change);
        }

        private static void changes(Shown shown, Change each) {
            var files = shown.release().files();
            var before = shown.before();
            var old = before == null ? new java.util.TreeMap<String, byte[]>() : before.files();
            var paths = new TreeSet<>(files.keySet());
            paths.addAll(old.keySet());
            for (var path : paths) {
                if (!old.containsKey(path)) {
                    each.of(path, "added");
                } else if (!files.containsKey(path)) {
                    each.of(path, "removed");
                } else if (!Arrays.equals(files.get(path), old.get(path))) {
                    each.of(path, "changed");
                }
            }
        }

        /** The manifest was read when it was applied. */
        private static String version(byte @Nullable [] manifest) {
            JsonNode read = manifest == null
                    ? JsonNodeFactory.instance.objectNode()
                    : JsonMapper.shared().readTree(manifest);
            return read.path("version").asString("");
        }
    }
}
