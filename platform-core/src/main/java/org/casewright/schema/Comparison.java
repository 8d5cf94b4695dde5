package org.casewright.schema;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.casewright.schema.Slot.Wanted;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The release that is served and the next one, side by side: what people would notice, and what stored rows would break. */
final class Comparison {

    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"[^\"]*\"");

    private final Catalog present;
    private final Catalog next;
    private final Binding binding;
    private final Fillings fillings;
    private final StoredRows rows;
    private final List<Difference> differences = new ArrayList<>();
    private final Problems problems = new Problems();
    private final Map<String, String> nowCalled = new LinkedHashMap<>();

    private Comparison(Catalog present, Catalog next, Binding binding, Fillings fillings, StoredRows rows) {
        this.present = present;
        this.next = next;
        this.binding = binding;
        this.fillings = fillings;
        this.rows = rows;
    }

    static Comparison of(Catalog present, Catalog next, Binding binding, Fillings fillings, StoredRows rows)
            throws SQLException {
        var comparison = new Comparison(present, next, binding, fillings, rows);
        comparison.modules();
        comparison.places();
        for (var slot : binding.slots()) {
            comparison.field(slot);
        }
        comparison.codes();
        comparison.workflows();
        comparison.differences.addAll(
                new AccessComparison(present, next, ref -> comparison.nowCalled.getOrDefault(ref, ref)).differences());
        comparison.behaviour();
        comparison.files();
        return comparison;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    List<Problem> problems() {
        return problems.list();
    }

    /** A property by its path, of which the parts of groups and structures are one step deeper. */
    static Optional<PropertyDefinition> property(EntityDefinition entity, String path) {
        var dot = path.indexOf('.');
        if (dot < 0) {
            return entity.property(path);
        }
        return entity.property(path.substring(0, dot))
                .flatMap(outer -> outer.type().parts().stream()
                        .filter(part -> part.name().equals(path.substring(dot + 1)))
                        .findFirst());
    }

    private void modules() {
        for (var module : next.modules()) {
            var before = present.module(module.name());
            if (before.isEmpty()) {
                differences.add(new Difference.ModuleAdded(module.name(), module.version()));
            } else if (!before.get().version().equals(module.version())) {
                differences.add(
                        new Difference.ModuleChanged(module.name(), before.get().version(), module.version()));
            }
        }
        present.modules().stream()
                .filter(module -> next.module(module.name()).isEmpty())
                .forEach(module -> differences.add(new Difference.ModuleRemoved(module.name())));
    }

    // --- tables and columns

    private void places() {
        for (var slot : binding.slots()) {
            var before = slot.before();
            if (slot.wanted().path().isEmpty() && before != null) {
                nowCalled.put(before.entity(), slot.wanted().entity().ref());
            }
            var difference = place(slot);
            if (difference != null) {
                differences.add(difference);
            }
        }
        for (var row : binding.retired()) {
            if (row.path().isEmpty()) {
                differences.add(new Difference.EntityRetired(row.entity()));
            } else if (isRetiredAlone(row)) {
                differences.add(new Difference.FieldRetired(row.name()));
            }
        }
    }

    private static @Nullable Difference place(Slot slot) {
        var wanted = slot.wanted();
        var words = wanted.words();
        var before = slot.before();
        if (wanted.path().isEmpty()) {
            return switch (slot.origin()) {
                case ADDED -> new Difference.EntityAdded(words);
                case RENAMED -> new Difference.EntityRenamed(words, before == null ? "" : before.entity());
                case RESTORED -> new Difference.EntityRestored(words);
                default -> null;
            };
        }
        return switch (slot.origin()) {
            case ADDED ->
                before == null
                        ? new Difference.FieldAdded(words, wanted.isTable() ? "a list" : Columns.words(wanted.type()))
                        : new Difference.FieldReturned(
                                words, Columns.words(wanted.type()), Columns.words(before.type()));
            case RENAMED -> {
                var from = before == null ? "" : before.path();
                yield sameDepth(from, wanted.path())
                        ? new Difference.FieldRenamed(words, from)
                        : new Difference.FieldMoved(words, from);
            }
            case RESTORED -> new Difference.FieldRestored(words);
            case FILLED ->
                before != null && !before.type().equals(wanted.type())
                        ? new Difference.FieldRetyped(words, Columns.words(before.type()), Columns.words(wanted.type()))
                        : null;
            default -> null;
        };
    }

    private static boolean sameDepth(String one, String other) {
        return one.indexOf('.') < 0 == other.indexOf('.') < 0;
    }

    /** The parts of what is retired whole are not told one by one. */
    private boolean isRetiredAlone(StoredAs row) {
        var retired = binding.retired();
        return retired.stream()
                .noneMatch(other -> !other.equals(row)
                        && other.entity().equals(row.entity())
                        && other.isTable()
                        && (other.path().isEmpty() || row.path().startsWith(other.path() + ".")));
    }

    // --- what a field permits

    private void field(Slot slot) throws SQLException {
        var wanted = slot.wanted();
        fillings.list().stream()
                .filter(filling -> filling.slot().wanted().key().equals(wanted.key()))
                .filter(filling -> filling.slot().before() == null
                        || Objects.requireNonNull(filling.slot().before())
                                .type()
                                .equals(wanted.type()))
                .forEach(filling -> differences.add(new Difference.FieldFilled(wanted.words(), filling.words())));
        var before = slot.before();
        if (before == null || wanted.path().isEmpty() || wanted.property() == null) {
            return;
        }
        var entity = present.findEntity(before.entity());
        var old = entity.flatMap(found -> property(found, before.path()));
        if (old.isEmpty()) {
            return;
        }
        required(wanted, entity.get(), before.path());
        bounds(slot, old.get(), wanted.property());
        asserted(slot, entity.get(), before.path());
        if (old.get().sensitivity() != null
                && !Objects.equals(old.get().sensitivity(), wanted.property().sensitivity())) {
            differences.add(new Difference.AccessGained(
                    wanted.property().sensitivity() == null
                            ? "Who reads the record"
                            : "Who has field class " + wanted.property().sensitivity(),
                    "see " + wanted.words(),
                    true));
        }
        // A property without a title has its name's.
        if (!old.get().title().equals(wanted.property().title())
                && !wanted.property().title().equals(wanted.property().name())) {
            differences.add(new Difference.FieldChanged(wanted.words(), "title"));
        }
    }

    private void required(Wanted wanted, EntityDefinition entity, String oldPath) {
        var was = required(entity, oldPath);
        var is = required(wanted.entity(), wanted.path());
        if (is && !was) {
            differences.add(new Difference.FieldRequired(wanted.words()));
        } else if (was && !is) {
            differences.add(new Difference.FieldOptional(wanted.words()));
        }
    }

    private static boolean required(EntityDefinition entity, String path) {
        var dot = path.indexOf('.');
        if (dot < 0) {
            return entity.required().contains(path);
        }
        var name = path.substring(dot + 1);
        return entity.property(path.substring(0, dot))
                .filter(outer -> switch (outer.type()) {
                    case PropertyType.Group group -> group.required().contains(name);
                    case PropertyType.Structure structure ->
                        structure.required().contains(name);
                    default -> false;
                })
                .isPresent();
    }

    private void bounds(Slot slot, PropertyDefinition old, PropertyDefinition now) throws SQLException {
        var subject = slot.wanted().words();
        if (old.type() instanceof PropertyType.Text was && now.type() instanceof PropertyType.Text is) {
            bound(subject, "at least " + is.minLength() + " characters", is.minLength() - (long) was.minLength());
            bound(subject, "at most " + is.maxLength() + " characters", was.maxLength() - (long) is.maxLength());
            if (!Objects.equals(was.pattern(), is.pattern())) {
                pattern(slot, is.pattern());
            }
        } else if (old.type() instanceof PropertyType.Whole was && now.type() instanceof PropertyType.Whole is) {
            limits(subject, decimal(was.minimum()), decimal(is.minimum()), "at least ", 1);
            limits(subject, decimal(was.maximum()), decimal(is.maximum()), "at most ", -1);
        } else if (old.type() instanceof PropertyType.Decimal was && now.type() instanceof PropertyType.Decimal is) {
            limits(subject, was.minimum(), is.minimum(), "at least ", 1);
            limits(subject, was.maximum(), is.maximum(), "at most ", -1);
        } else if (old.type() instanceof PropertyType.Attachment was
                && now.type() instanceof PropertyType.Attachment is) {
            files(subject, was, is);
        }
        if (!old.unique() && now.unique()) {
            differences.add(new Difference.FieldNarrowed(subject, "no value twice"));
        } else if (old.unique() && !now.unique()) {
            differences.add(new Difference.FieldWidened(subject, "the same value more than once"));
        }
    }

    /** Limits hold for files that are still to come; those that are there stay. */
    private void files(String subject, PropertyType.Attachment was, PropertyType.Attachment is) {
        bound(
                subject,
                "new files of at most " + is.maxMegabytes() + " MB",
                was.maxMegabytes() - (long) is.maxMegabytes());
        if (!Set.copyOf(was.types()).equals(Set.copyOf(is.types()))) {
            var words = "new files of " + String.join(", ", is.types());
            bound(subject, words, is.types().containsAll(was.types()) ? -1 : 1);
        }
    }

    private static @Nullable BigDecimal decimal(@Nullable Long number) {
        return number == null ? null : BigDecimal.valueOf(number);
    }

    private void limits(String subject, @Nullable BigDecimal was, @Nullable BigDecimal is, String words, int narrower) {
        if (was == null ? is == null : is != null && was.compareTo(is) == 0) {
            return;
        }
        if (is == null) {
            differences.add(new Difference.FieldWidened(subject, "not only " + words + was));
        } else {
            bound(subject, words + is.toPlainString(), was == null ? 1 : Integer.signum(is.compareTo(was)) * narrower);
        }
    }

    private void bound(String subject, String words, long narrower) {
        if (narrower > 0) {
            differences.add(new Difference.FieldNarrowed(subject, words));
        } else if (narrower < 0) {
            differences.add(new Difference.FieldWidened(subject, words));
        }
    }

    private void pattern(Slot slot, @Nullable String pattern) throws SQLException {
        var subject = slot.wanted().words();
        if (pattern == null) {
            differences.add(new Difference.FieldWidened(subject, "any pattern"));
            return;
        }
        differences.add(new Difference.FieldNarrowed(subject, "only what matches " + pattern));
        if (slot.isThere()) {
            broken(slot, rows.unlike(slot.table(), slot.column(), pattern), "does not match " + pattern);
        }
    }

    /** What the columns do not say and the door does: {@code enum}. */
    private void asserted(Slot slot, EntityDefinition entity, String oldPath) throws SQLException {
        var was = permitted(entity, oldPath);
        var is = permitted(slot.wanted().entity(), slot.wanted().path());
        if (was.equals(is)) {
            return;
        }
        var subject = slot.wanted().words();
        if (is.isEmpty() || (!was.isEmpty() && is.containsAll(was))) {
            differences.add(new Difference.FieldWidened(subject, is.isEmpty() ? "any value" : String.join(", ", is)));
            return;
        }
        differences.add(new Difference.FieldNarrowed(subject, "only " + String.join(", ", is)));
        if (slot.isThere()) {
            var values = String.join(", ", is.stream().map(Sql::literal).toList());
            broken(
                    slot,
                    rows.count(slot.table().sql(), Sql.quoted(slot.column()) + "::text not in (" + values + ")"),
                    "is none of " + String.join(", ", is));
        }
    }

    private static Set<String> permitted(EntityDefinition entity, String path) {
        JsonNode node = entity.jsonSchema();
        for (var step : path.split("\\.")) {
            node = node.path("properties").has(step)
                    ? node.path("properties").path(step)
                    : node.path("items").path("properties").path(step);
        }
        var values = new TreeSet<String>();
        // Codes stand as an enum too, and have their own words.
        if (property(entity, path)
                .filter(found -> Fillings.codeList(found.type()).isEmpty())
                .isPresent()) {
            node.path("enum").forEach(value -> values.add(value.asString("")));
        }
        return values;
    }

    private void broken(Slot slot, long count, String why) {
        if (count > 0) {
            problems.add(Problem.in(
                    slot.wanted().place(),
                    Fillings.rows(count) + " a value in “" + slot.wanted().words() + "” that " + why + ".",
                    "Change these values first, or permit them."));
        }
    }

    // --- codes, workflows, files

    private void codes() throws SQLException {
        for (var module : next.modules()) {
            for (var list : module.codeLists().values()) {
                var old = present.module(module.name())
                        .map(before -> before.codeLists().get(list.name()));
                if (old.isEmpty()) {
                    continue;
                }
                var successors = Fillings.successors(list);
                for (var code : list.codes().values()) {
                    var before = old.get().codes().get(code.code());
                    if (before == null) {
                        differences.add(new Difference.CodeAdded(list.ref(), code.code()));
                    } else if (successors.containsKey(code.code())
                            && !Objects.equals(before.replacedBy(), code.replacedBy())) {
                        differences.add(new Difference.CodeReplaced(
                                list.ref(), code.code(), String.valueOf(successors.get(code.code()))));
                    } else if (code.deprecated() && !before.deprecated()) {
                        differences.add(new Difference.CodeRetired(list.ref(), code.code()));
                    }
                }
                var gone = new TreeSet<>(old.get().codes().keySet());
                gone.removeAll(list.codes().keySet());
                for (var code : gone) {
                    differences.add(new Difference.CodeRetired(list.ref(), code));
                }
                if (!gone.isEmpty()) {
                    refuseGone(list.ref(), gone);
                }
            }
        }
    }

    private void refuseGone(String list, Set<String> gone) throws SQLException {
        var codes = String.join(", ", gone.stream().map(Sql::literal).toList());
        for (var slot : binding.slots()) {
            var property = slot.wanted().property();
            var uses = property == null ? Optional.<String>empty() : Fillings.codeList(property.type());
            if (uses.isPresent() && uses.get().equals(list) && slot.isThere() && rows.has(slot.table())) {
                var held = Sql.quoted(slot.column());
                var condition = slot.wanted().type().equals("text[]")
                        ? held + " && array[" + codes + "]::text[]"
                        : held + " in (" + codes + ")";
                broken(
                        slot,
                        rows.count(slot.table().sql(), condition),
                        "is no longer in the list; keep such codes with \"deprecated\": true, or give them"
                                + " \"x-replacedBy\"");
            }
        }
    }

    private void workflows() {
        for (var process : next.processes()) {
            var before = present.process(process.id());
            if (before.isEmpty()) {
                differences.add(new Difference.WorkflowAdded(process.id()));
            } else if (!before.get().bpmn().equals(process.bpmn())) {
                differences.add(new Difference.WorkflowChanged(process.id()));
            }
        }
        present.processes().stream()
                .filter(process -> next.process(process.id()).isEmpty())
                .forEach(process -> differences.add(new Difference.WorkflowRemoved(process.id())));
    }

    /** Each entity that was there, under the name that it has now. */
    private void behaviour() {
        for (var module : present.modules()) {
            for (var old : module.entities().values()) {
                var now = next.findEntity(nowCalled.getOrDefault(old.ref(), old.ref()))
                        .orElse(null);
                if (now != null) {
                    var told = differences.stream().anyMatch(difference -> isAbout(difference, now.ref()));
                    differences.addAll(EntityComparison.of(
                            module, old, next.module(now.module()).orElseThrow(), now, told));
                }
            }
        }
    }

    private static boolean isAbout(Difference difference, String ref) {
        return difference.subject().equals(ref) || difference.subject().startsWith(ref + ".");
    }

    private void files() {
        for (var module : next.modules()) {
            var before = present.module(module.name());
            if (before.isPresent()) {
                var others = others(before.get(), module);
                if (others > 0) {
                    differences.add(new Difference.FilesChanged(module.name(), others));
                }
            }
        }
    }

    private static int others(ModuleDefinition before, ModuleDefinition now) {
        var paths = new TreeSet<>(before.files().keySet());
        paths.addAll(now.files().keySet());
        return (int) paths.stream()
                .filter(path ->
                        !path.startsWith("entities/") && !path.startsWith("workflows/") && !path.equals("access.json"))
                .filter(path ->
                        !Arrays.equals(before.files().get(path), now.files().get(path)))
                .filter(path -> !path.equals("module.json") || isChangedBesideItsVersion(before, now))
                .count();
    }

    private static boolean isChangedBesideItsVersion(ModuleDefinition before, ModuleDefinition now) {
        return !withoutVersion(before).equals(withoutVersion(now));
    }

    private static String withoutVersion(ModuleDefinition module) {
        var content = module.files().getOrDefault("module.json", new byte[0]);
        return VERSION.matcher(new String(content, StandardCharsets.UTF_8)).replaceFirst("");
    }
}
