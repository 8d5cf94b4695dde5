package org.casewright.schema;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ModuleDefinition;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * One entity's file in two releases: how its records behave, beside what their tables and access say. What nobody could name is told
 * as another definition, so that no change of a file looks like none.
 */
final class EntityComparison {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Member of {@code x-entity} -> how it is called; what is told elsewhere is not here. */
    private static final Map<String, String> PARTS =
            words("plural=another title of its list, titleTemplate=another title of its records, icon=another icon,"
                    + " number=another pattern of its numbers, ownership=another ownership, key=another natural key,"
                    + " lifecycle=another lifecycle, rules=other rules, unique=other unique keys, periods=other periods,"
                    + " searchFirst=another search before a new record, rowClass=another row class,"
                    + " grants=other ways to be opened one by one, barred=another bar,"
                    + " duplicates=another search for duplicates, breakGlass=another way to break the glass");

    /** Keyword of a property -> how it is called. */
    private static final Map<String, String> KEYWORDS =
            words("default=default, x-computed=way to be computed, x-relevant=condition of being relevant,"
                    + " x-required=condition of being required, x-writable=condition of being writable,"
                    + " readOnly=way to be written, x-appendOnly=way to be written, x-guidance=guidance, x-widget=widget,"
                    + " description=description, x-search=way to be searched, x-number=pattern of its numbers,"
                    + " x-reference=reference, x-sensitivity=field class, format=format");

    private final String subject;
    private final JsonNode before;
    private final JsonNode now;
    private final List<Difference> differences = new ArrayList<>();

    private EntityComparison(String subject, JsonNode before, JsonNode now) {
        this.subject = subject;
        this.before = before;
        this.now = now;
    }

    /**
     * What differs between the files of an entity.
     *
     * @param told whether something of it is told already
     */
    static List<Difference> of(
            ModuleDefinition oldModule,
            EntityDefinition old,
            ModuleDefinition nextModule,
            EntityDefinition next,
            boolean told) {
        var before = content(oldModule, old);
        var now = content(nextModule, next);
        // Most are the same, and reading them would be most of the work.
        if (Arrays.equals(before, now)) {
            return List.of();
        }
        var comparison = new EntityComparison(next.ref(), read(before), read(now));
        if (comparison.before.equals(comparison.now)) {
            return List.of();
        }
        comparison.operations();
        comparison.parts();
        comparison.properties("", comparison.before, comparison.now);
        if (!told && comparison.differences.isEmpty()) {
            comparison.changed("another definition");
        }
        return comparison.differences;
    }

    private static byte @Nullable [] content(ModuleDefinition module, EntityDefinition entity) {
        return module.files().get("entities/" + entity.name() + ".schema.json");
    }

    private static JsonNode read(byte @Nullable [] content) {
        return content == null ? MissingNode.getInstance() : JSON.readTree(content);
    }

    private void operations() {
        var old = before.at("/x-entity/operations");
        var next = now.at("/x-entity/operations");
        var names = new TreeSet<>(old.propertyNames());
        names.addAll(next.propertyNames());
        for (var name : names) {
            if (!old.has(name)) {
                differences.add(new Difference.OperationAdded(subject, title(next, name)));
            } else if (!next.has(name)) {
                differences.add(new Difference.OperationRemoved(subject, title(old, name)));
            } else if (!old.get(name).equals(next.get(name))) {
                changed("another operation “" + title(next, name) + "”");
            }
        }
    }

    private static String title(JsonNode operations, String name) {
        return operations.path(name).path("title").asString(name);
    }

    private void parts() {
        PARTS.forEach((part, words) -> {
            if (!before.path("x-entity").path(part).equals(now.path("x-entity").path(part))) {
                changed(words);
            }
        });
        if (!before.path("rules").equals(now.path("rules"))) {
            changed("other rules");
        }
        if (!before.path("title").equals(now.path("title"))) {
            changed("another title");
        }
    }

    private void properties(String outer, JsonNode old, JsonNode next) {
        next.path("properties").forEachEntry((name, property) -> {
            var was = old.path("properties").path(name);
            if (!was.isMissingNode() && !was.equals(property)) {
                var path = outer + name;
                var told = new TreeSet<String>();
                KEYWORDS.forEach((keyword, words) -> {
                    if (!was.path(keyword).equals(property.path(keyword)) && told.add(words)) {
                        differences.add(new Difference.FieldChanged(subject + "." + path, words));
                    }
                });
                properties(path + ".", was, property);
                properties(path + ".", was.path("items"), property.path("items"));
            }
        });
    }

    private void changed(String what) {
        differences.add(new Difference.EntityChanged(subject, what));
    }

    private static Map<String, String> words(String table) {
        var words = new LinkedHashMap<String, String>();
        for (var entry : table.split(",")) {
            var parts = entry.strip().split("=", 2);
            words.put(parts[0], parts[1]);
        }
        return words;
    }
}
