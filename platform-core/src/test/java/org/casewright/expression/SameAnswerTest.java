package org.casewright.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.casewright.expression.Criterion.Origin;
import org.casewright.expression.Criterion.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A filter selects the same records in Java as its criterion does by the rules of SQL, nulls and all. */
class SameAnswerTest {
    private static final int ROUNDS = Boolean.getBoolean("casewright.long") ? 200_000 : 10_000;
    private static final UUID READER = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("0198c0de-0000-7000-8000-000000000002");

    static final List<String> CONDITIONS = List.of(
            "paid",
            "state = \"OUT\"",
            "state != \"OUT\"",
            "\"BACK\" = state",
            "state in (\"OUT\", \"BACK\")",
            "state in [\"OUT\", null]",
            "state in (null, \"LOST\")",
            "state in []",
            "state = null",
            "fee != null",
            "fee > 1",
            "2 >= fee",
            "fee = 1.0",
            "fee between 1 and 2",
            "fee in [1..2)",
            "fee in (0, > 1)",
            "fee = 1 / 0",
            "fee in (1, setting(\"none\"))",
            "lentOn < dueOn",
            "lentOn = today()",
            "dueOn - lentOn != null",
            "today() in [lentOn..dueOn]",
            "lentOn + duration(\"P1D\") = dueOn",
            "date(lentAt) = today()",
            "date(lentAt) != today()",
            "date(lentAt) <= today()",
            "date(lentAt) > today()",
            "lentAt < now()",
            "starts with(title, \"Du\")",
            "contains(note, \"o\")",
            "title = note",
            "title < note",
            "reader = null",
            "reader = otherReader",
            "reader.id != otherReader.id",
            "reader = \"" + READER + "\"",
            "reader.name = title",
            "reader.pays",
            "list contains(languages, \"fr\")",
            "count(copies[state = \"OUT\"]) > 1",
            "count(copies) <= 1",
            "count(copies[price > 1][boughtOn != null]) = 1",
            "some c in copies satisfies c.price > fee",
            "every c in copies satisfies c.price > 1",
            "some c in copies[state = \"OUT\"] satisfies not(c.reader = reader)",
            "every c in copies satisfies c.reader.name = title",
            "some d in damages satisfies d.open",
            "not(some d in damages satisfies d.page = 1 or not(d.open))",
            "true",
            "1 = 2",
            "null",
            "setting(\"none\") = 1",
            "list contains(actor.roles, \"LIB\")");

