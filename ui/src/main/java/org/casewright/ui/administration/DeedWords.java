package org.casewright.ui.administration;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.casewright.catalog.Catalog;
import org.casewright.records.DeedLog.Deed;
import org.casewright.ui.part.Values;
import tools.jackson.databind.JsonNode;

/** A deed of administration as people say it; behind whoever did it. */
final class DeedWords {

    private static final Map<String, String> KINDS =
            Map.of("account", "the account", "team", "the team", "unit", "the unit", "partner", "the partner");
    private static final Map<String, String> NAMES = Map.of(
            "name", "Name",
            "unit", "Unit",
            "parent", "Below",
            "timeZone", "Time zone",
            "status", "Status",
            "partner", "Partner",
            "from", "First day",
            "until", "Until");
    /** What is said already when something is made: its name, and that it is open. */
    private static final Set<String> SAID = Set.of("name", "status");

    private static final Map<String, String> STATUSES = Map.of(
            "ACTIVE", "open",
            "DISABLED", "closed",
            "READ_ONLY", "read-only",
            "CLOSED", "closed");

    private final Catalog catalog;
    private final Values values;

    DeedWords(Catalog catalog, Values values) {
        this.catalog = catalog;
        this.values = values;
    }

    /** What was done, and to what, without who did it. */
    String sentence(Deed deed) {
        var it = KINDS.getOrDefault(deed.kind(), "") + " " + deed.title() + " (" + deed.name() + ")";
        return switch (deed.action()) {
            case "create" -> "made " + it;
            case "role" ->
                given(deed, "role")
                        ? "gave the role " + role(now(deed, "role")) + " to " + it
                        : "took the role " + role(before(deed, "role")) + " from " + it;
            case "privilege" ->
                given(deed, "privilege")
                        ? "gave the privilege " + privilege(now(deed, "privilege")) + module(now(deed, "module"))
                                + " to " + it
                        : "took the privilege " + privilege(before(deed, "privilege")) + module(before(deed, "module"))
                                + " from " + it;
            case "lend" ->
                given(deed, "unit")
                        ? "lent " + it + " to " + text(now(deed, "unit")) + until(deed)
                        : "ended that " + it + " acts for " + text(before(deed, "unit"));
            case "member" ->
                given(deed, "member")
                        ? "took " + text(now(deed, "member")) + " into " + it + until(deed)
                        : "took " + text(before(deed, "member")) + " out of " + it;
            case "link" ->
                given(deed, "subject")
                        ? "linked " + it + " to " + text(now(deed, "subject")) + " of " + text(now(deed, "issuer"))
                        : "unlinked " + it + " from " + text(before(deed, "issuer"));
            case "password" ->
                deed.isOwn()
                        ? "changed the password of their own account"
                        : "gave " + it
                                + (now(deed, "toBeChanged").asBoolean(false) ? " a first password" : " a password");
            case "token" ->
                given(deed, "token")
                        ? "made a token for " + it + ": " + text(now(deed, "token")) + until(deed)
                        : "ended a token of " + it + ": " + text(before(deed, "token"));
            case "unlock" -> "let " + it + " in again after wrong passwords";
            case "sessions" ->
                "ended "
                        + (now(deed, "ended").asInt(0) == 1 ? "a session" : text(now(deed, "ended")) + " sessions")
                        + " of " + it;
            default -> "changed " + it;
        };
    }

    /** What was before, and what came instead; nothing where the sentence says all. */
    List<String> changes(Deed deed) {
        if (!deed.action().equals("create") && !deed.action().equals("update")) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        NAMES.keySet().stream()
                .filter(name -> deed.changes().has(name) && !(deed.action().equals("create") && SAID.contains(name)))
                .sorted(Comparator.comparing(name -> NAMES.getOrDefault(name, name)))
                .forEach(name -> lines.add(NAMES.get(name) + ": "
                        + (given(deed, name) && before(deed, name).isNull() ? "" : text(before(deed, name)) + " → ")
                        + text(now(deed, name))));
        return lines;
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

    private static String privilege(JsonNode code) {
        return "“" + PlatformWords.title(code.asString("")) + "”";
    }

    private String module(JsonNode name) {
        return name.asString("").isEmpty() ? "" : " for " + PlatformWords.module(name.asString(""), catalog);
    }

    private String until(Deed deed) {
        return given(deed, "until") ? ", until " + text(now(deed, "until")) : "";
    }

    private String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode()) {
            return "none";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(this::text)
                    .collect(Collectors.joining(", "));
        }
        var text = value.asString("");
        var known = STATUSES.get(text);
        return known == null ? moment(text) : known.toLowerCase(Locale.ROOT);
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
