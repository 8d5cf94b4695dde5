package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.identity.Directory;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.ui.part.Found;
import org.casewright.ui.shell.Asker;
import org.jspecify.annotations.Nullable;

/** To what a reference can point, looked up by words, and what people call it; as far as it is open to the asker. */
final class RecordChoices {

    private static final int MOST = 50;
    private static final String UNIT = "platform/unit";

    private final Records records;
    private final Directory directory;
    private final Asker asker;

    RecordChoices(Records records, Directory directory, Asker asker) {
        this.records = records;
        this.directory = directory;
        this.asker = asker;
    }

    /** One of them: the value that a filter or a record holds, and what people call it. */
    record Choice(String value, String title) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Choice choice && choice.value.equals(value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }
    }

    /** Those that words fit. */
    CallbackDataProvider<Choice, String> of(String entity) {
        return Found.by(words -> find(entity, words));
    }

    private Stream<Choice> find(String entity, String words) {
        return switch (entity) {
            case "platform/user" ->
                directory.search(words, MOST).stream()
                        .map(account -> new Choice(account.id().toString(), account.title()));
            case "platform/team" ->
                directory.teams(words, MOST).stream()
                        .map(team -> new Choice(team.id().toString(), team.title()));
            case "platform/partner" ->
                directory.partners().stream()
                        .filter(partner -> fits(partner.title(), words) || fits(partner.code(), words))
                        .map(partner -> new Choice(partner.id().toString(), partner.title()));
            case UNIT ->
                directory.units().stream()
                        .filter(unit -> fits(unit.name(), words) || fits(unit.code(), words))
                        .map(unit -> new Choice(unit.code(), unit.name()));
            default -> records(entity, words);
        };
    }

    private static boolean fits(String title, String words) {
        return title.toLowerCase(Locale.ROOT).contains(words.strip().toLowerCase(Locale.ROOT));
    }

    private Stream<Choice> records(String entity, String words) {
        var actor = asker.actor();
        if (!records.privileges(entity, null, actor).contains("read")) {
            return Stream.empty();
        }
        var found = records.find(
                        Query.of(entity)
                                .searching(words.isBlank() ? null : words)
                                .limitedTo(MOST),
                        actor)
                .items();
        var titles = records.ownTitles(found, actor);
        return found.stream().map(record -> new Choice(record.id().toString(), titles.getOrDefault(record.id(), "")));
    }

    /** What people call it. */
    String title(String entity, String value) {
        return switch (entity) {
            case UNIT -> directory.unit(value).map(Directory.Unit::name).orElse(value);
            case "platform/user", "platform/team" ->
                id(value) == null
                        ? value
                        : directory
                                .account(UUID.fromString(value))
                                .map(Directory.Account::title)
                                .orElse(value);
            case "platform/partner" ->
                id(value) == null
                        ? value
                        : directory
                                .partner(UUID.fromString(value))
                                .map(Directory.Partner::title)
                                .orElse(value);
            default -> {
                var actor = asker.actor();
                yield records.get(entity, value, actor)
                        .map(record -> records.title(record, actor))
                        .orElseGet(() -> text("Not open to you"));
            }
        };
    }

    private static @Nullable UUID id(String value) {
        try {
            return UUID.fromString(value);
        } catch (IllegalArgumentException none) {
            return null;
        }
    }
}
