package org.casewright.loading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.DuplicateDefinition;
import org.casewright.definition.DuplicateDefinition.By;
import org.casewright.definition.DuplicateDefinition.Comparison;
import org.casewright.definition.DuplicateDefinition.Path;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.loading.Feel.Wanted;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads when two records of an entity are perhaps one and the same. */
final class DuplicatesReader {

    static final String AT = "/x-entity/duplicates";

    private static final Map<String, By> WORDS = Map.of(
            "equal", By.EQUAL,
            "jaroWinkler", By.JARO_WINKLER,
            "phonetic", By.PHONETIC,
            "days", By.DAYS,
            "years", By.YEARS);

    private final ModuleSource module;
    private final JsonFile file;
    private final String entity;
    private final References references;
    private final Feel feel;
    private final Problems problems;

    /**
     * For one file.
     *
     * @param entity {@code module/entity} whose file it is
     */
    DuplicatesReader(
            ModuleSource module, JsonFile file, String entity, References references, Feel feel, Problems problems) {
        this.module = module;
        this.file = file;
        this.entity = entity;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
    }

    /** Null where nobody asks. */
    @Nullable
    DuplicateDefinition read() {
        var node = file.root().at(AT);
        if (node.isMissingNode()) {
            return null;
        }
        var said = node.path("into").stringValue();
        var into = references.ownEntity(module, said, file.at(AT + "/into"));
        var threshold = node.path("threshold").doubleValue();
        var hint = node.path("hint").asDouble(threshold);
        if (hint > threshold) {
            problem(
                    AT + "/hint",
                    "The hint comes later than the threshold, from which a pair is kept.",
                    "Write " + node.path("threshold") + " or less.");
        }
        var duplicates =
                new DuplicateDefinition(blocks(node), comparisons(node), hint, threshold, into == null ? said : into);
        feel.later(catalog -> catalog.findEntity(entity)
                .ifPresent(found -> new DuplicatesCheck(file, catalog, found, duplicates, problems).check(into)));
        return duplicates;
    }

    private static List<List<Path>> blocks(JsonNode node) {
        var blocks = new ArrayList<List<Path>>();
        node.path("block").forEach(block -> blocks.add(paths(block)));
        return blocks;
    }

    private static List<Path> paths(JsonNode node) {
        var paths = new ArrayList<Path>();
        if (node.isString()) {
            paths.add(Path.of(node.stringValue()));
        }
        for (var i = 0; node.isArray() && i < node.size(); i++) {
            paths.add(Path.of(node.get(i).stringValue()));
        }
        return paths;
    }

    private List<Comparison> comparisons(JsonNode node) {
        var comparisons = new ArrayList<Comparison>();
        var list = node.path("compare");
        for (var i = 0; i < list.size(); i++) {
            comparisons.add(comparison(AT + "/compare/" + i, list.get(i)));
        }
        return comparisons;
    }

    private Comparison comparison(String pointer, JsonNode node) {
        var by = WORDS.getOrDefault(node.path("by").stringValue(), By.EQUAL);
        var texts = by == By.JARO_WINKLER || by == By.PHONETIC;
        var spans = by == By.DAYS || by == By.YEARS;
        if (node.has("atLeast") && !texts) {
            problem(
                    pointer + "/atLeast",
                    "“" + node.path("by").stringValue() + "” knows no similarity.",
                    "Leave “atLeast” out; it goes with jaroWinkler and phonetic.");
        }
        if (node.has("within") && !spans) {
            problem(
                    pointer + "/within",
                    "“" + node.path("by").stringValue() + "” knows no distance.",
                    "Leave “within” out; it goes with days and years.");
        }
        if (spans && !node.has("within")) {
            problem(
                    pointer,
                    "Nothing says how many " + node.path("by").stringValue() + " may lie between.",
                    "Add “within”.");
        }
        return new Comparison(
                paths(node.path("property")),
                by,
                node.path("weight").doubleValue(),
                node.has("atLeast") ? (Double) node.path("atLeast").doubleValue() : null,
                node.path("within").asInt(0),
                when(pointer + "/when"));
    }

    /** What a comparison's condition reads stands in the record itself, so that it can be asked of any. */
    private @Nullable Expression when(String pointer) {
        var when = feel.expression(
                file,
                pointer,
                new Wanted(module.name(), catalog -> EntityScope.of(catalog, entity), catalog -> FeelType.bool()));
        if (when != null) {
            feel.later(catalog -> catalog.findEntity(entity)
                    .filter(found -> !when.paths().stream().allMatch(path -> isOwn(catalog, found, path)))
                    .ifPresent(found -> problem(
                            pointer,
                            "`" + when.text() + "` reads what does not stand in the record itself.",
                            "Use the record's own stored properties.")));
            if (when.readsCircumstances()) {
                problem(
                        pointer,
                        "`" + when.text() + "` depends on who asks when; whether two records are one does not.",
                        "Use the record's own stored properties.");
            }
        }
        return when;
    }

    private static boolean isOwn(Catalog catalog, EntityDefinition entity, List<String> path) {
        return catalog.inverse(entity, path.getFirst()).isEmpty()
                && entity.property(path.getFirst())
                        .filter(property ->
                                property.isColumn() && property.type().isSingle())
                        .filter(property -> path.size() == 1 || !(property.type() instanceof PropertyType.Referring))
                        .isPresent();
    }

    private void problem(String pointer, String message, String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }
}