    @Test
    void filtersAnswerAsConditionsDo() {
        long seed = 20_261_124L;
        Random random = new Random(seed);
        int translated = 0;
        int selected = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Expression expression = Expression.parse(condition(random, 3));
            Map<String, @Nullable Object> loan = loan(random);
            Criterion criterion;
            try {
                criterion = SqlFilter.translate(expression, Library.LOAN, Library.ENVIRONMENT);
            } catch (ExpressionException refused) {
                continue;
            }
            translated++;
            boolean expected = Evaluator.isTrue(expression, Values.of(loan), Library.ENVIRONMENT);
            selected += expected ? 1 : 0;
            assertThat(new Row(loan, loan).selects(criterion))
                    .as("seed %d, round %d: %s%n%s%n%s", seed, i, expression, criterion, loan)
                    .isEqualTo(expected);
        }
        assertThat(translated).isGreaterThan(ROUNDS / 2);
        assertThat(selected).isBetween(translated / 10, translated * 9 / 10);
    }

    private static String condition(Random random, int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(8)) {
            case 0, 1 -> "(" + condition(random, depth - 1) + " and " + condition(random, depth - 1) + ")";
            case 2, 3 -> "(" + condition(random, depth - 1) + " or " + condition(random, depth - 1) + ")";
            case 4 -> "not(" + condition(random, depth - 1) + ")";
            default -> "(" + CONDITIONS.get(random.nextInt(CONDITIONS.size())) + ")";
        };
    }

    private static Map<String, @Nullable Object> loan(Random random) {
        Map<String, @Nullable Object> loan = new HashMap<>();
        loan.put("state", one(random, "OUT", "BACK", "LOST"));
        loan.put("fee", one(random, new BigDecimal("1.00"), 2L, new BigDecimal("0.5")));
        loan.put("paid", one(random, true, false));
        loan.put("title", one(random, "Dune", "Ada", "Emma"));
        loan.put("note", one(random, "Dune", "torn", ""));
        loan.put("lentOn", one(random, LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 2)));
        loan.put("dueOn", one(random, LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 3)));
        loan.put(
                "lentAt",
                one(
                        random,
                        OffsetDateTime.parse("2026-03-01T20:59:59Z"),
                        OffsetDateTime.parse("2026-03-01T21:00:00Z"),
                        OffsetDateTime.parse("2026-03-02T21:00:00Z")));
        loan.put("languages", one(random, List.of(), List.of("fr"), List.of("en", "fr")));
        loan.put("reader", reader(random));
        loan.put("otherReader", reader(random));
        loan.put("copies", many(random, () -> copy(random)));
        loan.put("damages", many(random, () -> damage(random)));
        return loan;
    }

    private static @Nullable Object one(Random random, Object... choices) {
        int choice = random.nextInt(choices.length + 1);
        return choice == choices.length ? null : choices[choice];
    }

    private static List<Values> many(Random random, java.util.function.Supplier<Values> entry) {
        List<Values> entries = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            entries.add(entry.get());
        }
        return entries;
    }

    private static @Nullable Values reader(Random random) {
        if (random.nextInt(3) == 0) {
            return null;
        }
        Map<String, @Nullable Object> reader = new HashMap<>();
        reader.put("id", random.nextBoolean() ? READER : OTHER);
        reader.put("name", one(random, "Ada", "Dune"));
        reader.put("pays", one(random, true, false));
        return Values.of(reader);
    }

    private static Values copy(Random random) {
        Map<String, @Nullable Object> copy = new HashMap<>();
        copy.put("id", UUID.randomUUID());
        copy.put("state", one(random, "OUT", "FREE"));
        copy.put("price", one(random, 1, 2, 3));
        copy.put("boughtOn", one(random, LocalDate.EPOCH));
        copy.put("reader", reader(random));
        return Values.of(copy);
    }

    private static Values damage(Random random) {
        Map<String, @Nullable Object> damage = new HashMap<>();
        damage.put("page", one(random, 1, 2));
        damage.put("open", one(random, true, false));
        return Values.of(damage);
    }

    /** What a database does with a criterion on a row. */
    private record Row(
            Map<String, @Nullable Object> loan, @Nullable Object entry) {
        boolean selects(Criterion criterion) {
            return Boolean.TRUE.equals(holds(criterion));
        }

        @Nullable
        Boolean holds(Criterion criterion) {
            return switch (criterion) {
                case Criterion.And(var parts) -> joined(parts, false);
                case Criterion.Or(var parts) -> joined(parts, true);
                case Criterion.Not(var of) -> negated(holds(of));
                case Criterion.Constant(var value) -> value;
                case Criterion.Compare(var path, var operator, var value) -> compare(read(path), operator, value);
                case Criterion.ComparePaths(var left, var operator, var right) ->
                    compare(read(left), operator, read(right));
                case Criterion.In(var path, var values) ->
                    read(path) == null
                            ? null
                            : (Boolean) values.stream()
                                    .anyMatch(value -> Boolean.TRUE.equals(compare(read(path), Operator.EQUAL, value)));
                case Criterion.IsNull(var path) -> read(path) == null;
                case Criterion.StartsWith(var path, var text) -> texts(path, value -> value.startsWith(text));
                case Criterion.Contains(var path, var text) -> texts(path, value -> value.contains(text));
                case Criterion.Matches(var path, var pattern) -> texts(path, value -> value.matches(pattern));
                case Criterion.Some(var list, var where) -> matching(list, where) > 0;
                case Criterion.Every(var list, var holds) ->
                    matching(list, holds) == entries(list).size();
                case Criterion.Count(var list, var where, var operator, var number) ->
                    compare(BigDecimal.valueOf(matching(list, where)), operator, number);
            };
        }

        private @Nullable Boolean joined(List<Criterion> parts, boolean decides) {
            boolean unknown = false;
            for (Criterion part : parts) {
                Boolean holds = holds(part);
                if (holds != null && holds == decides) {
                    return decides;
                }
                unknown |= holds == null;
            }
            return unknown ? null : (Boolean) !decides;
        }

        private static @Nullable Boolean negated(@Nullable Boolean holds) {
            return holds == null ? null : (Boolean) !holds;
        }

        private static @Nullable Boolean compare(@Nullable Object left, Operator operator, @Nullable Object right) {
            if (left == null || right == null) {
                return null;
            }
            int order = left.equals(right) ? 0 : order(left, right);
            return operator.holds(order);
        }

        private static int order(Object left, Object right) {
            if (left instanceof BigDecimal some && right instanceof BigDecimal other) {
                return some.compareTo(other);
            }
            if (left instanceof OffsetDateTime some && right instanceof OffsetDateTime other) {
                return some.toInstant().compareTo(other.toInstant());
            }
            if (left instanceof LocalDate some && right instanceof LocalDate other) {
                return some.compareTo(other);
            }
            if (left instanceof Boolean || left instanceof UUID) {
                return 1;
            }
            return ((String) left).compareTo((String) right);
        }

        private @Nullable Boolean texts(Path path, Predicate<String> test) {
            return read(path) instanceof String text ? (Boolean) test.test(text) : null;
        }

        private long matching(Path list, Criterion where) {
            return entries(list).stream()
                    .filter(entry -> new Row(loan, entry).selects(where))
                    .count();
        }

        private List<?> entries(Path list) {
            return read(list) instanceof List<?> entries ? entries : List.of();
        }

        private @Nullable Object read(Path path) {
            Object value = path.origin() == Origin.RECORD ? Values.of(loan) : entry;
            for (String name : path.names()) {
                value = value instanceof Values values ? values.get(name) : null;
            }
            return switch (value) {
                case Values record -> record.get("id");
                case Integer number -> BigDecimal.valueOf(number);
                case Long number -> BigDecimal.valueOf(number);
                case null, default -> value;
            };
        }
    }
}
