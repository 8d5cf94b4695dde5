package org.casewright.records;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.GrantDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Grant;
import org.casewright.entity.Share;
import org.casewright.expression.Expression;
import org.casewright.expression.Values;
import org.casewright.storage.RecordAccess;
import org.casewright.storage.ShareTable;
import org.jspecify.annotations.Nullable;

/**
 * Works out to whom records are granted and who is barred from them: by what their entity declares, and by what those declare
 * whose unit and owner they have. Speaks as the engine.
 */
final class RowAccess {

    private final Session session;
    private final ShareTable shares;

    RowAccess(Session session, ShareTable shares) {
        this.session = session;
        this.shares = shares;
    }

    /** Keeps what follows for these drafts in the place of what is stored; asks nothing where nothing is declared. */
    void store(Collection<Draft> drafts, RecordAccess stored) {
        var records = new LinkedHashSet<UUID>();
        var bars = new HashMap<UUID, Set<UUID>>();
        var grants = new ArrayList<Grant>();
        var lines = new LinkedHashMap<Draft, List<Level>>();
        for (var draft : drafts) {
            if (session.catalog.hasBars(draft.entity) || session.catalog.hasGrants(draft.entity)) {
                var line = line(draft);
                records.add(draft.id);
                bars.put(draft.id, barred(draft, line));
                grants.addAll(grants(draft, line));
                lines.put(draft, line);
            }
            var before = draft.before;
            if (draft.entity.breakGlass() != null
                    && before != null
                    && before.system().rowClass() != draft.rowClass) {
                stored.follow(draft.id, draft.rowClass);
            }
        }
        grants.addAll(shared(lines));
        stored.keep(records, bars, grants);
    }

    /** What follows from the shares of these records and of those whose access they have; one question for all. */
    private List<Grant> shared(Map<Draft, List<Level>> lines) {
        var roots = new LinkedHashSet<UUID>();
        lines.values()
                .forEach(line -> line.stream()
                        .filter(level -> session.catalog.isShareable(level.entity()))
                        .forEach(level -> roots.add(level.id())));
        var grants = new ArrayList<Grant>();
        if (roots.isEmpty()) {
            return grants;
        }
        var byRecord = shares.open(roots).stream().collect(Collectors.groupingBy(Share::record));
        lines.forEach((draft, line) -> line.forEach(level -> byRecord.getOrDefault(level.id(), List.of()).stream()
                .filter(share -> says(share.profile(), draft.entity))
                .forEach(share -> grants.add(share.grant(draft.id, draft.rowClass)))));
        return grants;
    }

    /** A profile without a word of a record opens nothing of it. */
    private boolean says(String profile, EntityDefinition entity) {
        var slash = profile.indexOf('/');
        return slash < 0
                || session.catalog
                        .profile(profile.substring(0, slash), profile.substring(slash + 1), entity)
                        .isPresent();
    }

    /** The accounts that never reach the record. */
    Set<UUID> barred(Draft draft) {
        return session.catalog.hasBars(draft.entity) ? barred(draft, line(draft)) : Set.of();
    }

    private Set<UUID> barred(Draft draft, List<Level> line) {
        var accounts = new LinkedHashSet<UUID>();
        for (var level : line) {
            var barred = level.entity().barred();
            if (barred != null) {
                each(session.evaluate(barred, level.values(), level.entity(), draft.unit))
                        .forEach(value -> account(value, accounts));
            }
        }
        return accounts;
    }

    private List<Grant> grants(Draft draft, List<Level> line) {
        var grants = new ArrayList<Grant>();
        for (var level : line) {
            var declared = level.entity().grants();
            for (var i = 0; i < declared.size(); i++) {
                grants(draft, level, declared.get(i), level.entity().ref() + "#" + i, grants);
            }
        }
        return grants;
    }

    private void grants(Draft draft, Level level, GrantDefinition declared, String source, List<Grant> into) {
        var profile = declared.profile() == null ? "" : level.entity().module() + "/" + declared.profile();
        var until = declared.until() == null ? null : end(evaluate(declared.until(), level, draft), draft.unit);
        if (!says(profile, draft.entity) || (declared.until() != null && until == null)) {
            // What ends nobody knows when does not begin.
            return;
        }
        for (var grantee : grantees(evaluate(declared.to(), level, draft))) {
            for (var role : declared.roles()) {
                into.add(new Grant(
                        draft.id,
                        source,
                        grantee,
                        Grant.gate(role, draft.rowClass),
                        declared.privileges(),
                        profile,
                        RecordAccess.moment(until)));
            }
        }
    }

