package org.casewright.ui.part;

import static org.casewright.ui.part.Words.key;

import java.util.Map;
import java.util.Optional;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ReferenceDefinition;

/** What every record has besides its properties, as lists and heads name it. */
public final class SystemNames {

    private static final PropertyType TEXT = new PropertyType.Text(0, 400, null, null);
    private static final PropertyType USER = platform("platform/user");

    private static final Map<String, Named> ALL = Map.ofEntries(
            Map.entry("number", new Named(key("Number"), TEXT)),
            Map.entry("unit", new Named(key("Unit"), TEXT)),
            Map.entry("owner", new Named(key("Owner"), USER)),
            Map.entry("version", new Named(key("Version"), new PropertyType.Whole(null, null))),
            Map.entry("createdAt", new Named(key("Created"), new PropertyType.DateTime())),
            Map.entry("createdBy", new Named(key("Created by"), USER)),
            Map.entry("updatedAt", new Named(key("Changed"), new PropertyType.DateTime())),
            Map.entry("updatedBy", new Named(key("Changed by"), USER)),
            Map.entry("retired", new Named(key("Retired"), new PropertyType.Bool())),
            Map.entry("statusReason", new Named(key("Reason"), TEXT)),
            Map.entry("statusDate", new Named(key("Since"), new PropertyType.DateTime())));

    private SystemNames() {}

    /** How people call it, and what it holds. */
    public record Named(String title, PropertyType type) {}

    /** The system name, where it is one. */
    public static Optional<Named> find(String name) {
        return Optional.ofNullable(ALL.get(name)).map(found -> new Named(Words.text(found.title()), found.type()));
    }

    private static PropertyType platform(String entity) {
        return new PropertyType.Reference(new ReferenceDefinition(
                entity, null, ReferenceDefinition.OnRetire.RESTRICT, null, ReferenceDefinition.Pick.SEARCH));
    }
}
