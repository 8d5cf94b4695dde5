package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.casewright.access.Fields;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Condition;
import org.casewright.expression.Condition.Relation;
import org.casewright.ui.part.SystemNames;

/**
 * What a filter can ask of a record: a property, one over a reference, or a system name.
 *
 * @param path as a filter names the value itself: of a reference with the id behind it, of a unit with its code
 * @param searchable whether words can be looked for in it
 */
record Asked(List<String> path, String title, PropertyType type, boolean searchable) {

    private static final String UNIT = "unit";
    private static final String PLATFORM_UNIT = "platform/unit";

    Asked {
        path = List.copyOf(path);
    }

    /** All that may be asked of an entity, in the order of its file, what every record has at the end. */
    static List<Asked> of(Catalog catalog, EntityDefinition entity, Function<EntityDefinition, Fields> open) {
        var all = new ArrayList<Asked>();
        var behind = new ArrayList<Asked>();
        var fields = open.apply(entity);
        for (var property : entity.properties().values()) {
            if (!fields.has(property) || !isAsked(property.type())) {
                continue;
            }
            all.add(of(List.of(), "", property));
            if (property.type() instanceof PropertyType.Reference(var to)) {
                catalog.findEntity(to.entity())
                        .ifPresent(next -> next.properties().values().stream()
                                .filter(open.apply(next)::has)
                                .filter(each ->
                                        isAsked(each.type()) && !(each.type() instanceof PropertyType.Referring))
                                .forEach(each -> behind.add(of(List.of(property.name()), property.title(), each))));
            }
        }
        all.addAll(behind);
        for (var name : List.of("number", UNIT, "owner", "createdAt", "createdBy", "updatedAt", "updatedBy")) {
            if (!name.equals("number") || entity.number() != null) {
                SystemNames.find(name).ifPresent(named -> all.add(system(name, named)));
            }
        }
        if (entity.lifecycle() != null) {
            for (var name : List.of("statusReason", "statusDate")) {
                SystemNames.find(name)
                        .filter(named -> fields.hasSystem(entity, name))
                        .ifPresent(named -> all.add(system(name, named)));
            }
        }
        return all;
    }

    private static Asked of(List<String> before, String title, PropertyDefinition property) {
        var path = new ArrayList<>(before);
        path.add(property.name());
        if (property.type() instanceof PropertyType.Reference) {
            path.add("id");
        }
        return new Asked(
                path,
                title.isEmpty() ? property.title() : text("{0} › {1}", title, property.title()),
                property.type(),
                property.search() != PropertyDefinition.Search.NONE);
    }

    private static Asked system(String name, SystemNames.Named named) {
        if (name.equals(UNIT)) {
            return new Asked(
                    List.of(UNIT, "code"),
                    named.title(),
                    new PropertyType.Reference(new org.casewright.definition.ReferenceDefinition(
                            PLATFORM_UNIT,
                            null,
                            org.casewright.definition.ReferenceDefinition.OnRetire.RESTRICT,
                            null,
                            org.casewright.definition.ReferenceDefinition.Pick.SEARCH)),
                    false);
        }
        return new Asked(
                named.type() instanceof PropertyType.Reference ? List.of(name, "id") : List.of(name),
                named.title(),
                named.type(),
                false);
    }

    private static boolean isAsked(PropertyType type) {
        return type.isSingle() || type instanceof PropertyType.Codes;
    }

    /** How it can be asked, the usual way first. */
    List<Relation> relations() {
        return switch (type) {
            case PropertyType.Text any
            when searchable ->
                List.of(
                        Relation.STARTS_WITH,
                        Relation.CONTAINS,
                        Relation.IS,
                        Relation.IS_NOT,
                        Relation.EMPTY,
                        Relation.FILLED);
            case PropertyType.Text any ->
                List.of(Relation.STARTS_WITH, Relation.IS, Relation.IS_NOT, Relation.EMPTY, Relation.FILLED);
            case PropertyType.Code any -> List.of(Relation.ONE_OF, Relation.NONE_OF, Relation.EMPTY, Relation.FILLED);
            case PropertyType.Codes any -> List.of(Relation.INCLUDES);
            case PropertyType.Reference any ->
                path.getFirst().equals(UNIT)
                        ? List.of(Relation.ONE_OF, Relation.NONE_OF)
                        : List.of(Relation.ONE_OF, Relation.NONE_OF, Relation.EMPTY, Relation.FILLED);
            case PropertyType.Bool any -> List.of(Relation.IS, Relation.EMPTY, Relation.FILLED);
            case PropertyType.Date any -> OF_DAYS;
            case PropertyType.DateTime any -> OF_DAYS;
            default ->
                List.of(
                        Relation.IS,
                        Relation.IS_NOT,
                        Relation.LESS,
                        Relation.LESS_OR_EQUAL,
                        Relation.GREATER,
                        Relation.GREATER_OR_EQUAL,
                        Relation.BETWEEN,
                        Relation.EMPTY,
                        Relation.FILLED);
        };
    }

    private static final List<Relation> OF_DAYS = List.of(
            Relation.GREATER_OR_EQUAL,
            Relation.LESS_OR_EQUAL,
            Relation.GREATER,
            Relation.LESS,
            Relation.BETWEEN,
            Relation.IS,
            Relation.TODAY,
            Relation.LAST_DAYS,
            Relation.NEXT_DAYS,
            Relation.EMPTY,
            Relation.FILLED);

    /** Whether it holds days or moments, of which the day is asked. */
    boolean isOfDays() {
        return type instanceof PropertyType.Date || type instanceof PropertyType.DateTime;
    }

    /** The condition on it. */
    Condition.Test test(Relation relation, List<Object> values) {
        var isAbsence = relation == Relation.EMPTY || relation == Relation.FILLED;
        var asked = isAbsence && type instanceof PropertyType.Reference ? path.subList(0, path.size() - 1) : path;
        return new Condition.Test(asked, relation, type instanceof PropertyType.DateTime && !isAbsence, values);
    }

    /** Which of them a condition asks. */
    static Optional<Asked> of(List<Asked> all, Condition.Test test) {
        return all.stream()
                .filter(each -> each.path().equals(test.path())
                        || (each.type() instanceof PropertyType.Reference
                                && each.path()
                                        .subList(0, each.path().size() - 1)
                                        .equals(test.path())))
                .filter(each -> each.relations().contains(test.relation()))
                .findFirst();
    }
}
