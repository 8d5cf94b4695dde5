package org.casewright.records;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.access.Entitlement;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.Actors;
import org.casewright.identity.Administration;
import org.casewright.identity.Administration.Lent;
import org.casewright.identity.Administration.Person;
import org.casewright.identity.Directory;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.Reach;
import org.casewright.problem.Refusal;
import org.casewright.storage.ShareTable;
import org.casewright.storage.Storage;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The front door for whoever administers and asks what somebody may do, and by which rule. It tells rules and no data: of single
 * records no more than how many are shared and by whom, and of entities that are hidden not even that.
 */
@Component
public class Entitlements {

    private final Catalogs catalogs;
    private final Administration administration;
    private final Directory directory;
    private final Actors actors;
    private final Storage storage;
    private final ShareTable shares;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Entitlements(
            Catalogs catalogs,
            Administration administration,
            Directory directory,
            Actors actors,
            Storage storage,
            ShareTable shares,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.catalogs = catalogs;
        this.administration = administration;
        this.directory = directory;
        this.actors = actors;
        this.storage = storage;
        this.shares = shares;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * What somebody may do.
     *
     * @param comesIn whether anybody signs in by the account at this moment; if not, nothing of it is anybody's
     * @param lent for which units beside its own it acts
     * @param teams titles of the teams whose records are its own
     * @param entities with which it may do something, or of which it is denied something
     */
    public record Summary(
            Person person,
            boolean comesIn,
            List<Lent> lent,
            List<String> teams,
            Map<PlatformPrivilege, Reach> platform,
            List<OfEntity> entities) {
        public Summary {
            lent = List.copyOf(lent);
            teams = List.copyOf(teams);
            platform = Map.copyOf(platform);
            entities = List.copyOf(entities);
        }
    }

    /**
     * The same of one entity.
     *
     * @param shares open ones; none of an entity that is hidden
     */
    public record OfEntity(Entitlement rules, List<Sharing> shares) {
        public OfEntity {
            shares = List.copyOf(shares);
        }
    }

    /** How many records somebody has shared with the account, one of its units or teams, or its partner. */
    public record Sharing(String by, String byTitle, int records) {}

    /**
     * Looks it up.
     *
     * @throws Refusal {@code FORBIDDEN} without the privilege to administer; {@code NOT_FOUND} when it is no person's account
     */
    public Summary of(UUID account, Actor asker) {
        var person = administration.person(account, asker);
        var catalog = catalogs.current(asker.language());
        var actor = actors.of(account);
        return new Summary(
                person,
                actor.isPresent(),
                administration.lent(account, asker),
                actor.map(this::teams).orElse(List.of()),
                administration.privileges(account, asker),
                actor.map(subject -> entities(catalog, subject)).orElse(List.of()));
    }

    /** The same by the name by which the account signs in. */
    public Summary of(String name, Actor asker) {
        administration.requireOpenTo(asker);
        return of(directory.account(name).orElseThrow(Refusal::notFound).id(), asker);
    }

    private List<String> teams(Actor actor) {
        return actor.teams().stream()
                .flatMap(team -> directory.account(team).stream())
                .map(Directory.Account::title)
                .sorted()
                .toList();
    }

    private List<OfEntity> entities(Catalog catalog, Actor actor) {
        var shared = shared(catalog, actor);
        var entities = new ArrayList<OfEntity>();
        for (var entity : catalog.entities()) {
            var rules = Entitlement.of(catalog, actor, entity);
            var sharings = shared.stream()
                    .filter(share -> !rules.hidden() && share.entity().equals(entity.ref()))
                    .map(share -> sharing(share.by(), share.records()))
                    .sorted(Comparator.comparing(Sharing::byTitle))
                    .toList();
            if (rules.isSomething() || !sharings.isEmpty()) {
                entities.add(new OfEntity(rules, sharings));
            }
        }
        return entities;
    }

    private List<ShareTable.Count> shared(Catalog catalog, Actor actor) {
        return Objects.requireNonNull(transaction.execute(status -> {
            storage.identifyAsEngine();
            return shares.counts(Access.of(catalog, actor).grantees(), OffsetDateTime.now(clock));
        }));
    }

    private Sharing sharing(UUID by, int records) {
        Optional<Directory.Account> account = directory.account(by);
        return new Sharing(
                account.map(Directory.Account::name).orElse("—"),
                account.map(Directory.Account::title).orElse("—"),
                records);
    }
}
