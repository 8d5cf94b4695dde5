package org.casewright.definition;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a property holds. The Java value that stands for each is said with it. */
public sealed interface PropertyType {

    /** What lies in it: in each entry of a repeating group, or in an object; nothing in anything else. */
    default List<PropertyDefinition> parts() {
        return List.of();
    }

    /** Whether it is one value that can be held against others: no list, no object, and nothing that is kept as it is. */
    default boolean isSingle() {
        return switch (this) {
            case Group group -> false;
            case Structure structure -> false;
            case References references -> false;
            case Codes codes -> false;
            case Texts texts -> false;
            case Json json -> false;
            case Attachment attachment -> false;
            default -> true;
        };
    }

    /**
     * A string; {@link String}.
     *
     * @param format JSON Schema format other than the date ones, such as {@code email}; null for none
     */
    record Text(
            int minLength,
            int maxLength,
            @Nullable String pattern,
            @Nullable String format) implements PropertyType {}

    /** A boolean; {@link Boolean}. */
    record Bool() implements PropertyType {}

    /** A whole number; {@link Long}. */
    record Whole(@Nullable Long minimum, @Nullable Long maximum) implements PropertyType {}

    /** A decimal; {@link BigDecimal} with at most this scale. */
    record Decimal(
            int scale,
            @Nullable BigDecimal minimum,
            @Nullable BigDecimal maximum) implements PropertyType {}

    /** A calendar date; {@link java.time.LocalDate}. */
    record Date() implements PropertyType {}

    /** An instant; {@link java.time.OffsetDateTime} in UTC. */
    record DateTime() implements PropertyType {}

    /** A time of day; {@link java.time.LocalTime}. */
    record Time() implements PropertyType {}

    /** A code; {@link String}. {@code codeList} is {@code module/list}. */
    record Code(String codeList) implements PropertyType {}

    /** Several codes, each at most once; {@code List<String>}. */
    record Codes(String codeList) implements PropertyType {}

    /** Several strings; {@code List<String>}. */
    record Texts() implements PropertyType {}

    /** What names other records. */
    sealed interface Referring extends PropertyType {
        /** Where it points. */
        ReferenceDefinition to();
    }

    /** Another record; its id as {@link java.util.UUID}. */
    record Reference(ReferenceDefinition to) implements Referring {}

    /** Several records, each at most once: a join table; {@code List<java.util.UUID>}. */
    record References(String table, ReferenceDefinition to) implements Referring {}

    /** A repeating group: a child table; {@code List<org.casewright.entity.Entry>}. */
    record Group(String table, List<PropertyDefinition> properties, List<String> required) implements PropertyType {
        public Group {
            properties = List.copyOf(properties);
            required = List.copyOf(required);
        }

        @Override
        public List<PropertyDefinition> parts() {
            return properties;
        }
    }

    /** An object: columns with a prefix; {@code Map<String, Object>}. */
    record Structure(List<PropertyDefinition> properties, List<String> required) implements PropertyType {
        public Structure {
            properties = List.copyOf(properties);
            required = List.copyOf(required);
        }

        @Override
        public List<PropertyDefinition> parts() {
            return properties;
        }
    }

    /**
     * A file; {@link org.casewright.entity.Attachment}.
     *
     * @param types media types, one of which the content must have
     * @param maxMegabytes of the largest, each 2<sup>20</sup> bytes
     */
    record Attachment(List<String> types, int maxMegabytes) implements PropertyType {
        public Attachment {
            types = List.copyOf(types);
        }

        /** Bytes of the largest. */
        public long maxBytes() {
            return (long) maxMegabytes << 20;
        }
    }

    /** Anything deeper, kept as it is; {@link tools.jackson.databind.JsonNode}. */
    record Json() implements PropertyType {}
}
