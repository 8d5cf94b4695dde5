package org.casewright.ui.record;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.JsonValues;
import org.casewright.records.HistoryEntry;
import org.casewright.records.PastRecord;
import org.casewright.release.EarlierCatalogs;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what is needed to show a record as it was. */
@Component
class Pasts {
    private final EarlierCatalogs earlier;

    Pasts(EarlierCatalogs earlier) {
        this.earlier = earlier;
    }

    /**
     * A record as it was.
     *
     * @param history as the asker was given it
     * @return empty when the release of that time cannot be read any more, or did not know the record's entity
     */
    Optional<AsItWas> of(
            FormContext now, EntityRecord record, List<HistoryEntry> history, long version, Locale language) {
        return PastRecord.of(record, history, version)
                .flatMap(past -> earlier.of(past.change().release())
                        .map(catalog -> catalog.in(now.catalog().language()))
                        .flatMap(then -> then.entities().stream()
                                .filter(entity -> now.catalog()
                                        .findEntity(entity.ref())
                                        .filter(record.entity()::equals)
                                        .isPresent())
                                .findFirst()
                                .map(entity -> new AsItWas(
                                        now,
                                        record.entity(),
                                        then,
                                        entity,
                                        past,
                                        titles(now, record, past),
                                        new Values(
                                                then,
                                                language,
                                                ZoneId.of(now.actor().get().zone()))))));
    }

    /** Of what the record pointed to then, where the asker may see it now. */
    private static Map<UUID, String> titles(FormContext now, EntityRecord record, PastRecord past) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        past.values().forEach((name, value) -> {
            var property = record.entity().properties().get(name);
            if (property != null) {
                values.put(name, JsonValues.fromJson(property, value, null, "", problem -> {}));
            }
        });
        return now.records()
                .titles(List.of(record.withValues(values)), now.actor().get());
    }
}
