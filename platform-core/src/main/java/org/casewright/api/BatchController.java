package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Records;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Several changes, all or nothing. */
@Controller
class BatchController {

    private static final int MOST = 1_000;
    private static final Set<String> VERBS = Set.of("create", "update", "retire", "restore");
    private static final Set<String> MEMBERS =
            Set.of("create", "update", "retire", "restore", "as", "id", "version", "values");

    private final Catalogs catalogs;
    private final Records records;
    private final RecordAnswers answers;
    private final Idempotency idempotency;

    BatchController(Catalogs catalogs, Records records, RecordAnswers answers, Idempotency idempotency) {
        this.catalogs = catalogs;
        this.records = records;
        this.answers = answers;
        this.idempotency = idempotency;
    }

    @PostMapping(ApiPaths.ROOT + "/batch")
    Answer apply(HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var body = Requests.json(request);
        return idempotency.once(request, body, actor, () -> {
            var batch = Json.readObject(body);
            var options = Options.NONE
                    .acknowledging(RecordController.takeAcknowledged(batch))
                    .because(Members.text(batch, "reason"));
            batch.remove("reason");
            Members.requireKnown(batch, Set.of("changes"));
            var changes = changes(batch.get("changes"), new Knowledge(catalogs.current(actor.language()), actor));
            return answers.all(records.apply(changes, actor, options));
        });
    }

    static List<Change> changes(@Nullable JsonNode list, Knowledge knowledge) {
        if (list == null || !list.isArray() || list.isEmpty()) {
            throw Members.invalid("/changes", ErrorCode.REQUIRED, "This must be a list of changes.");
        }
        if (list.size() > MOST) {
            throw Refusal.of(ErrorCode.TOO_LARGE, "A batch has at most {0} changes.", MOST);
        }
        var changes = new ArrayList<Change>(list.size());
        for (var i = 0; i < list.size(); i++) {
            var pointer = "/changes/" + i;
            if (list.get(i) instanceof ObjectNode change) {
                changes.add(change(change, pointer, knowledge));
            } else {
                throw Members.invalid(pointer, ErrorCode.TYPE, "This must be an object.");
            }
        }
        return changes;
    }

    private static Change change(ObjectNode change, String pointer, Knowledge knowledge) {
        for (var name : change.propertyNames()) {
            if (!MEMBERS.contains(name)) {
                throw Members.invalid(
                        pointer + "/" + Texts.escapePointer(name),
                        ErrorCode.UNKNOWN_PROPERTY,
                        "There is no such member." + Suggestion.of(name, MEMBERS));
            }
        }
        var verbs = VERBS.stream().filter(change::has).toList();
        if (verbs.size() != 1) {
            throw Members.invalid(
                    pointer, ErrorCode.REQUIRED, "Say one of create, update, retire, restore with the entity's name.");
        }
        var verb = verbs.getFirst();
        var entity = entity(Members.text(change, verb), knowledge);
        return switch (verb) {
            case "create" -> new Change.Create(entity, Members.text(change, "as"), Members.object(change, "values"));
            case "update" ->
                new Change.Update(
                        entity, id(change, pointer), version(change, pointer), Members.object(change, "values"));
            case "retire" -> new Change.Retire(entity, id(change, pointer), optionalVersion(change, pointer));
            default -> new Change.Restore(entity, id(change, pointer));
        };
    }

    private static String entity(@Nullable String ref, Knowledge knowledge) {
        var slash = ref == null ? -1 : ref.indexOf('/');
        if (ref == null || slash < 0) {
            throw Refusal.notFound();
        }
        return knowledge
                .entity(ref.substring(0, slash), ref.substring(slash + 1))
                .ref();
    }

    private static String id(ObjectNode change, String pointer) {
        var id = Members.text(change, "id");
        if (id == null) {
            throw Members.invalid(pointer + "/id", ErrorCode.REQUIRED, "Say which record: its id or number.");
        }
        return id;
    }

    private static @Nullable Long optionalVersion(ObjectNode change, String pointer) {
        var given = change.get("version");
        if (given == null || given.isNull()) {
            return null;
        }
        if (given.isIntegralNumber() && given.canConvertToLong()) {
            return given.longValue();
        }
        throw Members.invalid(pointer + "/version", ErrorCode.TYPE, "This must be a whole number.");
    }

    private static Long version(ObjectNode change, String pointer) {
        var version = optionalVersion(change, pointer);
        if (version == null) {
            throw new Refusal(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Say in version which version of the record you saw.",
                    List.of(Problem.at(pointer + "/version", ErrorCode.REQUIRED, "This is missing.")));
        }
        return version;
    }
}
