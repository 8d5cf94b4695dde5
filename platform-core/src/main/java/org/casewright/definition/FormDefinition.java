package org.casewright.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON Forms UI schema.
 *
 * @param name kebab-case; unique in its module
 * @param entity the entity whose record is the root of the scopes, {@code module/entity}
 * @param desk what makes it a desk, at which a record and those on one of its lists are entered together; null for other forms
 */
public record FormDefinition(
        String module,
        String name,
        String entity,
        Element root,
        @Nullable Desk desk) {

    /** A form that is no desk. */
    public FormDefinition(String module, String name, String entity, Element root) {
        this(module, name, entity, root, null);
    }

    /**
     * A page on which a record and those on one of its lists are entered together. The form has one control of that list: its columns
     * are cells of a grid, its detail is the form of the chosen line; all else of the form stands above.
     *
     * @param list the inverse list whose records are the lines
     * @param expected the property that says how many lines there are to be; null for none
     * @param first what the first line has before all others; null for nothing
     * @param quick how the record is entered alone, to be completed later; null where it is not
     */
    public record Desk(
            String title,
            String list,
            @Nullable String expected,
            @Nullable First first,
            @Nullable Quick quick) {}

    /**
     * The first line of a desk.
     *
     * @param reference the reference that points to it until somebody chooses another; null for none
     * @param values what it begins with
     */
    public record First(@Nullable String reference, ObjectNode values) {}

    /**
     * Entry of a desk's record alone.
     *
     * @param form the form with which it is entered, of the same module
     * @param values what the record begins with
     * @param view the list of the records that are to be completed; null for none
     */
    public record Quick(
            String title,
            String form,
            ObjectNode values,
            @Nullable String view) {}

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

    /** VerticalLayout, HorizontalLayout, Group, Categorization (as tabs, or as steps) or Category. */
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
            /** A categorization whose categories are steps, taken one after the other. */
            STEPPER,
            CATEGORY
        }
    }

    /**
     * A field, a repeating group, or an inverse list.
     *
     * @param scope without steps for the whole of what the form is about
     * @param label null for the property's title; empty for none
     * @param listed whether its entries are a list beside the form of the chosen one (ListWithDetail)
     * @param columns columns of an inline table ({@code x-columns}); empty for the default
     * @param detail form of each entry or of the object, its scopes relative to it; null for the default
     * @param options the rest of its options by their names
     */
    public record Control(
            Scope scope,
            @Nullable String label,
            boolean readonly,
            boolean multi,
            boolean listed,
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

        /** A plain control of what a scope leads to. */
        public static Control of(Scope scope) {
            return new Control(scope, null, false, false, false, List.of(), null, null, Map.of(), null);
        }

        /** The same control of another place. */
        public Control at(Scope other) {
            return new Control(other, label, readonly, multi, listed, columns, help, detail, options, rule);
        }

        /** The same control with another label. */
        public Control labelled(@Nullable String other) {
            return new Control(scope, other, readonly, multi, listed, columns, help, detail, options, rule);
        }

        /** The same control without what shows or hides it: somebody else sees to that. */
        public Control unruled() {
            return new Control(scope, label, readonly, multi, listed, columns, help, detail, options, null);
        }

        /** Whether an option is switched on. */
        public boolean is(String option) {
            var value = options.get(option);
            return value != null && value.asBoolean(false);
        }

        /** The word that an option says; empty for none. */
        public String option(String name) {
            var value = options.get(name);
            return value == null ? "" : value.asString("");
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

    /**
     * A rule of JSON Forms, or one of ours.
     *
     * @param value what ASSIGN gives; null for every other effect
     */
    public record Rule(
            Effect effect, Condition condition, @Nullable JsonNode value) {}

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
        /**
         * The value at the scope satisfies the schema. An absent value equals nothing and has no type, and satisfies what a schema
         * says of values of a kind; with {@code failWhenUndefined} it satisfies nothing.
         */
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
