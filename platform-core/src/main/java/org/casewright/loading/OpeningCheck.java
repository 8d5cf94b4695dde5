package org.casewright.loading;

import static org.casewright.loading.BpmnWords.CAMUNDA;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.loading.BpmnFeel.Kind;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Steps that open records to others or give them away: tasks for partners' teams, and the service tasks that share and assign.
 * What their process must be allowed for that is known when all access files are.
 */
final class OpeningCheck {

    private static final Set<String> SHARED = Set.of("read", "write", "append", "delete", "assign", "share");
    private static final int LONGEST_PURPOSE = 2_000;

    /** What a process must be allowed to do with records of an entity, and the profile by which it shares them, if any. */
    private record Need(
            Location at,
            String entity,
            Set<Privilege> privileges,
            @Nullable String profile,
            @Nullable Location profileAt) {}

    private final ModuleSource module;
    private final String label;
    private final BpmnFeel names;
    private final Problems problems;
    private final List<Need> needs = new ArrayList<>();
    private final List<String> opens = new ArrayList<>();

    OpeningCheck(ModuleSource module, String label, BpmnFeel names, Problems problems) {
        this.module = module;
        this.label = label;
        this.names = names;
        this.problems = problems;
    }

    /** What the steps open, in words behind “may”. */
    List<String> opens() {
        return opens;
    }

    void service(XmlElement task) {
        switch (task.attribute(CAMUNDA, "modelerTemplate").orElse("")) {
            case BpmnWords.SHARE -> shares(task);
            case BpmnWords.ASSIGN -> assigns(task);
            default -> {}
        }
    }

    /**
     * A task that a partner's team may be given.
     *
     * @param entity whose record it is about; null when nobody can say
     */
    void handed(XmlElement task, @Nullable String form, @Nullable String entity) {
        var place = BpmnReader.extensions(task, "properties", "property")
                .filter(property -> property.attribute("name").orElse("").equals("partnerTeam"))
                .findFirst();
        if (place.isEmpty()) {
            return;
        }
        value(place.get(), place.get().attribute("value").orElse("").strip(), Kind.TEAM);
        if (form == null && task.attribute(CAMUNDA, "formKey").isEmpty()) {
            problem(
                    place.get(),
                    "A partner's team sees what the task's form shows, and the task has none.",
                    "Give it camunda:formKey=\"form:NAME\".");
        }
        if (entity != null) {
            needs.add(new Need(place.get().at(label), entity, Set.of(Privilege.READ, Privilege.SHARE), null, null));
            opens.add("let a partner's team read of " + entity + " what the form " + form + " shows, in the step “"
                    + name(task) + "”");
        }
    }

    private void shares(XmlElement task) {
        var inputs = names.inputs(task, Set.of("to", "privileges", "profile", "purpose", "until"));
        required(task, inputs, "to", Kind.GRANTEE, "with whom the record is shared", "= record.partner");
        required(task, inputs, "purpose", Kind.TEXT, "what the record is shared for", "Treatment");
        purpose(inputs.get("purpose"));
        optional(inputs, "until", Kind.END);
        var privileges = privileges(inputs.get("privileges"));
        var profile = inputs.get("profile");
        if (profile != null && isFeel(profile)) {
            problem(profile, "A profile is named, not worked out.", "Write its name, as in access.json.");
            profile = null;
        }
        var needed = new LinkedHashSet<Privilege>();
        needed.add(Privilege.SHARE);
        privileges.forEach(name -> needed.add(Privilege.valueOf(name.toUpperCase(Locale.ROOT))));
        var text = profile == null ? null : profile.text().strip();
        needs.add(new Need(task.at(label), names.entity(), needed, text, profile == null ? null : profile.at(label)));
        opens.add("share " + names.entity() + " (" + String.join(", ", privileges) + ")"
                + (text == null ? "" : " by profile " + text) + " in the step “" + name(task) + "”");
    }

    private void purpose(@Nullable XmlElement input) {
        if (input != null && !isFeel(input) && input.text().strip().length() > LONGEST_PURPOSE) {
            problem(input, "The purpose is too long.", "Write at most " + LONGEST_PURPOSE + " characters.");
        }
    }

