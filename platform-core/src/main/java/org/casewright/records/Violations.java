package org.casewright.records;

import java.util.List;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.schema.SchemaNames;
import org.casewright.schema.UniqueIndex;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.stereotype.Component;

/** What the database refuses, said again as a problem at a field. */
@Component
final class Violations {

    private static final String BROKEN_RULE = "23";
    private static final String SHUT = "42501";
    private static final String UNIQUE = "23505";
    private static final String EXCLUSION = "23P01";
    private static final String FOREIGN_KEY = "23503";
    private static final String CHECK = "23514";

    /** Whether a row was refused by a rule of its table, or the table shut. */
    boolean isOne(RuntimeException failed) {
        var violation = violation(failed);
        var state = violation == null ? "" : String.valueOf(violation.getSQLState());
        return state.startsWith(BROKEN_RULE) || state.equals(SHUT);
    }

    /** The outcome that a violation means; anything else is thrown again. */
    Outcome translate(Catalog catalog, List<? extends Change> changes, RuntimeException failed) {
        var violation = violation(failed);
        if (violation == null || violation.getServerErrorMessage() == null) {
            throw failed;
        }
        var constraint = String.valueOf(violation.getServerErrorMessage().getConstraint());
        return switch (String.valueOf(violation.getSQLState())) {
            case UNIQUE, EXCLUSION -> new Outcome.Rejected(List.of(unique(catalog, changes, constraint)));
            case FOREIGN_KEY ->
                new Outcome.Rejected(List.of(
                        Problem.at("", ErrorCode.REFERENCE, "A record that this refers to is not there any more.")));
            case CHECK ->
                new Outcome.Rejected(List.of(Problem.at(
                        "", ErrorCode.SCHEMA, "A value is outside of what the database permits ({0}).", constraint)));
            default -> throw failed;
        };
    }

    /**
     * Whether doing it once more can end otherwise: a number made of random letters was taken, or what stood in the way is
     * merged with.
     */
    boolean isWorthAnotherTry(Catalog catalog, RuntimeException failed) {
        var violation = violation(failed);
        if (violation == null || violation.getServerErrorMessage() == null || !UNIQUE.equals(violation.getSQLState())) {
            return false;
        }
        var constraint = String.valueOf(violation.getServerErrorMessage().getConstraint());
        return constraint.endsWith("_number_key")
                || catalog.entities().stream()
                        .anyMatch(entity -> SchemaNames.uniqueIndex(entity, constraint)
                                .filter(index -> index.merges() || isNumber(entity, index))
                                .isPresent());
    }

    private static boolean isNumber(EntityDefinition entity, UniqueIndex index) {
        return index.properties().size() == 1
                && entity.property(index.properties().getFirst())
                        .filter(property -> property.number() != null)
                        .isPresent();
    }

    private static @Nullable PSQLException violation(@Nullable Throwable failed) {
        for (var cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException found) {
                return found;
            }
        }
        return null;
    }

    private static Problem unique(Catalog catalog, List<? extends Change> changes, String constraint) {
        for (var entity : catalog.entities()) {
            var index = SchemaNames.uniqueIndex(entity, constraint).orElse(null);
            if (index != null) {
                return Problem.at(pointer(changes, entity, index), ErrorCode.UNIQUE, sentence(entity, index));
            }
        }
        return Problem.at("", ErrorCode.UNIQUE, "There is already such a record.");
    }

    private static String pointer(List<? extends Change> changes, EntityDefinition entity, UniqueIndex index) {
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i).entity().equals(entity.ref())) {
                var prefix = changes.size() == 1 ? "" : "/changes/" + i + "/values";
                return prefix + "/" + index.properties().getFirst();
            }
        }
        return "";
    }

    private static Message sentence(EntityDefinition entity, UniqueIndex index) {
        if (index.message() != null) {
            return Message.plain(index.message());
        }
        var titles = index.properties().stream()
                .map(name ->
                        entity.property(name).map(property -> property.title()).orElse(name))
                .collect(Collectors.joining(", "));
        return index.during().isEmpty()
                ? Message.of("There is already a record with the same {0}.", titles)
                : Message.of("There is already a record with the same {0} at that time.", titles);
    }
}
