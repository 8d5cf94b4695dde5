package org.casewright.loading;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.definition.ScenarioDefinition.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads a file of {@code tests/}: steps that fit together, and no name that nobody has given. */
final class ScenarioReader {

    private final String name;
    private final JsonFile file;
    private final ScenarioWords words;
    private final boolean demo;
    private final boolean damaged;
    private final ScenarioNames names;

    ScenarioReader(String name, JsonFile file, ScenarioWords words) {
        this.name = name;
        this.file = file;
        this.words = words;
        this.demo = file.root().path("demo").asBoolean(false);
        this.damaged = words.source().damaged(FileKind.SCENARIO.path(name));
        this.names = new ScenarioNames(words, demo, !damaged);
    }

    /** The scenario; empty with problems, when nothing can be made of it. */
    Optional<ScenarioDefinition> read() {
        var today = today();
        var steps = new ArrayList<Step>();
        var list = file.root().path("steps");
        for (var i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof ObjectNode node) {
                step("/steps/" + i, node).ifPresent(steps::add);
            }
        }
        return today.map(day -> new ScenarioDefinition(
                words.source().name(), name, file.root().path("title").asString(name), day, demo, steps, file.at("")));
    }

    private Optional<LocalDate> today() {
        var text = file.root().path("today").asString("");
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException none) {
            words.tell(file.at("/today"), "There is no day “" + text + "”.", "Write such as \"2026-03-02\".");
            return Optional.empty();
        }
    }

    private Optional<Step> step(String pointer, ObjectNode node) {
        var verb = verb(pointer, node);
        var step = verb == null ? null : new ScenarioStepReader(file, words, names, pointer, node, verb).read(damaged);
        if (step == null) {
            names.giveAll(node);
        }
        return Optional.ofNullable(step);
    }

    private @Nullable ScenarioVerb verb(String pointer, ObjectNode node) {
        var said = ScenarioVerb.in(node);
        if (said.size() > 1) {
            words.tell(
                    file.atName(Pointer.child(pointer, said.get(1).word())),
                    "This step says “" + said.get(0).word() + "” and “"
                            + said.get(1).word() + "”.",
                    "Write a step for each.");
            return null;
        }
        if (said.isEmpty() && !damaged) {
            words.tell(file.at(pointer), "Nothing is done in this step.", "Write one of: " + ScenarioVerb.all());
        }
        return said.isEmpty() ? null : said.getFirst();
    }
}
