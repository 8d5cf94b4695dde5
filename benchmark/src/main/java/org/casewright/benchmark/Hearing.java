package org.casewright.benchmark;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.expression.Expression;
import org.casewright.identity.Actors;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Has the platform ask on somebody's behalf, and hears what it says to the database. */
final class Hearing {
    private static final Expression FILTER = Expression.parse("state = \"OPEN\" and quantity >= 500");

    private static final String GRANTED = "exists (select 1 from platform.record_grant g where g.record_id = id"
            + " and g.grantee = any (?) and g.gate = any (?) and 'read' = any (g.privileges)"
            + " and (g.until is null or g.until > now()))";

    private final Records records;
    private final Actors actors;
    private final Catalogs catalogs;
    private final Listening listening;
    private final JdbcClient owner;

    Hearing(ApplicationContext platform, Listening listening, DataSource owner) {
        this.records = platform.getBean(Records.class);
        this.actors = platform.getBean(Actors.class);
        this.catalogs = platform.getBean(Catalogs.class);
        this.listening = listening;
        this.owner = JdbcClient.create(owner);
    }

    Asked hear(Asked.Asker asker, Asked.What what, int gets) {
        return what == Asked.What.GET ? get(asker, gets) : list(asker, what);
    }

    private Asked get(Asked.Asker asker, int gets) {
        var actor = actor(asker.account());
        var ids = ids(asker, actor, gets);
        listening.heard();
        if (records.get(asker.entity(), ids.getFirst().toString(), actor).isEmpty()) {
            throw new IllegalStateException(asker.account() + " does not get what is listed");
        }
        var heard = listening.heard();
        var question = question(asker, heard);
        var rule = rule(asker, actor);
        var bare = ids.stream().map(question::withLast).toList();
        return new Asked(
                asker,
                Asked.What.GET,
                settings(heard),
                bare,
                bare.stream().map(each -> rule.map(each::and).orElse(each)).toList(),
                bare);
    }

    /** A list names the asker's units and grants itself, so that without policies it finds the same rows. */
    private Asked list(Asked.Asker asker, Asked.What what) {
        var heard = list(asker, what, actor(asker.account()));
        var question = List.of(question(asker, heard));
        var bare = List.of(question(asker, list(asker, what, actor(Cabinet.GLOBAL))));
        return new Asked(asker, what, settings(heard), question, question, bare);
    }

    private List<Sent> list(Asked.Asker asker, Asked.What what, Actor actor) {
        var query = Query.of(asker.entity()).where(FILTER).sortedBy(List.of(new Sort("arrived", true)));
        query = switch (what) {
            case CAPPED_COUNT -> query.limitedTo(1).counted(Query.Count.CAPPED);
            case EXACT_COUNT -> query.limitedTo(1).counted(Query.Count.EXACT);
            case FURTHER -> further(further(query, actor), actor);
            case LIST, GET -> query;
        };
        listening.heard();
        records.find(query, actor);
        return listening.heard();
    }

    private Query further(Query query, Actor actor) {
        var next = records.find(query, actor).next();
        return next == null ? query : query.after(next);
    }

    private static Sent settings(List<Sent> heard) {
        return heard.stream()
                .map(Sent::settings)
                .filter(settings -> !settings.values().isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static Sent question(Asked.Asker asker, List<Sent> heard) {
        return heard.stream()
                .filter(sent -> sent.sql().contains("from \"cabinet\".\"" + asker.table() + "\""))
                .findFirst()
                .orElseThrow()
                .question();
    }

    private Actor actor(String account) {
        return actors.named(account).orElseThrow();
    }

    /** What somebody would write for the same rows where there are no policies; empty for who reads them all. */
    private Optional<Sent> rule(Asked.Asker asker, Actor actor) {
        var catalog = catalogs.current();
        return Access.of(catalog, actor).reach(catalog.entity(asker.entity())).map(reach -> {
            var units = new Sent.Elements("int4", List.copyOf(reach.units()));
            var inUnits = "unit_no = any (?)";
            return reach.gates().isEmpty()
                    ? new Sent(inUnits, List.of(units))
                    : new Sent(
                            inUnits + " or " + GRANTED,
                            List.of(
                                    units,
                                    new Sent.Elements("text", List.of(actor.id().toString())),
                                    new Sent.Elements("text", List.copyOf(reach.gates()))));
        });
    }

    /** Some records that somebody reads: shared ones where there are such. */
    private List<UUID> ids(Asked.Asker asker, Actor actor, int most) {
        var reach =
                Access.of(catalogs.current(), actor).reach(catalogs.current().entity(asker.entity()));
        return owner.sql("""
                        select id from cabinet.%s where case
                               when exists (select 1 from platform.record_grant where grantee = :account)
                               then id in (select record_id from platform.record_grant where grantee = :account)
                               else :everywhere or unit_no = any (:units) end
                         order by md5(id::text) limit :most""".formatted(asker.table()))
                .param("account", actor.id().toString())
                .param("everywhere", reach.isEmpty())
                .param("units", reach.map(Access.Reach::units).orElse(List.of()).toArray(Integer[]::new))
                .param("most", most)
                .query((row, number) -> Objects.requireNonNull(row.getObject(1, UUID.class)))
                .list();
    }
}
