package org.casewright.loading;

import java.math.BigDecimal;
import java.util.List;
import org.casewright.catalog.Catalog;
import org.casewright.definition.DuplicateDefinition;
import org.casewright.definition.DuplicateDefinition.By;
import org.casewright.definition.DuplicateDefinition.Comparison;
import org.casewright.definition.DuplicateDefinition.Path;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** What is compared can be, and what keeps the pairs is able to. Known when all entities are. */
final class DuplicatesCheck {

    private static final String AT = DuplicatesReader.AT;
    private static final String INTO = AT + "/into";

    private final JsonFile file;
    private final Catalog catalog;
    private final EntityDefinition entity;
    private final DuplicateDefinition duplicates;
    private final Problems problems;

    DuplicatesCheck(
            JsonFile file,
            Catalog catalog,
            EntityDefinition entity,
            DuplicateDefinition duplicates,
            Problems problems) {
        this.file = file;
        this.catalog = catalog;
        this.entity = entity;
        this.duplicates = duplicates;
        this.problems = problems;
    }

    /**
     * All of it.
     *
     * @param into null when nobody knows what is meant
     */
    void check(@Nullable String into) {
        if (entity.ownership() instanceof Ownership.None) {
            problem(
                    AT,
                    "“" + entity.name() + "” is reference data, which is kept apart by its key.",
                    "Write “key”, or let “ownership” be \"unit\".");
        }
        for (var i = 0; i < duplicates.blocks().size(); i++) {
            var block = duplicates.blocks().get(i);
            for (var j = 0; j < block.size(); j++) {
                blocking(AT + "/block/" + i + "/" + j, block.get(j));
            }
        }
        for (var i = 0; i < duplicates.compare().size(); i++) {
            comparison(AT + "/compare/" + i, duplicates.compare().get(i));
        }
        if (into != null) {
            catalog.findEntity(into).ifPresent(this::into);
        }
    }

    // --- paths

    /** Where a path has come to: a record of an entity, or a property; neither when a problem was told. */
    private record End(
            @Nullable EntityDefinition record, @Nullable PropertyDefinition property) {
        static final End NOWHERE = new End(null, null);
    }

    private End end(String pointer, Path path) {
        var at = entity;
        for (var i = 0; i < path.way().size(); i++) {
            var name = path.way().get(i);
            var property = at.properties().get(name);
            if (property == null) {
                problem(
                        pointer,
                        "“" + at.name() + "” has no property “" + name + "”.",
                        Similar.advice(name, at.properties().keySet()));
                return End.NOWHERE;
            }
            var last = i == path.way().size() - 1;
            if (property.type() instanceof PropertyType.Structure structure && !last) {
                return part(
                        pointer,
                        property,
                        structure,
                        path.way().subList(i + 1, path.way().size()));
            }
            if (last && !(path.keys() && property.type() instanceof PropertyType.Reference)) {
                return new End(null, property);
            }
            var next = property.type() instanceof PropertyType.Reference(var to)
                    ? catalog.findEntity(to.entity()).orElse(null)
                    : null;
            if (next == null || i > 0) {
                problem(
                        pointer,
                        next == null
                                ? "“" + name + "” leads to no record of a module."
                                : "“" + path + "” goes over more than one reference.",
                        "Name a property of the record, or of one that it points to.");
                return End.NOWHERE;
            }
            at = next;
        }
        return new End(at, null);
    }

    private End part(String pointer, PropertyDefinition of, PropertyType.Structure structure, List<String> rest) {
        var names =
                structure.properties().stream().map(PropertyDefinition::name).toList();
        var part = structure.properties().stream()
                .filter(each -> each.name().equals(rest.getFirst()))
                .findFirst()
                .orElse(null);
        if (part == null) {
            problem(
                    pointer,
                    "“" + of.name() + "” has no property “" + rest.getFirst() + "”.",
                    Similar.advice(rest.getFirst(), names));
        } else if (rest.size() > 1) {
            problem(pointer, "Nothing stands in “" + part.name() + "”.", "End the path there.");
            return End.NOWHERE;
        }
        return part == null ? End.NOWHERE : new End(null, part);
    }

    private void blocking(String pointer, Path path) {
        var end = end(pointer, path);
        if (!path.keys()) {
            stored(pointer, end.property());
        } else if (end.property() != null) {
            text(pointer, end.property(), "phonetic keys");
        } else if (end.record() != null
                && end.record().properties().values().stream()
                        .noneMatch(property -> property.search() == Search.NAME)) {
            problem(
                    pointer,
                    "“" + end.record().name() + "” has no property that is searched as a name.",
                    "Give one \"x-search\": \"name\", or write NAME.nameKeys for the keys of one text.");
        }
    }

