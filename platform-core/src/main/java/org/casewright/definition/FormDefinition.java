package org.casewright.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Forms UI schema.
 *
 * @param name kebab-case; unique in its module
 * @param entity the entity whose record is the root of the scopes, {@code module/entity}
 */
public record FormDefinition(String module, String name, String entity, Element root) {

    /** {@code module/name}. */
    public String ref() {
        return module + "/" + name;
    }

    /** A node of the form. */
    public sealed interface Element {
        /** What shows or hides it; null for always shown. */
        @Nullable
        Rule rule();
    }

    /** VerticalLayout, HorizontalLayout, Group, Categorization or Category. */
    public record Layout(
            Kind kind,
            @Nullable String label,
            List<Element> elements,
            @Nullable Rule rule) implements Element {
        public Layout {
            elements = List.copyOf(elements);
        }

        /** The layouts of JSON Forms. */
        public enum Kind {
            VERTICAL,
            HORIZONTAL,
            GROUP,
            CATEGORIZATION,
            CATEGORY
        }
    }

    /**
     * A field, a repeating group, or an inverse list.
     *
     * @param label null for the property's title
     * @param columns columns of an inline table ({@code x-columns}); empty for the default
     * @param detail form of each entry, its scopes relative to the entry; null for the default
     */
    public record Control(
            Scope scope,
            @Nullable String label,
            boolean readonly,
            boolean multi,
            List<String> columns,
            @Nullable String help,
            @Nullable Element detail,
            Map<String, JsonNode> options,
            @Nullable Rule rule)
            implements Element {
        public Control {
            columns = List.copyOf(columns);
            options = Map.copyOf(options);
        }
    }

    /** A line of text. */
    public record Label(String text, @Nullable Rule rule) implements Element {}

    /** A way from the root: properties (references are followed) and inverses. */
    public record Scope(List<Step> steps) {
        public Scope {
            steps = List.copyOf(steps);
        }
    }

    /** One step of a scope. */
    public record Step(String name, boolean inverse) {}

    /** A rule of JSON Forms. */
    public record Rule(Effect effect, Condition condition) {}

    /** What a rule does when its condition holds. */
    public enum Effect {
        SHOW,
        HIDE,
        ENABLE,
        DISABLE,
        REQUIRE,
        CLEAR,
        ASSIGN
    }

    /** When a rule holds. */
    public sealed interface Condition {
        /** The value at the scope satisfies the schema; an absent value satisfies unless {@code failWhenUndefined}. */
        record Matches(Scope scope, JsonNode schema, boolean failWhenUndefined) implements Condition {}

        /** All hold. */
        record And(List<Condition> conditions) implements Condition {
            public And {
                conditions = List.copyOf(conditions);
            }
        }

        /** One holds. */
        record Or(List<Condition> conditions) implements Condition {
            public Or {
                conditions = List.copyOf(conditions);
            }
        }
    }
}
