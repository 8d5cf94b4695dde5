package org.casewright.expression;

import static org.casewright.expression.Function.Kind.ANYTHING;
import static org.casewright.expression.Function.Kind.LIST;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.OffsetDateTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.casewright.expression.Function.Result;
import org.jspecify.annotations.Nullable;

/** count, sum, min, max, mean, list contains, append, concatenate, flatten, distinct values, sort. */
final class ListFunctions {
    private static final int MANY = 1_000;

    private ListFunctions() {}

    static List<Function> all() {
        return List.of(
                new Function(
                        "count",
                        1,
                        1,
                        List.of(LIST),
                        (types, problem) -> FeelType.numeric(),
                        (run, call, given) -> BigDecimal.valueOf(
                                run.list(call, given.getFirst()).size())),
                new Function(
                        "sum",
                        1,
                        MANY,
                        List.of(ANYTHING),
                        added("sum"),
                        (run, call, given) -> sum(spread(run, call, given))),
                new Function(
                        "mean",
                        1,
                        MANY,
                        List.of(ANYTHING),
                        added("mean"),
                        (run, call, given) -> mean(spread(run, call, given))),
                new Function(
                        "min",
                        1,
                        MANY,
                        List.of(ANYTHING),
                        ordered("min"),
                        (run, call, given) -> extreme(spread(run, call, given), -1)),
                new Function(
                        "max",
                        1,
                        MANY,
                        List.of(ANYTHING),
                        ordered("max"),
                        (run, call, given) -> extreme(spread(run, call, given), 1)),
                new Function(
                        "list contains",
                        2,
                        2,
                        List.of(LIST, ANYTHING),
                        ListFunctions::contained,
                        (run, call, given) -> run.list(call, given.getFirst()).stream()
                                .anyMatch(item -> Comparing.same(item, given.get(1)))),
                new Function(
                        "append",
                        2,
                        MANY,
                        List.of(LIST, ANYTHING),
                        (types, problem) -> types.getFirst(),
                        (run, call, given) ->
                                appended(run.list(call, given.getFirst()), given.subList(1, given.size()))),
                new Function(
                        "concatenate",
                        1,
                        MANY,
                        List.of(LIST),
                        (types, problem) -> types.getFirst(),
                        (run, call, given) -> concatenated(run, call, given)),
                new Function(
                        "flatten",
                        1,
                        1,
                        List.of(LIST),
                        (types, problem) -> flat(types.getFirst()),
                        (run, call, given) -> flattened(run.list(call, given.getFirst()), new ArrayList<>())),
                new Function(
                        "distinct values",
                        1,
                        1,
                        List.of(LIST),
                        (types, problem) -> types.getFirst(),
                        (run, call, given) -> distinct(run.list(call, given.getFirst()))),
                new Function(
                        "sort",
                        1,
                        1,
                        List.of(LIST),
                        ListFunctions::sortable,
                        (run, call, given) -> sorted(run.list(call, given.getFirst()))));
    }

    /** {@code sum([1, 2])} is {@code sum(1, 2)}. */
    private static List<@Nullable Object> spread(Evaluation run, Node.Call call, List<@Nullable Object> given) {
        return given.size() == 1 ? run.list(call, given.getFirst()) : given;
    }

    private static FeelType item(List<FeelType> types) {
        if (types.size() > 1) {
            return types.getFirst();
        }
        return types.getFirst() instanceof FeelType.ListOf list ? list.item() : types.getFirst();
    }

    private static Result added(String name) {
        return (types, problem) -> {
            FeelType item = item(types);
            return switch (item) {
                case FeelType.Numeric ignored -> item;
                case FeelType.Days ignored -> item;
                case FeelType.Months ignored -> item;
                case FeelType.Any ignored -> item;
                case FeelType.Null ignored -> item;
                default -> {
                    problem.accept(name + " adds numbers or durations, not " + item.words() + ".");
                    yield FeelType.any();
                }
            };
        };
    }

    private static Result ordered(String name) {
        return (types, problem) -> {
            FeelType item = item(types);
            requireOrder(name, item, problem);
            return item;
        };
    }

    private static FeelType sortable(List<FeelType> types, Consumer<String> problem) {
        requireOrder("sort", item(types), problem);
        return types.getFirst();
    }

