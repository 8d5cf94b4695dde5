package org.casewright.loading;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.casewright.definition.CodeList;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.casewright.definition.PlatformEntity;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Resolves what files say about other files, inside the module and in the modules it needs. */
final class References {

    static final Set<String> PLATFORM = PlatformEntity.refs();
    private static final String PROCESS = "process:";
    private static final Pattern SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:.*");

    private final Map<String, ModuleSource> modules;
    private final Map<String, Manifest> manifests;
    private final Map<String, CodeList> codeLists;
    private final Problems problems;

    References(
            Map<String, ModuleSource> modules,
            Map<String, Manifest> manifests,
            Map<String, CodeList> codeLists,
            Problems problems) {
        this.modules = modules;
        this.manifests = manifests;
        this.codeLists = codeLists;
        this.problems = problems;
    }

    /** {@code module/entity} of what a file calls an entity; null with a problem when there is none. */
    @Nullable
    String entity(ModuleSource from, String text, Location at) {
        if (PLATFORM.contains(text)) {
            return text;
        }
        return named(from, FileKind.ENTITY, "entity", text, at);
    }

    /** An entity that has records of its own in a module, not one of the platform. */
    @Nullable
    String ownEntity(ModuleSource from, String text, Location at) {
        if (text.startsWith("platform/")) {
            return refuse(at, "“" + text + "” belongs to the platform.", "Name an entity of a module.");
        }
        return entity(from, text, at);
    }

    @Nullable
    String form(ModuleSource from, String text, Location at) {
        return named(from, FileKind.FORM, "form", text, at);
    }

    /** {@code module/name} of what FEEL in a module calls a decision; null with a problem when there is none. */
    @Nullable
    String decision(String from, String text, Location at, Problems said) {
        var module = modules.get(from);
        return module == null
                ? null
                : new References(modules, manifests, codeLists, said)
                        .named(module, FileKind.DECISION, "decision", text, at);
    }

    private @Nullable String named(ModuleSource from, FileKind kind, String word, String text, Location at) {
        var slash = text.indexOf('/');
        var module = slash < 0 ? from : module(from, text.substring(0, slash), at);
        if (module == null) {
            return null;
        }
        var name = text.substring(slash + 1);
        if (!module.has(kind, name)) {
            tell(
                    at,
                    "There is no " + word + " “" + name + "” in "
                            + (module == from ? "this module" : "the module “" + module.name() + "”") + ".",
                    Similar.advice(name, module.stems(kind)));
            // The rest is checked as if the nearest had been meant.
            return Similar.nearest(name, module.stems(kind))
                    .map(near -> module.name() + "/" + near)
                    .orElse(null);
        }
        return module.name() + "/" + name;
    }

    /** The module of this name, which must be this one or one that it needs. */
    private @Nullable ModuleSource module(ModuleSource from, String name, Location at) {
        if (name.equals(from.name())) {
            return from;
        }
        var module = modules.get(name);
        var manifest = manifests.get(from.name());
        if (manifest == null || manifest.damaged()) {
            return module;
        }
        if (!manifest.needs().containsKey(name)) {
            tell(
                    at,
                    "The module “" + name + "” is not among those that “" + from.name() + "” needs.",
                    module == null
                            ? Similar.advice(name, modules.keySet())
                            : "Add \"" + name + "\" to “needs” in module.json.");
            return null;
        }
        // A module that is needed and not there was said at "needs".
        return module;
    }

    /** The code list behind a {@code $ref}; null with a problem, or when the list itself was refused. */
    @Nullable
    CodeList codes(ModuleSource from, String ref, Location at) {
        var found = file(from, FileKind.CODES, ref, at);
        return found == null ? null : codeLists.get(found.module().name() + "/" + found.name());
    }

    /** A file of a module. */
    record Found(ModuleSource module, String name, @Nullable JsonFile file) {}

    /** The mixin behind a {@code $ref}; null with a problem. */
    @Nullable
    Found mixin(ModuleSource from, String ref, Location at) {
        return file(from, FileKind.MIXIN, ref, at);
    }

