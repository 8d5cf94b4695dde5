package org.casewright.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.casewright.expression.Expression;
import org.casewright.expression.Template;
import org.casewright.problem.Location;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * An entity as its file says it, mixins merged and references resolved.
 *
 * @param module kebab-case
 * @param name kebab-case; unique in its module
 * @param schema PostgreSQL schema, snake_case
 * @param table PostgreSQL table, snake_case
 * @param number pattern of the record's number; null when records have none
 * @param key natural key of reference data; empty for none
 * @param rowClass FEEL that gives the record's row class; null when there is only one
 * @param barred FEEL that gives the accounts which never reach the record; null for none
 * @param grants to whom a record is opened beyond what units, classes and owners say
 * @param breakGlass how a record is opened for some hours to who says why; null when it is not
 * @param logReads which readings of a record are kept in the history; null for none
 * @param reveal which values are told only to who asks for them; null when none is
 * @param searchFirst properties that a person searches by before a new record; empty for none
 * @param duplicates when two records are perhaps one and the same; null when nobody asks
 * @param operations what people can do with a record beyond changing it, by name, in the file's order
 * @param properties in the file's order
 * @param renamedFrom the entity's former name in its module; null when it is told by none
 * @param required names that must have a value (JSON Schema's {@code required})
 * @param jsonSchema the whole file as a self-contained JSON Schema: code lists and mixins are in it
 */
public record EntityDefinition(
        String module,
        String name,
        String schema,
        String table,
        String title,
        String plural,
        @Nullable String icon,
        @Nullable Template titleTemplate,
        @Nullable NumberPattern number,
        Ownership ownership,
        List<String> key,
        @Nullable Lifecycle lifecycle,
        List<UniqueKey> unique,
        List<RuleDefinition> rules,
        List<PeriodDefinition> periods,
        Map<String, OperationDefinition> operations,
        List<String> searchFirst,
        @Nullable DuplicateDefinition duplicates,
        @Nullable Expression rowClass,
        @Nullable Expression barred,
        List<GrantDefinition> grants,
        @Nullable BreakGlassDefinition breakGlass,
        @Nullable LogReadsDefinition logReads,
        @Nullable RevealDefinition reveal,
        @Nullable String renamedFrom,
        Map<String, PropertyDefinition> properties,
        List<String> required,
        ObjectNode jsonSchema,
        Location location) {

    /** What every record has besides its properties; the last two where there is a lifecycle. */
    public static final Set<String> SYSTEM_NAMES =
            java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(List.of(
                    "id",
                    "number",
                    "unit",
                    "owner",
                    "version",
                    "createdAt",
                    "createdBy",
                    "updatedAt",
                    "updatedBy",
                    "retired",
                    "statusReason",
                    "statusDate")));

    /** Under which name a record says which of its values are told only to who asks for them. */
    public static final String WITHHELD = "withheld";

    public EntityDefinition {
        key = List.copyOf(key);
        unique = List.copyOf(unique);
        rules = List.copyOf(rules);
        periods = List.copyOf(periods);
        operations = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(operations));
        searchFirst = List.copyOf(searchFirst);
        grants = List.copyOf(grants);
        properties = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(properties));
        required = List.copyOf(required);
    }

    /** What its records have besides their properties, in the order in which they are told. */
    public Set<String> systemNames() {
        if (lifecycle != null) {
            return SYSTEM_NAMES;
        }
        var names = new java.util.LinkedHashSet<>(SYSTEM_NAMES);
        names.removeAll(List.of("statusReason", "statusDate"));
        return names;
    }

    /** The same entity, held by another table and with properties held otherwise. */
    public EntityDefinition stored(
            String otherSchema, String otherTable, Map<String, PropertyDefinition> otherProperties) {
        return new EntityDefinition(
                module,
                name,
                otherSchema,
                otherTable,
                title,
                plural,
                icon,
                titleTemplate,
                number,
                ownership,
                key,
                lifecycle,
                unique,
                rules,
                periods,
                operations,
                searchFirst,
                duplicates,
                rowClass,
                barred,
                grants,
                breakGlass,
                logReads,
                reveal,
                renamedFrom,
                otherProperties,
                required,
                jsonSchema,
                location);
    }

    /** Definitions are keys of much that is remembered; the whole of them need not be walked for that. */
    @Override
    public int hashCode() {
        return 31 * module.hashCode() + name.hashCode();
    }

    /** {@code module/name}: how everything else refers to it. */
    public String ref() {
        return module + "/" + name;
    }

    /** The property of this name. */
    public Optional<PropertyDefinition> property(String propertyName) {
        return Optional.ofNullable(properties.get(propertyName));
    }

    /** Whose the records are. */
    public sealed interface Ownership {
        /** Each record belongs to one business unit and one owner. */
        record Unit() implements Ownership {}

        /** Reference data, readable by all. */
        record None() implements Ownership {}

        /** Unit and owner follow the record that this reference points to. */
        record Parent(String reference) implements Ownership {}
    }

    /**
     * Which readings of a record are kept in the history.
     *
     * @param all every one
     * @param rowClasses those of records of these row classes
     * @param fieldClasses those that show a value of one of these field classes
     */
    public record LogReadsDefinition(boolean all, List<String> rowClasses, Set<String> fieldClasses) {
        public LogReadsDefinition {
            rowClasses = List.copyOf(rowClasses);
            fieldClasses = Set.copyOf(fieldClasses);
        }
    }

    /**
     * That values of some field classes are told to a person only who asks for each of them, which the history keeps.
     *
     * @param purpose those of the field classes whose values are told only to who says what for
     */
    public record RevealDefinition(Set<String> fieldClasses, Set<String> purpose) {
        public RevealDefinition {
            fieldClasses = Set.copyOf(fieldClasses);
            purpose = Set.copyOf(purpose);
        }

        /** Whether the property's values are told only to who asks for them. */
        public boolean covers(PropertyDefinition property) {
            return property.sensitivity() != null && fieldClasses.contains(property.sensitivity());
        }

        /** Whether who asks for the property's value must say what for. */
        public boolean asksPurpose(PropertyDefinition property) {
            return property.sensitivity() != null && purpose.contains(property.sensitivity());
        }
    }

    /** Whether who asks for the property's value must say what for. */
    public boolean asksPurpose(PropertyDefinition property) {
        return reveal != null && reveal.asksPurpose(property);
    }

    /**
     * The only way the property changes.
     *
     * @param property name of a property with a code list
     * @param initial the code of a new record
     * @param reasons {@code module/list}; null when reasons are free text
     */
    public record Lifecycle(
            String property, String initial, @Nullable String reasons, List<Transition> transitions) {
        public Lifecycle {
            transitions = List.copyOf(transitions);
        }
    }

    /**
     * A permitted change of status.
     *
     * @param from codes; empty for any
     * @param roles who may, {@code process:module} included; empty only when {@code auto}
     * @param auto taken by the engine when {@code when} becomes true
     * @param reasonRequired whether a reason must be given
     * @param reasons permitted reason codes; empty when any will do
     */
    public record Transition(
            List<String> from,
            String to,
            List<String> roles,
            @Nullable Expression when,
            boolean auto,
            boolean reasonRequired,
            List<String> reasons) {
        public Transition {
            from = List.copyOf(from);
            roles = List.copyOf(roles);
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * No two living records that satisfy {@code where} share these properties' values.
     *
     * @param during the two properties between which, the second excluded, it holds; empty for always
     * @param merges whether a clash with a record that the writer may not see is answered as success, and merged
     */
    public record UniqueKey(
            List<String> properties,
            List<String> during,
            @Nullable Expression where,
            boolean merges,
            @Nullable String message) {
        public UniqueKey {
            properties = List.copyOf(properties);
            during = List.copyOf(during);
        }

        /** A key that holds at any time. */
        public UniqueKey(List<String> properties, @Nullable Expression where, @Nullable String message) {
            this(properties, List.of(), where, false, message);
        }
    }

    /**
     * A rule over a record and its related records, checked at the end of the transaction.
     *
     * @param at property at which the problem is shown; null for the record
     * @param when checked only when true
     */
    public record RuleDefinition(
            String id,
            Expression asserts,
            @Nullable String at,
            boolean warning,
            @Nullable Expression when,
            String message) {}

    /**
     * Gap-free rows of history in a child entity, whenever a tracked property changes.
     *
     * @param inverse inverse list that receives the rows
     * @param track properties copied into each row under the same name
     * @param from date property of the row that begins it
     * @param to date property of the row that ends it; empty in the current row
     */
    public record PeriodDefinition(String inverse, List<String> track, String from, String to) {
        public PeriodDefinition {
            track = List.copyOf(track);
        }
    }

    /**
     * A button that makes a record of an input entity; the process that starts with it does the work.
     *
     * @param name camelCase
     * @param creates {@code module/entity} of the input
     * @param reference property of the input that points to the record on which it is done
     * @param form {@code module/form} of the input; null for the input's own
     * @param when done only while true; null for always
     * @param roles who may
     * @param undoDays for how many days it can be taken back; null for not at all
     */
    public record OperationDefinition(
            String name,
            String title,
            String creates,
            String reference,
            @Nullable String form,
            @Nullable Expression when,
            List<String> roles,
            @Nullable Integer undoDays) {
        public OperationDefinition {
            roles = List.copyOf(roles);
        }
    }

    /**
     * To whom a record is opened, as long as they have one of the roles, and the role has the entity at depth own or more.
     *
     * @param to FEEL that gives accounts or units
     * @param privileges lower-case names; read is among them
     * @param until FEEL that gives a date, which is the last day, or a moment; null for no end
     * @param roles one of these must be held
     * @param profile name of a list of visible properties in the module's access file; null for none
     */
    public record GrantDefinition(
            Expression to,
            Set<String> privileges,
            @Nullable Expression until,
            List<String> roles,
            @Nullable String profile) {
        public GrantDefinition {
            privileges = Set.copyOf(privileges);
            roles = List.copyOf(roles);
        }
    }

    /**
     * That a record which is closed to somebody, or not wholly open, is opened for some hours to who says why. Others are told,
     * and the history keeps it.
     *
     * @param hours for how long
     * @param roles one of these must be held, and read the record's row class at depth own or more
     * @param fieldClasses what is opened besides all that has no field class
     * @param told roles whose holders are told; empty when the owner is
     */
    public record BreakGlassDefinition(int hours, List<String> roles, Set<String> fieldClasses, List<String> told) {
        public BreakGlassDefinition {
            roles = List.copyOf(roles);
            fieldClasses = Set.copyOf(fieldClasses);
            told = List.copyOf(told);
        }
    }

    /**
     * How numbers are made.
     *
     * @param pattern text with {@code {unit} {year} {year:2} {day} {sequence:n} {random:n:alphabet} {check}}
     * @param per scope of the sequence; null for the pattern's other placeholders
     */
    public record NumberPattern(String pattern, @Nullable String per) {}
}
