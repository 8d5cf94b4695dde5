package org.casewright.api;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may read what, as plainly as it can be said, by the words of {@code access.json} alone: nothing of the platform is used.
 * The properties of a thing are its plain ones and those of a class, which is named as the property is.
 */
final class AccessOracle {

    /** The properties of every thing, and the field class of each; empty for none. */
    static final Map<String, String> PROPERTIES = properties();

    private static Map<String, String> properties() {
        var all = new LinkedHashMap<String, String>();
        all.put("colour", "");
        all.put("place", "");
        all.put("health", "health");
        all.put("money", "money");
        return all;
    }

    enum Depth {
        NONE,
        OWN,
        UNIT,
        SUBTREE,
        ALL
    }

    /** An entry of a role for things. */
    record Entry(
            Depth read,
            Set<String> kinds,
            Set<String> classes,
            @Nullable Set<String> profile) {}

    /** A unit and the one above it. */
    record Unit(String code, @Nullable String parent) {}

    /** Somebody: where, with which roles, in which teams, lent to which units, of which partner. */
    record User(
            String name,
            String unit,
            Set<String> lent,
            Set<String> roles,
            Set<String> teams,
            @Nullable String partner) {}

    /** A share that stands: with whom, and what it shows. */
    record Share(String kind, String name, @Nullable Set<String> profile) {}

    /** A thing, or a part of one: what it is, where, whose, who never sees it, and with whom it is shared. */
    record Thing(String id, String unit, @Nullable String owner, String kind, Set<String> barred, List<Share> shares) {}

    private final Map<String, Unit> units;
    private final Map<String, List<Entry>> roles;
    private final Set<String> denied;

    AccessOracle(Map<String, Unit> units, Map<String, List<Entry>> roles, Set<String> denied) {
        this.units = units;
        this.roles = roles;
        this.denied = denied;
    }

    /** The properties that somebody may read of a thing; null when there is no such thing for them. */
    @Nullable
    Set<String> reads(User user, Thing thing) {
        if (thing.barred().contains(user.name()) || user.roles().stream().anyMatch(denied::contains)) {
            return null;
        }
        var seen = new HashSet<String>();
        var open = false;
        for (var entry : entries(user)) {
            if (isOfKind(entry, thing) && reaches(user, entry.read(), thing)) {
                open = true;
                seen.addAll(visible(entry.profile(), entry.classes()));
            }
        }
        var helped = entries(user).stream().anyMatch(entry -> isOfKind(entry, thing) && entry.read() != Depth.NONE);
        for (var share : thing.shares()) {
            if (helped && isFor(share, user)) {
                open = true;
                seen.addAll(visible(share.profile(), Set.of()));
            }
        }
        return open ? seen : null;
    }

    /** The properties that somebody may read of some thing: the others do not exist for them. */
    Set<String> knows(User user, Iterable<Thing> things) {
        var known = new HashSet<String>();
        things.forEach(thing -> {
            var seen = reads(user, thing);
            if (seen != null) {
                known.addAll(seen);
            }
        });
        return known;
    }

    private List<Entry> entries(User user) {
        return user.roles().stream()
                .flatMap(role -> roles.getOrDefault(role, List.of()).stream())
                .toList();
    }

    private static boolean isOfKind(Entry entry, Thing thing) {
        return entry.kinds().isEmpty() || entry.kinds().contains(thing.kind());
    }

    private boolean reaches(User user, Depth depth, Thing thing) {
        var own = thing.owner() != null
                && (thing.owner().equals(user.name()) || user.teams().contains(thing.owner()));
        if (user.partner() != null) {
            return depth != Depth.NONE && own;
        }
        return switch (depth) {
            case NONE -> false;
            case OWN -> own;
            case UNIT -> acting(user).contains(thing.unit());
            case SUBTREE -> isBelow(thing.unit(), acting(user));
            case ALL -> true;
        };
    }

    private static Set<String> acting(User user) {
        var acting = new HashSet<>(user.lent());
        acting.add(user.unit());
        return acting;
    }

    private boolean isBelow(@Nullable String unit, Set<String> tops) {
        for (var at = unit; at != null; ) {
            if (tops.contains(at)) {
                return true;
            }
            var found = units.get(at);
            at = found == null ? null : found.parent();
        }
        return false;
    }

    private static boolean isFor(Share share, User user) {
        return switch (share.kind()) {
            case "user" -> share.name().equals(user.name());
            case "team" -> user.teams().contains(share.name());
            case "unit" -> user.partner() == null && acting(user).contains(share.name());
            default -> share.name().equals(user.partner());
        };
    }

    private static Set<String> visible(@Nullable Set<String> profile, Set<String> classes) {
        var visible = new HashSet<String>();
        PROPERTIES.forEach((name, fieldClass) -> {
            if ((profile == null || profile.contains(name)) && (fieldClass.isEmpty() || classes.contains(fieldClass))) {
                visible.add(name);
            }
        });
        return visible;
    }
}
