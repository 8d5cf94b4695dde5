package org.casewright.catalog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.casewright.definition.MessageDefinition;
import org.casewright.definition.MessageDefinition.Part;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;

/** What expressions see of a message: the parts of its payload. */
public final class MessageScope {

    private MessageScope() {}

    /** The parts of a payload. */
    public static Scope of(Catalog catalog, MessageDefinition message) {
        return of(catalog, List.of(message));
    }

    /** Where any of several messages may have come: the parts of all; anything where they differ. */
    public static Scope of(Catalog catalog, Collection<MessageDefinition> messages) {
        var types = new LinkedHashMap<String, FeelType>();
        var parts = new LinkedHashMap<String, Part>();
        messages.forEach(message -> message.payload().forEach((name, part) -> {
            var other = parts.putIfAbsent(name, part);
            types.put(name, other == null || other.equals(part) ? typeOf(catalog, part) : FeelType.any());
        }));
        return Scope.of(types);
    }

    /** What a part is to an expression. */
    public static FeelType typeOf(Catalog catalog, Part part) {
        return switch (part) {
            case Part.Reference(var entity) -> new FeelType.Reference(EntityScope.of(catalog, entity));
            case Part.Code(var list) -> EntityScope.code(catalog, list);
            case Part.Unknown unknown -> FeelType.any();
            case Part.Plain(var kind) ->
                switch (kind) {
                    case TEXT -> FeelType.text();
                    case WHOLE, NUMBER -> FeelType.numeric();
                    case BOOL -> FeelType.bool();
                    case DATE -> FeelType.date();
                    case MOMENT -> FeelType.dateTime();
                };
        };
    }
}