    /** {@code ../folder/NAME.ending} in this module, {@code MODULE/folder/NAME.ending} in another; nothing else. */
    private @Nullable Found file(ModuleSource from, FileKind kind, String ref, Location at) {
        var form = "Write " + "../" + kind.path("NAME") + ", or MODULE/" + kind.path("NAME") + " for another module's.";
        if (SCHEME.matcher(ref).matches() || ref.startsWith("/") || ref.startsWith("\\")) {
            tell(at, "“" + ref + "” is an address outside of the modules.", form);
            return null;
        }
        var own = ref.startsWith("../");
        var slash = ref.indexOf('/');
        var path = ref.substring(slash + 1);
        if (path.contains("..") || ref.contains("\\")) {
            tell(at, "“" + ref + "” leads out of the module's folder.", form);
            return null;
        }
        if (slash < 0 || FileKind.of(path).filter(kind::equals).isEmpty()) {
            tell(at, "“" + ref + "” is no " + (kind == FileKind.CODES ? "code list." : "mixin."), form);
            return null;
        }
        var module = own ? from : module(from, ref.substring(0, slash), at);
        if (module == null) {
            return null;
        }
        var name = kind.stem(path);
        if (module.has(kind, name)) {
            return new Found(module, name, module.json(path).orElse(null));
        }
        tell(
                at,
                "There is no file “" + path + "” in "
                        + (module == from ? "this module." : "the module “" + module.name() + "”."),
                Similar.advice(name, module.stems(kind)));
        return Similar.nearest(name, module.stems(kind))
                .map(near ->
                        new Found(module, near, module.json(kind.path(near)).orElse(null)))
                .orElse(null);
    }

    /** Checks a role id; {@code process:module} when processes may stand here. */
    void role(String role, boolean processes, Location at) {
        if (role.startsWith(PROCESS)) {
            var module = role.substring(PROCESS.length());
            if (!processes) {
                tell(at, "“" + role + "” is a process, not people.", "Name a role.");
            } else if (!modules.containsKey(module)) {
                tell(at, "There is no module “" + module + "”.", Similar.advice(module, modules.keySet()));
            }
            return;
        }
        var roles = roles();
        if (!roles.contains(role) && manifests.values().stream().noneMatch(Manifest::damaged)) {
            tell(at, "There is no role “" + role + "”.", Similar.advice(role, roles));
        }
    }

    private Collection<String> roles() {
        var roles = new LinkedHashSet<String>();
        manifests.values().forEach(manifest -> roles.addAll(manifest.roles().keySet()));
        return roles;
    }

    /** The settings that FEEL in a module sees: its own, and those of the modules it needs. */
    Map<String, SettingDefinition> settings(String module) {
        var settings = new LinkedHashMap<String, SettingDefinition>();
        collect(module, settings, new LinkedHashSet<>());
        return settings;
    }

    /** Whether every setting that FEEL in a module may see is known. */
    boolean settingsKnown(String module) {
        var manifest = manifests.get(module);
        return manifest != null
                && !manifest.damaged()
                && manifest.needs().keySet().stream().allMatch(needed -> {
                    var other = manifests.get(needed);
                    return other != null && !other.damaged();
                });
    }

    private void collect(String module, Map<String, SettingDefinition> settings, Set<String> seen) {
        var manifest = manifests.get(module);
        if (manifest == null || !seen.add(module)) {
            return;
        }
        manifest.settings().forEach(settings::putIfAbsent);
        manifest.needs().keySet().forEach(needed -> collect(needed, settings, seen));
    }

    /** Resolves what was resolved before, without saying again what was wrong. */
    References quiet() {
        return new References(modules, manifests, codeLists, new Problems());
    }

    private @Nullable String refuse(Location at, String message, String advice) {
        tell(at, message, advice);
        return null;
    }

    private void tell(Location at, String message, String advice) {
        problems.add(Problem.in(at, message, advice));
    }
}