    /** Names that are written out, so that whoever compares releases sees what is opened; reading is always among them. */
    private Set<String> privileges(@Nullable XmlElement input) {
        var privileges = new LinkedHashSet<String>();
        privileges.add("read");
        if (input == null) {
            return privileges;
        }
        for (var part : input.text().split(",", -1)) {
            var name = part.strip();
            if (SHARED.contains(name)) {
                privileges.add(name);
            } else {
                problem(input, "“" + name + "” is no privilege that can be shared.", Similar.advice(name, SHARED));
            }
        }
        return privileges;
    }

    private void assigns(XmlElement task) {
        var inputs = names.inputs(task, Set.of("unit", "user", "team", "reason"));
        optional(inputs, "unit", Kind.UNIT);
        optional(inputs, "user", Kind.USER);
        optional(inputs, "team", Kind.TEAM);
        optional(inputs, "reason", Kind.TEXT);
        if (!inputs.containsKey("unit") && !inputs.containsKey("user") && !inputs.containsKey("team")) {
            problem(
                    task,
                    "Nothing says to whom the record is given.",
                    "Give the step the input “unit”, “user” or “team”, such as = record.officer.");
        } else if (inputs.containsKey("user") && inputs.containsKey("team")) {
            problem(task, "A record has one owner.", "Leave “user” or “team” out.");
        }
        needs.add(new Need(task.at(label), names.entity(), Set.of(Privilege.ASSIGN), null, null));
        opens.add("give " + names.entity() + " to others in the step “" + name(task) + "”");
    }

    private void required(
            XmlElement task, Map<String, XmlElement> inputs, String name, Kind kind, String what, String example) {
        var input = inputs.get(name);
        if (input == null || input.text().isBlank()) {
            problem(
                    input == null ? task : input,
                    "Nothing says " + what + ".",
                    "Give the step the input “" + name + "”, such as " + example + ".");
        } else {
            value(input, input.text(), kind);
        }
    }

    private void optional(Map<String, XmlElement> inputs, String name, Kind kind) {
        var input = inputs.get(name);
        if (input != null) {
            value(input, input.text(), kind);
        }
    }

    private void value(XmlElement place, String text, Kind kind) {
        if (text.startsWith("${")) {
            problem(place, "`" + text + "` is not worked out here.", "Write FEEL behind =.");
        } else {
            names.value(place, text, kind);
        }
    }

    private static boolean isFeel(XmlElement input) {
        return input.text().strip().startsWith("=");
    }

    private static String name(XmlElement task) {
        return task.attribute("name").orElse(task.attribute("id").orElse(""));
    }

    /** Whether the process may do what its steps do, when all access files are known. */
    void check(Catalog whole) {
        for (var need : needs) {
            whole.findEntity(need.entity()).ifPresent(entity -> {
                allowed(whole, need, entity);
                profile(whole, need, entity);
            });
        }
    }

    private void allowed(Catalog whole, Need need, EntityDefinition entity) {
        var role = "process:" + module.name();
        var missing = need.privileges().stream()
                .filter(privilege ->
                        whole.grants(role, entity).stream().noneMatch(entry -> entry.depth(privilege) == Depth.ALL))
                .map(privilege -> privilege.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        if (!missing.isEmpty() && !module.damaged("access.json")) {
            problems.add(Problem.in(
                    need.at(),
                    "“" + role + "” may not " + String.join(", ", missing) + " “" + entity.ref() + "”.",
                    "Let access.json give it \"" + missing.getFirst() + "\": \"all\"."));
        }
    }

    private void profile(Catalog whole, Need need, EntityDefinition entity) {
        var wanted = need.profile();
        if (wanted == null || need.profileAt() == null) {
            return;
        }
        var profiles = whole.module(entity.module())
                .map(owner -> owner.access().profiles())
                .orElse(Map.of());
        if (!profiles.containsKey(wanted)) {
            problems.add(Problem.in(
                    need.profileAt(),
                    "There is no profile “" + wanted + "”.",
                    Similar.advice(wanted, profiles.keySet())));
        } else if (!profiles.getOrDefault(wanted, Map.of()).containsKey(entity.ref())) {
            problems.add(Problem.in(
                    need.profileAt(),
                    "The profile “" + wanted + "” says nothing about “" + entity.ref() + "”.",
                    "List the visible properties there."));
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
