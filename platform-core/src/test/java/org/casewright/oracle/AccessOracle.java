package org.casewright.oracle;

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
public final class AccessOracle {

    /** The properties of every thing, and the field class of each; empty for none. */
    public static final Map<String, String> PROPERTIES = properties();

    private static Map<String, String> properties() {
        var all = new LinkedHashMap<String, String>();
        all.put("colour", "");
        all.put("place", "");
        all.put("health", "health");
        all.put("money", "money");
        return all;
    }

    /** How far an entry reaches. */
    public enum Depth {
        NONE,
        OWN,
        UNIT,
        SUBTREE,
        ALL
    }

    /** An entry of a role for things. */
    public record Entry(
            Depth read,
            Depth run,
            Set<String> kinds,
            Set<String> classes,
            @Nullable Set<String> profile) {}

    /** A unit and the one above it. */
    public record Unit(String code, @Nullable String parent) {}

    /** Somebody: where, with which roles, in which teams, lent to which units, of which partner. */
    public record User(
            String name,
            String unit,
            Set<String> lent,
            Set<String> roles,
            Set<String> teams,
            @Nullable String partner) {}

    /** A share that stands: with whom, and what it shows. */
    public record Share(String kind, String name, @Nullable Set<String> profile) {}

    /** A thing, or a part of one: what it is, where, whose, who never sees it, and with whom it is shared. */
    public record Thing(
            String id, String unit, @Nullable String owner, String kind, Set<String> barred, List<Share> shares) {}

    /** An open task about a record, which is a thing or its part: to which roles it is offered, and who of them has it; null for nobody. */
    public record Task(
            String id,
            String record,
            Thing about,
            Set<String> offered,
            @Nullable String holder) {}

    private final Map<String, Unit> units;
    private final Map<String, List<Entry>> roles;
    /** Who has one of these may read nothing. */
    private final Set<String> unreading;
    /** Who has one of these may do no step of a process that is offered. */
    private final Set<String> unrunning;

    public AccessOracle(
            Map<String, Unit> units, Map<String, List<Entry>> roles, Set<String> unreading, Set<String> unrunning) {
        this.units = units;
        this.roles = roles;
        this.unreading = unreading;
        this.unrunning = unrunning;
    }

    /** The properties that somebody may read of a thing; null when there is no such thing for them. */
    public @Nullable Set<String> reads(User user, Thing thing) {
        if (thing.barred().contains(user.name()) || user.roles().stream().anyMatch(unreading::contains)) {
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

    /** Whether somebody sees a task, whoever has it: by a role to which it is offered, as far as that role may run processes. */
    public boolean sees(User user, Task task) {
        return !task.about().barred().contains(user.name())
                && user.roles().stream().noneMatch(unrunning::contains)
                && user.roles().stream()
                        .filter(task.offered()::contains)
                        .flatMap(role -> roles.getOrDefault(role, List.of()).stream())
                        .anyMatch(entry -> isOfKind(entry, task.about()) && reaches(user, entry.run(), task.about()));
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