    private static void requireOrder(String name, FeelType item, Consumer<String> problem) {
        if (!Types.isOrdered(item)) {
            problem.accept(name + " needs values that have an order, not " + item.words() + ".");
        }
    }

    private static FeelType contained(List<FeelType> types, Consumer<String> problem) {
        if (types.getFirst() instanceof FeelType.ListOf list && !Types.areComparable(list.item(), types.get(1))) {
            problem.accept("the list holds " + list.item().words() + ", never "
                    + types.get(1).words()
                    + (list.item() instanceof FeelType.ListOf ? "; flatten(...) takes lists out of a list." : "."));
        }
        return FeelType.bool();
    }

    private static FeelType flat(FeelType type) {
        FeelType item = type;
        while (item instanceof FeelType.ListOf list) {
            item = list.item();
        }
        return FeelType.listOf(item);
    }

    private static @Nullable Object sum(List<@Nullable Object> items) {
        Object sum = null;
        for (int i = 0; i < items.size(); i++) {
            sum = i == 0
                    ? addable(items.getFirst())
                    : Calculation.calculate('+', sum, addable(items.get(i)), java.time.ZoneOffset.UTC);
        }
        return sum;
    }

    private static @Nullable Object addable(@Nullable Object item) {
        return item instanceof BigDecimal || item instanceof java.time.Duration || item instanceof Period ? item : null;
    }

    private static @Nullable Object mean(List<@Nullable Object> items) {
        return Calculation.calculate(
                '/',
                sum(items),
                BigDecimal.valueOf(items.size(), 0).round(MathContext.DECIMAL128),
                java.time.ZoneOffset.UTC);
    }

    /** Null as soon as two cannot be compared, one of them being null for instance. */
    private static @Nullable Object extreme(List<@Nullable Object> items, int direction) {
        if (items.isEmpty()) {
            return null;
        }
        Object extreme = items.getFirst();
        for (Object item : items) {
            Integer order = Comparing.order(item, extreme);
            if (order == null) {
                return null;
            }
            if (order * direction > 0) {
                extreme = item;
            }
        }
        return extreme;
    }

    private static List<@Nullable Object> appended(List<@Nullable Object> list, List<@Nullable Object> items) {
        List<@Nullable Object> result = new ArrayList<>(list);
        result.addAll(items);
        return result;
    }

    private static List<@Nullable Object> concatenated(Evaluation run, Node.Call call, List<@Nullable Object> lists) {
        List<@Nullable Object> result = new ArrayList<>();
        for (Object list : lists) {
            result.addAll(run.list(call, list));
        }
        return result;
    }

    private static List<@Nullable Object> flattened(List<?> list, List<@Nullable Object> into) {
        for (Object item : list) {
            if (item instanceof List<?> inner) {
                flattened(inner, into);
            } else {
                into.add(item);
            }
        }
        return into;
    }

    private static List<@Nullable Object> distinct(List<@Nullable Object> list) {
        Map<@Nullable Object, @Nullable Object> first = new LinkedHashMap<>();
        for (Object item : list) {
            Object key = key(item);
            if (!first.containsKey(key)) {
                first.put(key, item);
            }
        }
        return new ArrayList<>(first.values());
    }

    /** Equal for what {@link Comparing#same} calls the same. */
    private static @Nullable Object key(@Nullable Object item) {
        return switch (item) {
            case BigDecimal number -> number.stripTrailingZeros();
            case OffsetDateTime moment -> moment.toInstant();
            case Period months -> months.toTotalMonths();
            case UUID id -> id.toString();
            case Values values -> {
                Object id = values.get("id");
                yield id == null ? values : id.toString().toLowerCase(Locale.ROOT);
            }
            case List<?> list -> {
                List<@Nullable Object> keys = new ArrayList<>();
                list.forEach(inner -> keys.add(key(inner)));
                yield keys;
            }
            case null -> null;
            default -> item;
        };
    }

    /** Null if there are two that cannot be compared. */
    private static @Nullable List<@Nullable Object> sorted(List<@Nullable Object> list) {
        for (Object item : list) {
            if (Comparing.order(item, list.getFirst()) == null) {
                return null;
            }
        }
        List<@Nullable Object> result = new ArrayList<>(list);
        Comparator<@Nullable Object> order = (left, right) -> {
            Integer compared = Comparing.order(left, right);
            return compared == null ? 0 : compared;
        };
        result.sort(order);
        return result;
    }
}
