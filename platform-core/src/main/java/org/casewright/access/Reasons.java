package org.casewright.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.casewright.catalog.Catalog;
import org.casewright.definition.AccessDefinition.Depth;
import org.casewright.definition.AccessDefinition.Privilege;
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
            var denials = catalog.denials().stream()
                    .filter(denial -> denial.privilege() == privilege
                            && denial.entity().equals(record.entity().ref())
                            && actor.has(denial.role()))
                    .map(denial -> denial.role())
                    .sorted()
                    .toList();
            var helping = grants.stream()
                    .filter(grant -> access.mayByGrant(privilege, record, List.of(grant)))
                    .toList();
            decisions.put(
                    privilege,
                    new Decision(
                            access.may(privilege, record, grants),
                            privilege == Privilege.READ && record.entity().ownership() instanceof Ownership.None,
                            rules(catalog, actor, record, privilege),
                            denials,
                            helping));
        }
        return decisions;
    }

    private static List<Rule> rules(Catalog catalog, Actor actor, EntityRecord record, Privilege privilege) {
        var rules = new ArrayList<Rule>();
        for (var role : new TreeSet<>(actor.roles())) {
            for (var entry : catalog.grants(role, record.entity())) {
                var depth = Rights.depth(entry.depth(privilege), actor);
                var classes = Rights.classes(catalog, record.entity(), entry.rowClasses());
                if (depth != Depth.NONE && classes.contains(record.system().rowClass())) {
                    var rule = new Rule(role, depth, Rights.reaches(depth, actor, record));
                    if (!rules.contains(rule)) {
                        rules.add(rule);
                    }
                }
            }
        }
        rules.sort((one, other) -> Boolean.compare(other.reaches(), one.reaches()));
        return List.copyOf(rules);
    }

    /** A privilege as files and the API write it. */
    public static String name(Privilege privilege) {
        return privilege.name().toLowerCase(Locale.ROOT);
    }
}
