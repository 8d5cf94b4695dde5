package org.casewright.loading;

import java.util.HashMap;
import java.util.Map;
import org.casewright.definition.ScenarioDefinition;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The records of a scenario that have a name by now, each with its entity. */
final class ScenarioNames {

    private static final String UNKNOWN = "";

    private final ScenarioWords words;
    private final boolean complete;
    private final Map<String, String> entities = new HashMap<>();

    /**
     * Begins with the records of the demonstration, or with none.
     *
     * @param complete whether nothing was cut out of the file that may have given a name
     */
    ScenarioNames(ScenarioWords words, boolean demo, boolean complete) {
        this.words = words;
        this.complete = complete && words.demoKnown();
        if (demo) {
            entities.putAll(words.demoRecords());
        }
    }

    /** {@code module/entity} of a record; null when it is not known. */
    @Nullable
    String entity(String record) {
        var entity = entities.getOrDefault(record, UNKNOWN);
        return entity.equals(UNKNOWN) ? null : entity;
    }

    /** From here on a record has this name. */
    void give(String record, @Nullable String entity, Location at) {
        var other = entities.putIfAbsent(record, entity == null ? UNKNOWN : entity);
        if (other != null) {
            words.tell(at, "There is a record “" + record + "” already.", "Give it another name.");
        }
    }

    /** What a step would have saved that nothing can be made of, is not missed in all the others. */
    void giveAll(JsonNode step) {
        NestedValues.names(step).forEach(record -> entities.putIfAbsent(record, UNKNOWN));
        if (step.path("save").isString()) {
            entities.putIfAbsent(step.path("save").stringValue(), UNKNOWN);
        }
    }

    /** The name in {@code "@name"}, which a record must have by now. */
    String named(String text, Location at) {
        if (!text.startsWith("@")) {
            var example = entities.keySet().stream().sorted().findFirst().orElse("name");
            words.tell(at, "“" + text + "” calls no record by name.", "Write such as \"@" + example + "\".");
            return text;
        }
        require(text.substring(1), at);
        return text.substring(1);
    }

    /** The names in a filter, which records must have by now. */
    void requireAll(String filter, Location at) {
        var found = ScenarioDefinition.NAME_IN_FILTER.matcher(filter);
        while (found.find()) {
            require(found.group(1), at);
        }
    }

    void require(String record, Location at) {
        if (entities.containsKey(record)) {
            return;
        }
        if (words.demoRecords().containsKey(record)) {
            words.tell(
                    at,
                    "“" + record + "” is a record of the demonstration, and this scenario plays without it.",
                    "Give the scenario \"demo\": true.");
        } else if (complete) {
            var advice = Similar.advice(record, entities.keySet());
            words.tell(at, "No step before has saved a record “" + record + "”.", advice);
        }
        // Said once.
        entities.put(record, UNKNOWN);
    }
}
