package org.casewright.history;

import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.casewright.history.Verified.Erasure;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The lines that say what was erased lawfully, each looked up once. */
final class Erasures {

    private static final String LINE = Lines.WITH_VALUES + " where h.id = ? and h.action = 'erase'";

    private final JdbcClient owner;
    private final Map<Long, Optional<Line>> known = new TreeMap<>();
    private final Map<Long, Long> counts = new TreeMap<>();

    Erasures(JdbcClient owner) {
        this.owner = owner;
    }

    /**
     * An erasure as its line says it.
     *
     * @param names of the texts; null for all
     */
    private record Line(
            UUID record,
            OffsetDateTime at,
            String by,
            JsonNode says,
            String reason,
            Set<Long> lines,
            @Nullable Set<String> names) {}

    /** Whether an erasure of this id took away a line's text; counted, when it did. */
    boolean covers(long erasure, Found line, String name) {
        var covers = known.computeIfAbsent(erasure, this::find)
                .filter(found -> found.record().equals(line.record()))
                .filter(found -> found.lines().contains(line.leaf().id()))
                .filter(found -> found.names() == null || found.names().contains(name))
                .isPresent();
        if (covers) {
            counts.merge(erasure, 1L, Long::sum);
        }
        return covers;
    }

    /** Those that took something away from what was asked about, oldest first. */
    List<Erasure> found() {
        return counts.entrySet().stream()
                .flatMap(each -> known.getOrDefault(each.getKey(), Optional.empty()).stream()
                        .map(line -> new Erasure(
                                each.getKey(),
                                line.at(),
                                line.by(),
                                text(line.says(), ErasedLines.AGREED),
                                line.reason(),
                                text(line.says(), ErasedLines.BASIS),
                                each.getValue())))
                .toList();
    }

    private Optional<Line> find(long id) {
        return owner.sql(LINE)
                .param(id)
                .query((row, number) -> {
                    var line = Found.of(row);
                    var values = line.values();
                    if (values == null
                            || line.digest() == null
                            || !line.digest().equals(Texts.digest(values.digests()))) {
                        return Optional.<Line>empty();
                    }
                    var says = Texts.changes(values.texts());
                    return Optional.of(new Line(
                            line.record(),
                            row.getObject("at", OffsetDateTime.class),
                            row.getString("actor_name"),
                            says,
                            values.texts().path(Texts.REASON).asString(""),
                            ErasedLines.ids(says),
                            ErasedLines.names(says)));
                })
                .optional()
                .flatMap(line -> line);
    }

    private static String text(JsonNode says, String name) {
        return says.path(name).path(1).asString("");
    }

    /** How an erasure's own line says what it took away; no property has such names. */
    static final class ErasedLines {
        static final String BASIS = "/basis";
        static final String AGREED = "/agreed";
        static final String LINES = "/lines";
        static final String NAMES = "/names";
        static final String NOTES = "/notes";

        private ErasedLines() {}

        static Set<Long> ids(JsonNode says) {
            var ids = new HashSet<Long>();
            says.path(LINES).path(1).forEach(id -> ids.add(id.asLong(0)));
            return ids;
        }

        static @Nullable Set<String> names(JsonNode says) {
            if (says.path(NAMES).path(1).isMissingNode()) {
                return null;
            }
            var names = new HashSet<String>();
            says.path(NAMES).path(1).forEach(name -> names.add(name.asString("")));
            return names;
        }
    }
}
