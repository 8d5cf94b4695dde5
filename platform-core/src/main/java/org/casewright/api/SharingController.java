package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.access.Reasons;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.identity.Directory;
import org.casewright.problem.ErrorCode;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Records;
import org.casewright.records.Shares;
import org.casewright.records.Shares.NewShare;
import org.casewright.records.Shares.Shared;
import org.casewright.records.Shares.With;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/** To whom a record belongs, and with whom it is shared. */
@Controller
class SharingController {

    static final String SHARES = "/shares";
    static final String ASSIGN = "/assign";
    static final String WHY = "/why";

    private static final Set<String> MEMBERS = Set.of("with", "privileges", "profile", "purpose", "consent", "until");

    private final Catalogs catalogs;
    private final Records records;
    private final Shares shares;
    private final Directory directory;
    private final RecordAnswers answers;
    private final Idempotency idempotency;

    SharingController(
            Catalogs catalogs,
            Records records,
            Shares shares,
            Directory directory,
            RecordAnswers answers,
            Idempotency idempotency) {
        this.catalogs = catalogs;
        this.records = records;
        this.shares = shares;
        this.directory = directory;
        this.answers = answers;
        this.idempotency = idempotency;
    }

    private EntityDefinition known(String module, String entity, String id, HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var definition = new Knowledge(catalogs.current(actor.language()), actor).entity(module, entity);
        RecordController.requireId(id);
        return definition;
    }

    @PostMapping(ApiPaths.RECORD + ASSIGN)
    Answer assign(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        var definition = known(module, entity, id, request, actor);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var given = Json.readObject(body);
            Members.requireKnown(given, Set.of("unit", "owner", "reason"));
            if (!given.has("unit") && !given.has("owner")) {
                throw Members.invalid("", ErrorCode.REQUIRED, "Say to which unit or to whom: unit, owner.");
            }
            var change = new Change.Assign(
                    definition.ref(),
                    id,
                    Requests.version(request),
                    Members.text(given, "unit"),
                    Members.text(given, "owner"));
            return answers.changed(
                    records.apply(List.of(change), actor, Options.NONE.because(Members.text(given, "reason"))));
        });
    }

    /** By which rules the asker sees the record, and may or may not do what can be done with records. */
    @GetMapping(ApiPaths.RECORD + WHY)
    Answer why(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        var definition = known(module, entity, id, request, actor);
        var roles = catalogs.current(actor.language()).roles();
        var body = Json.object();
        records.why(definition.ref(), id, actor).forEach((privilege, decision) -> {
            var json = body.putObject(Reasons.name(privilege)).put("may", decision.may());
            if (decision.open()) {
                json.put("open", true);
            }
            var rules = json.putArray("rules");
            decision.rules()
                    .forEach(rule -> rules.addObject()
                            .put("role", rule.role())
                            .put("title", roles.getOrDefault(rule.role(), rule.role()))
                            .put("depth", rule.depth().name().toLowerCase(Locale.ROOT))
                            .put("reaches", rule.reaches()));
            var denials = json.putArray("denials");
            decision.denials().forEach(denials::add);
            var grants = json.putArray("grants");
            decision.grants()
                    .forEach(grant -> grants.addObject()
                            .put("source", grant.source())
                            .put(
                                    "until",
                                    grant.until() == null ? null : grant.until().toString()));
        });
        return Answer.ok(body);
    }

    @GetMapping(ApiPaths.RECORD + SHARES)
    Answer list(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        var definition = known(module, entity, id, request, actor);
        var body = Json.object();
        var items = body.putArray("items");
        shares.of(definition.ref(), id, actor).forEach(share -> items.add(json(share)));
        return Answer.ok(body);
    }

    @PostMapping(ApiPaths.RECORD + SHARES)
    Answer share(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            HttpServletRequest request,
            Actor actor) {
        var definition = known(module, entity, id, request, actor);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var given = Json.readObject(body);
            Members.requireKnown(given, MEMBERS);
            var made = shares.share(definition.ref(), id, wanted(given), actor);
            return Answer.json(201, json(made));
        });
    }

    @DeleteMapping(ApiPaths.RECORD + SHARES + "/{share}")
    Answer end(
            @PathVariable String module,
            @PathVariable String entity,
            @PathVariable String id,
            @PathVariable String share,
            HttpServletRequest request,
            Actor actor) {
        var definition = known(module, entity, id, request, actor);
        shares.end(definition.ref(), id, Requests.id(share), actor);
        return Answer.empty(204);
    }

    private static NewShare wanted(ObjectNode given) {
        return new NewShare(
                with(given),
                Set.copyOf(Members.texts(given, "privileges")),
                Members.text(given, "profile"),
                Objects.requireNonNullElse(Members.text(given, "purpose"), ""),
                consent(given),
                until(given));
    }

    private static With with(ObjectNode given) {
        var with = Members.object(given, "with");
        var kinds = List.of(With.Kind.values());
        var named =
                kinds.stream().filter(kind -> with.path(name(kind)).isString()).toList();
        if (named.size() != 1 || with.size() != 1) {
            throw Members.invalid(
                    "/with",
                    ErrorCode.REQUIRED,
                    "Say with whom: one of user, team, unit and partner, by name or code.");
        }
        return new With(named.getFirst(), with.path(name(named.getFirst())).stringValue());
    }

    private static String name(With.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable UUID consent(ObjectNode given) {
        var text = Members.text(given, "consent");
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException none) {
            throw Members.invalid("/consent", ErrorCode.FORMAT, "This must be the id of a record.");
        }
    }

    private static @Nullable OffsetDateTime until(ObjectNode given) {
        var text = Members.text(given, "until");
        try {
            return text == null ? null : OffsetDateTime.parse(text);
        } catch (DateTimeException none) {
            throw Members.invalid("/until", ErrorCode.FORMAT, "This must be a moment, such as 2027-01-31T17:00:00Z.");
        }
    }

    private ObjectNode json(Shared shared) {
        var share = shared.share();
        var json = Json.object();
        json.put("id", share.id().toString());
        json.putObject("with").put(name(shared.with().kind()), shared.with().name());
        json.put("title", shared.title());
        var privileges = json.putArray("privileges");
        new TreeSet<>(share.privileges()).forEach(privileges::add);
        json.put(
                "profile",
                share.profile().isEmpty()
                        ? null
                        : share.profile().substring(share.profile().indexOf('/') + 1));
        json.put("purpose", share.purpose());
        json.put("consent", share.consent() == null ? null : share.consent().toString());
        json.put("until", share.until() == null ? null : share.until().toString());
        json.put("at", share.at().toString());
        json.put(
                "by", directory.account(share.by()).map(Directory.Account::name).orElse(null));
        json.put("endedAt", share.endedAt() == null ? null : share.endedAt().toString());
        json.put("open", shared.open());
        return json;
    }
}
