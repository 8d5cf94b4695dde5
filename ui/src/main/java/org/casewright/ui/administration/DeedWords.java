package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.dom.Element;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.casewright.catalog.Catalog;
import org.casewright.records.DeedLog.Deed;
import org.casewright.ui.part.Sentence;
import org.casewright.ui.part.Values;
import tools.jackson.databind.JsonNode;

/** A deed of administration as people say it; behind whoever did it. */
final class DeedWords {

    private static final Map<String, String> KINDS = Map.of(
            "account",
            key("the account {0} ({1})"),
            "team",
            key("the team {0} ({1})"),
            "unit",
            key("the unit {0} ({1})"),
            "partner",
            key("the partner {0} ({1})"));
    private static final Map<String, String> NAMES = Map.of(
            "name", key("Name"),
            "unit", key("Unit"),
            "parent", key("Below"),
            "timeZone", key("Time zone"),
            "status", key("Status"),
            "partner", key("Partner"),
            "from", key("First day"),
            "until", key("Until"));
    /** What is said already when something is made: its name, and that it is open. */
    private static final Set<String> SAID = Set.of("name", "status");

    private static final Map<String, String> STATUSES = Map.of(
            "ACTIVE", key("open##a unit or an account"),
            "DISABLED", key("closed"),
            "READ_ONLY", key("read-only"),
            "CLOSED", key("closed"));

    private final Catalog catalog;
    private final Values values;

    DeedWords(Catalog catalog, Values values) {
        this.catalog = catalog;
        this.values = values;
    }

    /** Who did what, and to what. */
    Sentence sentence(Deed deed, Element who) {
        var it = KINDS.containsKey(deed.kind())
                ? text(KINDS.getOrDefault(deed.kind(), ""), deed.title(), deed.name())
                : deed.title() + " (" + deed.name() + ")";
        return switch (deed.action()) {
            case "create" -> Sentence.text("{0} made {1}", who, it);
            case "role" ->
                given(deed, "role")
                        ? Sentence.text("{0} gave the role {1} to {2}", who, role(now(deed, "role")), it)
                        : Sentence.text("{0} took the role {1} from {2}", who, role(before(deed, "role")), it);
            case "privilege" ->
                given(deed, "privilege")
                        ? Sentence.text("{0} gave the privilege {1} to {2}", who, privilege(deed, 1), it)
                        : Sentence.text("{0} took the privilege {1} from {2}", who, privilege(deed, 0), it);
            case "lend" ->
                given(deed, "unit")
                        ? Sentence.text("{0} lent {1} to {2}", who, it, until(deed, "unit"))
                        : Sentence.text("{0} ended that {1} acts for {2}", who, it, value(before(deed, "unit")));
            case "member" ->
                given(deed, "member")
                        ? Sentence.text("{0} took {1} into {2}", who, until(deed, "member"), it)
                        : Sentence.text("{0} took {1} out of {2}", who, value(before(deed, "member")), it);
            case "link" ->
                given(deed, "subject")
                        ? Sentence.text(
                                "{0} linked {1} to {2} of {3}",
                                who, it, value(now(deed, "subject")), value(now(deed, "issuer")))
                        : Sentence.text("{0} unlinked {1} from {2}", who, it, value(before(deed, "issuer")));
            case "password" -> password(deed, who, it);
            case "token" ->
                given(deed, "token")
                        ? Sentence.text("{0} made a token for {1}: {2}", who, it, until(deed, "token"))
                        : Sentence.text("{0} ended a token of {1}: {2}", who, it, value(before(deed, "token")));
            case "unlock" -> Sentence.text("{0} let {1} in again after wrong passwords", who, it);
            case "sessions" ->
                Sentence.text(
                        "{0} ended {1, plural, one{a session} other{# sessions}} of {2}",
                        who, now(deed, "ended").asInt(0), it);
            default -> Sentence.text("{0} changed {1}", who, it);
        };
    }

    private static Sentence password(Deed deed, Element who, String it) {
        if (deed.isOwn()) {
            return Sentence.text("{0} changed the password of their own account", who);
        }
        return now(deed, "toBeChanged").asBoolean(false)
                ? Sentence.text("{0} gave {1} a first password", who, it)
                : Sentence.text("{0} gave {1} a password", who, it);
    }

    /** What was before, and what came instead; nothing where the sentence says all. */
    List<String> changes(Deed deed) {
        if (!deed.action().equals("create") && !deed.action().equals("update")) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        NAMES.keySet().stream()
                .filter(name -> deed.changes().has(name) && !(deed.action().equals("create") && SAID.contains(name)))
                .sorted(Comparator.comparing(name -> text(NAMES.getOrDefault(name, name))))
                .forEach(name -> lines.add(text("{0}: {1}", text(NAMES.getOrDefault(name, name)), change(deed, name))));
        return lines;
    }

    /** What came; behind what was, where something was. Arrows turn with the language. */
    private String change(Deed deed, String name) {
        var now = value(now(deed, name));
        return given(deed, name) && before(deed, name).isNull()
                ? now
                : text("{0} → {1}", value(before(deed, name)), now);
    }

    private static JsonNode before(Deed deed, String name) {
        return deed.changes().path(name).path(0);
    }

    private static JsonNode now(Deed deed, String name) {
        return deed.changes().path(name).path(1);
    }

    private static boolean given(Deed deed, String name) {
        return !now(deed, name).isNull() && !now(deed, name).isMissingNode();
    }

    private String role(JsonNode id) {
        return catalog.roles().getOrDefault(id.asString(""), id.asString(""));
    }

    /** The privilege with the module for which it is; before the deed or after it. */
    private String privilege(Deed deed, int after) {
        var title =
                PlatformWords.title(deed.changes().path("privilege").path(after).asString(""));
        var module = deed.changes().path("module").path(after).asString("");
        return module.isEmpty()
                ? text("“{0}”", title)
                : text("“{0}” for {1}", title, PlatformWords.module(module, catalog));
    }

    /** What was given, with its end where it has one. */
    private String until(Deed deed, String name) {
        var given = value(now(deed, name));
        return given(deed, "until") ? text("{0}, until {1}", given, value(now(deed, "until"))) : given;
    }

    private String value(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return text("none");
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(this::value)
                    .collect(commas());
        }
        var said = value.asString("");
        var known = STATUSES.get(said);
        return known == null ? moment(said) : text(known);
    }

    /** A day or a moment as the page says such; all else as it is. */
    private String moment(String text) {
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
            return text;
        }
        try {
            return text.contains("T") ? values.moment(OffsetDateTime.parse(text)) : values.date(LocalDate.parse(text));
        } catch (DateTimeParseException none) {
            return text;
        }
    }
}