    private @Nullable Object evaluate(Expression expression, Level level, Draft draft) {
        return session.evaluate(expression, level.values(), level.entity(), draft.unit);
    }

    /** A day is over when the next begins where the record belongs. */
    private @Nullable OffsetDateTime end(@Nullable Object value, int unit) {
        return switch (value) {
            case LocalDate day ->
                day.plusDays(1).atStartOfDay(session.zone(unit)).toOffsetDateTime();
            case OffsetDateTime moment -> moment;
            case null, default -> null;
        };
    }

    private static Set<String> grantees(@Nullable Object value) {
        var grantees = new LinkedHashSet<String>();
        for (var each : each(value)) {
            if (each instanceof Values unit && unit.get("number") instanceof Number number) {
                grantees.add(Grant.unit(number.intValue()));
            } else if (each instanceof Values partner
                    && partner.get("code") != null
                    && partner.get("id") instanceof UUID id) {
                grantees.add(Grant.partner(id));
            } else {
                var accounts = new LinkedHashSet<UUID>();
                account(each, accounts);
                accounts.forEach(account -> grantees.add(account.toString()));
            }
        }
        return grantees;
    }

    private static void account(Object value, Set<UUID> into) {
        if (value instanceof UUID id) {
            into.add(id);
        } else if (value instanceof Values values && values.get("id") instanceof UUID id) {
            into.add(id);
        }
    }

    private static List<Object> each(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Collection<?> list ->
                list.stream().flatMap(item -> each(item).stream()).toList();
            default -> List.of(value);
        };
    }

    /** A record, or one whose unit and owner it has. */
    private record Level(EntityDefinition entity, UUID id, Values values) {}

    private List<Level> line(Draft draft) {
        var line = new ArrayList<Level>();
        line.add(new Level(draft.entity, draft.id, session.values(draft)));
        var at = draft.entity;
        Map<String, @Nullable Object> values = draft.values;
        while (at.ownership() instanceof Ownership.Parent(var reference)
                && line.size() <= session.catalog.ownershipLine(draft.entity).size()
                && values.get(reference) instanceof UUID id) {
            var parent = parent(session.catalog, at, reference);
            var other = session.drafts.get(id);
            if (other != null) {
                line.add(new Level(parent, id, session.values(other)));
                values = other.values;
            } else {
                var stored = session.stored(parent, id);
                if (stored == null) {
                    break;
                }
                line.add(new Level(parent, id, session.values(stored)));
                values = stored.values();
            }
            at = parent;
        }
        return line;
    }

    private static EntityDefinition parent(Catalog catalog, EntityDefinition entity, String reference) {
        var property = java.util.Objects.requireNonNull(entity.properties().get(reference));
        return catalog.entity(((PropertyType.Reference) property.type()).to().entity());
    }

    /** Every path that is read for the access to a record of the entity, as the record would write it. */
    static Set<List<String>> paths(Catalog catalog, EntityDefinition entity) {
        var paths = new LinkedHashSet<List<String>>();
        var prefix = List.<String>of();
        for (var level : catalog.ownershipLine(entity)) {
            for (var expression : expressions(level)) {
                for (var path : catalog.paths(level.module(), expression)) {
                    var whole = new ArrayList<>(prefix);
                    whole.addAll(path);
                    paths.add(List.copyOf(whole));
                }
            }
            if (level.ownership() instanceof Ownership.Parent(var reference)) {
                var longer = new ArrayList<>(prefix);
                longer.add(reference);
                prefix = List.copyOf(longer);
            }
        }
        return paths;
    }

    private static List<Expression> expressions(EntityDefinition entity) {
        var expressions = new ArrayList<Expression>();
        if (entity.barred() != null) {
            expressions.add(entity.barred());
        }
        for (var grant : entity.grants()) {
            expressions.add(grant.to());
            if (grant.until() != null) {
                expressions.add(grant.until());
            }
        }
        return expressions;
    }

    /** Whether the access to a record of the entity changes with time alone. */
    static boolean isDaily(Catalog catalog, EntityDefinition entity) {
        return catalog.ownershipLine(entity).stream()
                .anyMatch(level -> expressions(level).stream()
                        .anyMatch(expression -> expression.readsClock()
                                || catalog.decisions(level.module(), expression).stream()
                                        .anyMatch(org.casewright.definition.DecisionDefinition::readsClock)));
    }
}
