package org.casewright.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Grant;

/**
 * Which rules decide what an actor may do with a record: those of the actor's own roles, and what is granted of the record. To be
 * asked about records that the actor sees only; about others it would tell that they are there.
 */
public final class Reasons {

    /**
     * A rule that speaks of the record's row class.
     *
     * @param role whose entry it is
     * @param depth how far it reaches; {@code own} at most for a partner's people
     * @param reaches whether the record lies within
     */
    public record Rule(String role, Depth depth, boolean reaches) {}

    /**
     * A rule of an entity.
     *
     * @param role whose entry it is
     * @param depth how far it reaches; {@code own} at most for a partner's people
     * @param rowClasses of which it speaks; empty for all
     */
    public record EntityRule(String role, Depth depth, Set<String> rowClasses) {}

    /**
     * What decides about one privilege.
     *
     * @param open to everybody: reference data, which all read
     * @param rules of the actor's roles, those that reach first
     * @param denials the actor's roles to which it is denied, which wins over all of them
     * @param grants of the record that give it
     */
    public record Decision(boolean may, boolean open, List<Rule> rules, List<String> denials, List<Grant> grants) {}

    private Reasons() {}

    /**
     * The decisions about all nine privileges.
     *
     * @param grants what is granted of the record to the actor
     */
    public static Map<Privilege, Decision> of(
            Catalog catalog, Actor actor, EntityRecord record, Collection<Grant> grants) {
        var access = Access.of(catalog, actor);
        var decisions = new EnumMap<Privilege, Decision>(Privilege.class);
        for (var privilege : Privilege.values()) {
            var helping = grants.stream()
                    .filter(grant -> access.mayByGrant(privilege, record, List.of(grant)))
                    .toList();
            decisions.put(
                    privilege,
                    new Decision(
                            access.may(privilege, record, grants),
                            privilege == Privilege.READ && record.entity().ownership() instanceof Ownership.None,
                            rules(catalog, actor, record, privilege),
                            denials(catalog, actor, record.entity(), privilege),
                            helping));
        }
        return decisions;
    }

    private static List<Rule> rules(Catalog catalog, Actor actor, EntityRecord record, Privilege privilege) {
        return helping(catalog, actor, record.entity(), privilege).stream()
                .filter(rule -> Rights.classes(catalog, record.entity(), rule.rowClasses())
                        .contains(record.system().rowClass()))
                .map(rule -> new Rule(rule.role(), rule.depth(), Rights.reaches(rule.depth(), actor, record)))
                .distinct()
                .sorted((one, other) -> Boolean.compare(other.reaches(), one.reaches()))
                .toList();
    }

    private static List<EntityRule> helping(
            Catalog catalog, Actor actor, EntityDefinition entity, Privilege privilege) {
        var rules = new ArrayList<EntityRule>();
        for (var role : new TreeSet<>(actor.roles())) {
            for (var entry : catalog.grants(role, entity)) {
                var depth = Rights.depth(entry.depth(privilege), actor);
                if (depth != Depth.NONE) {
                    rules.add(new EntityRule(role, depth, entry.rowClasses()));
                }
            }
        }
        return rules.stream().distinct().toList();
    }

    private static List<String> denials(Catalog catalog, Actor actor, EntityDefinition entity, Privilege privilege) {
        return catalog.denials().stream()
                .filter(denial -> denial.privilege() == privilege
                        && denial.entity().equals(entity.ref())
                        && actor.has(denial.role()))
                .map(denial -> denial.role())
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * What decides about one privilege for any record of an entity; what single records are granted by stands elsewhere.
     *
     * @param may for some record
     * @param open to everybody: reference data, which all read
     */
    public record EntityDecision(boolean may, boolean open, List<EntityRule> rules, List<String> denials) {}

    /** The decisions about all nine privileges for an entity, without looking at any record. */
    public static Map<Privilege, EntityDecision> of(Catalog catalog, Actor actor, EntityDefinition entity) {
        var access = Access.of(catalog, actor);
        var decisions = new EnumMap<Privilege, EntityDecision>(Privilege.class);
        for (var privilege : Privilege.values()) {
            decisions.put(
                    privilege,
                    new EntityDecision(
                            access.may(privilege, entity),
                            privilege == Privilege.READ && entity.ownership() instanceof Ownership.None,
                            helping(catalog, actor, entity, privilege),
                            denials(catalog, actor, entity, privilege)));
        }
        return decisions;
    }

    /** A privilege as files and the API write it. */
    public static String name(Privilege privilege) {
        return privilege.name().toLowerCase(Locale.ROOT);
    }
}
