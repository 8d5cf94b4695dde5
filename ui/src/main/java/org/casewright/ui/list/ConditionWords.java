package org.casewright.ui.list;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BinaryOperator;
import org.casewright.catalog.Catalog;
import org.casewright.definition.PropertyType;
import org.casewright.expression.Condition;
import org.casewright.expression.Condition.Relation;
import org.casewright.ui.part.Values;

/** Filters as people read them. */
final class ConditionWords {

    private final Catalog catalog;
    private final Values values;
    private final RecordChoices choices;
    private final List<Asked> all;

    ConditionWords(Catalog catalog, Values values, RecordChoices choices, List<Asked> all) {
        this.catalog = catalog;
        this.values = values;
        this.choices = choices;
        this.all = all;
    }

    /** What is asked, and how: the second is empty where both are one. */
    record Said(String what, String how) {
        String whole() {
            return how.isEmpty() ? what : text("{0} {1}", what, how);
        }
    }

    Said of(Condition condition) {
        return switch (condition) {
            case Condition.Test test ->
                Asked.of(all, test)
                        .map(asked -> new Said(asked.title(), how(asked, test)))
                        .orElseGet(() -> new Said(test.feel(), ""));
            case Condition.Any(List<Condition> parts) ->
                new Said(joined(parts, (one, other) -> text("{0} or {1}", one, other)), "");
            case Condition.All(List<Condition> parts) ->
                new Said(joined(parts, (one, other) -> text("{0} and {1}", one, other)), "");
            case Condition.Other(String feel) -> new Said(feel, "");
        };
    }

    private String joined(List<Condition> parts, BinaryOperator<String> both) {
        return parts.stream()
                .map(part -> part instanceof Condition.Test ? of(part).whole() : text("({0})", of(part).whole()))
                .reduce(both)
                .orElse("");
    }

    /** How a property is asked, without a value: what stands in a choice. */
    static String relation(Relation relation, boolean ofDays) {
        return switch (relation) {
            case IS -> ofDays ? text("on##a day") : text("is");
            case IS_NOT -> text("is not");
            case LESS -> ofDays ? text("before") : text("less than");
            case LESS_OR_EQUAL -> ofDays ? text("until") : text("at most");
            case GREATER -> ofDays ? text("after") : text("more than");
            case GREATER_OR_EQUAL -> ofDays ? text("since") : text("at least");
            case BETWEEN -> text("between");
            case ONE_OF -> text("is one of");
            case NONE_OF -> text("is none of");
            case STARTS_WITH -> text("starts with");
            case CONTAINS -> text("contains");
            case INCLUDES -> text("includes");
            case EMPTY -> text("is empty");
            case FILLED -> text("is filled in");
            case TODAY -> text("today");
            case LAST_DAYS -> text("in the last days");
            case NEXT_DAYS -> text("in the next days");
        };
    }

    private String how(Asked asked, Condition.Test test) {
        var said = test.values().stream().map(value -> value(asked, value)).toList();
        var first = said.isEmpty() ? "" : said.getFirst();
        return switch (test.relation()) {
            case IS -> asked.isOfDays() ? text("on {0}##a day", first) : first;
            case IS_NOT -> text("not {0}", first);
            case LESS -> asked.isOfDays() ? text("before {0}", first) : text("less than {0}", first);
            case LESS_OR_EQUAL -> asked.isOfDays() ? text("until {0}", first) : text("at most {0}", first);
            case GREATER -> asked.isOfDays() ? text("after {0}", first) : text("more than {0}", first);
            case GREATER_OR_EQUAL -> asked.isOfDays() ? text("since {0}", first) : text("at least {0}", first);
            case BETWEEN ->
                asked.isOfDays()
                        ? text("from {0} until {1}", first, said.getLast())
                        : text("{0} to {1}##numbers", first, said.getLast());
            case ONE_OF -> said.stream().collect(commas());
            case NONE_OF -> text("not {0}", said.stream().collect(commas()));
            case STARTS_WITH -> text("starts with “{0}”", first);
            case CONTAINS -> text("contains “{0}”", first);
            case INCLUDES -> text("includes {0}", first);
            case EMPTY -> text("is empty");
            case FILLED -> text("is filled in");
            case TODAY -> text("today");
            case LAST_DAYS -> text("{0, plural, one{in the last day} other{in the last # days}}", days(test));
            case NEXT_DAYS -> text("{0, plural, one{in the next day} other{in the next # days}}", days(test));
        };
    }

    private static int days(Condition.Test test) {
        return ((BigDecimal) test.values().getFirst()).intValue();
    }

    private String value(Asked asked, Object value) {
        return switch (asked.type()) {
            case PropertyType.Code(var list) -> catalog.codeList(list).titleOf(value.toString());
            case PropertyType.Codes(var list) -> catalog.codeList(list).titleOf(value.toString());
            case PropertyType.Reference(var to) -> choices.title(to.entity(), value.toString());
            default ->
                switch (value) {
                    case LocalDate day -> values.date(day);
                    case Boolean yes -> yes ? text("yes") : text("no");
                    default -> value.toString();
                };
        };
    }
}
