package org.casewright.access;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf something is done: always an argument, never found in a thread.
 *
 * @param id the account's id; a fixed one for the engine and for each module's processes
 * @param name the account's name ({@code reg_ast.knf}), {@code process:module} or {@code engine}
 * @param title how people call the account
 * @param unit number of the unit to which it belongs; 0 for the engine and processes
 * @param units numbers of the units for which it may act: its own, and others until a date
 * @param subtree numbers of those units and of all below them
 * @param roles role ids, {@code process:module} included
 * @param teams ids of the teams to which it belongs: what they own is its own
 * @param partner the partner of whose people it is; null for the organisation's own. A partner's people reach by their roles
 *     only what they own themselves; all else has to be granted to them
 * @param zone time zone in which dates are meant, as an IANA name
 * @param language in which texts are wanted, as BCP 47 says it; empty for that of the definitions themselves
 * @param scope how much of these rights the credential carries by which the actor came in; all of them but for tokens
 * @param asOf the access version from which the actor is believed to be, and which the database has yet to confirm in the first
 *     statement that it answers; 0 when nothing is to be confirmed
 */
public record Actor(
        Kind kind,
        UUID id,
        String name,
        String title,
        int unit,
        Set<Integer> units,
        Set<Integer> subtree,
        Set<String> roles,
        Set<UUID> teams,
        @Nullable UUID partner,
        String zone,
        String language,
        Scope scope,
        long asOf) {

    /** An actor of no team and no partner, who wants texts as the definitions have them. */
    public Actor(
            Kind kind,
            UUID id,
            String name,
            String title,
            int unit,
            Set<Integer> units,
            Set<Integer> subtree,
            Set<String> roles,
            String zone,
            long asOf) {
        this(kind, id, name, title, unit, units, subtree, roles, Set.of(), null, zone, "", Scope.WHOLE, asOf);
    }

    public Actor {
        units = Set.copyOf(units);
        subtree = Set.copyOf(subtree);
        roles = Set.copyOf(roles);
        teams = Set.copyOf(teams);
    }

    /** The same actor, who wants texts in another language. */
    public Actor speaking(String other) {
        return other.equals(language)
                ? this
                : new Actor(
                        kind, id, name, title, unit, units, subtree, roles, teams, partner, zone, other, scope, asOf);
    }

    /** The same actor with one role alone. */
    public Actor inRole(String role) {
        return new Actor(
                kind, id, name, title, unit, units, subtree, Set.of(role), teams, partner, zone, language, scope, asOf);
    }

    /** Whose own records are the actor's own: the account itself, and its teams. */
    public Set<UUID> owners() {
        var owners = new LinkedHashSet<UUID>();
        owners.add(id);
        owners.addAll(teams);
        return owners;
    }

    /** Whether what this account or team owns is the actor's own. */
    public boolean isOwner(@Nullable UUID owner) {
        return id.equals(owner) || (owner != null && teams.contains(owner));
    }

    /** Actors are keys of what is remembered; the whole of their sets need not be walked for that. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** What kind of actor. */
    public enum Kind {
        USER,
        PROCESS,
        ENGINE
    }

    /** The id that stands for the engine in {@code createdBy} and the history. */
    public static final UUID ENGINE_ID = new UUID(0, 1);

    /** The engine itself: reads everything; decides nothing that a person asked for. */
    public static final Actor ENGINE =
            new Actor(Kind.ENGINE, ENGINE_ID, "engine", "System", 0, Set.of(), Set.of(), Set.of("engine"), "UTC", 0);

    /** The actor of a module's processes, with the roles that access files give to {@code process:module}. */
    public static Actor process(String module) {
        var name = "process:" + module;
        var id = UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new Actor(Kind.PROCESS, id, name, "Process", 0, Set.of(), Set.of(), Set.of(name), "UTC", 0);
    }

    /** The same actor, to be confirmed as being of this access version. */
    public Actor believed(long accessVersion) {
        return new Actor(
                kind,
                id,
                name,
                title,
                unit,
                units,
                subtree,
                roles,
                teams,
                partner,
                zone,
                language,
                scope,
                accessVersion);
    }

    /** The same actor by a credential that carries no more than this. */
    public Actor within(Scope limit) {
        return limit.equals(scope)
                ? this
                : new Actor(
                        kind, id, name, title, unit, units, subtree, roles, teams, partner, zone, language, limit,
                        asOf);
    }

    /** Whether this is a person's account with this role. */
    public boolean has(@Nullable String role) {
        return role != null && roles.contains(role);
    }
}