    private boolean stored(String pointer, @Nullable PropertyDefinition property) {
        if (property != null && (!property.isColumn() || !property.type().isSingle())) {
            problem(
                    pointer,
                    "“" + property.name() + "” is no stored value that could be held against others.",
                    "Name a stored property with one value.");
            return false;
        }
        return property != null;
    }

    private void text(String pointer, PropertyDefinition property, String what) {
        if (stored(pointer, property) && !(property.type() instanceof PropertyType.Text)) {
            problem(pointer, "“" + property.name() + "” is no text, and has no " + what + ".", "Name a text.");
        }
    }

    // --- comparisons

    private void comparison(String pointer, Comparison comparison) {
        var paths = comparison.paths();
        if (paths.size() > 1 && (comparison.by() == By.DAYS || comparison.by() == By.YEARS)) {
            problem(pointer + "/property", "Only texts are compared as one.", "Name one property.");
            return;
        }
        var alone = paths.size() == 1 && !file.root().at(pointer + "/property").isArray();
        for (var i = 0; i < paths.size(); i++) {
            var at = pointer + "/property" + (alone ? "" : "/" + i);
            if (paths.get(i).keys()) {
                problem(
                        at,
                        "Phonetic keys find records; they are not compared.",
                        "Name the text, and let “by” be \"phonetic\".");
                continue;
            }
            var property = end(at, paths.get(i)).property();
            if (property == null) {
                continue;
            }
            if (paths.size() > 1 || comparison.by() == By.JARO_WINKLER || comparison.by() == By.PHONETIC) {
                text(at, property, "likeness to others");
            } else if (stored(at, property)) {
                spans(at, comparison.by(), property);
            }
        }
    }

    private void spans(String pointer, By by, PropertyDefinition property) {
        var date = property.type() instanceof PropertyType.Date || property.type() instanceof PropertyType.DateTime;
        if (by == By.DAYS && !date) {
            problem(
                    pointer,
                    "Between values of “" + property.name() + "” lie no days.",
                    "Name a property with \"format\": \"date\" or \"date-time\".");
        } else if (by == By.YEARS && !date && !(property.type() instanceof PropertyType.Whole)) {
            problem(
                    pointer,
                    "Between values of “" + property.name() + "” lie no years.",
                    "Name a date, a moment, or a whole number.");
        }
    }

    // --- what keeps the pairs

    private void into(EntityDefinition into) {
        var pairing = DuplicateDefinition.pairing(into, entity.ref());
        if (pairing.size() != 2) {
            problem(
                    INTO,
                    "“" + into.name() + "” has " + (pairing.isEmpty() ? "no" : String.valueOf(pairing.size()))
                            + (pairing.size() == 1 ? " reference" : " references") + " to “" + entity.name()
                            + "”, and needs two.",
                    "Its first names the record that was made first, its second the other.");
            return;
        }
        if (into.ownership() instanceof Ownership.None) {
            problem(
                    INTO,
                    "“" + into.name() + "” is reference data, which everybody reads.",
                    "Let its “ownership” be \"unit\", or that of one of the two.");
        }
        DuplicateDefinition.scoring(into)
                .filter(score -> !isScore(score))
                .ifPresent(score -> problem(
                        INTO,
                        "“score” of “" + into.name() + "” cannot hold how much a pair agrees.",
                        "Let it be a number from 0 to 1 with \"multipleOf\": 0.01 and \"readOnly\": true."));
        for (var name : into.required()) {
            into.property(name)
                    .filter(property -> !pairing.contains(property) && isMissing(into, property))
                    .ifPresent(property -> problem(
                            INTO,
                            "“" + name + "” of “" + into.name() + "” must have a value, and the engine knows none.",
                            "Give it a default, or let it be optional."));
        }
        for (var property : pairing) {
            if (property.computed() != null) {
                problem(INTO, "“" + property.name() + "” of “" + into.name() + "” is computed.", "Let it be entered.");
            }
        }
    }

    private static boolean isScore(PropertyDefinition score) {
        return score.readOnly()
                && score.computed() == null
                && score.type() instanceof PropertyType.Decimal(var scale, var minimum, var maximum)
                && scale >= 2
                && (minimum == null || minimum.signum() <= 0)
                && (maximum == null || maximum.compareTo(BigDecimal.ONE) >= 0);
    }

    private static boolean isMissing(EntityDefinition into, PropertyDefinition property) {
        var lifecycle = into.lifecycle();
        return property.defaultValue() == null
                && property.defaultExpression() == null
                && property.computed() == null
                && property.number() == null
                && !DuplicateDefinition.scoring(into).filter(property::equals).isPresent()
                && (lifecycle == null || !lifecycle.property().equals(property.name()));
    }

    private void problem(String pointer, String message, String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }
}
