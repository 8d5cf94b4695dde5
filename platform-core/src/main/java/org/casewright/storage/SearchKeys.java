package org.casewright.storage;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyDefinition.Search;
import org.casewright.entity.EntityRecord;
import org.casewright.matching.Keys;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The table of keys by which an entity's texts are found; equality and ranges only, so that policies keep its index. */
final class SearchKeys {

    static final Field<String> KEY = DSL.field(DSL.name("key"), SQLDataType.CLOB);
    static final Field<Short> KIND = DSL.field(DSL.name("kind"), SQLDataType.SMALLINT);
    static final Field<String> PROPERTY = DSL.field(DSL.name("property"), SQLDataType.CLOB);
    static final Field<UUID> RECORD = DSL.field(DSL.name("record_id"), SQLDataType.UUID);
    static final Field<Integer> UNIT = DSL.field(DSL.name("unit_no"), SQLDataType.INTEGER);

    /** The last of all characters (U+10FFFF): behind every text that begins with another. */
    static final String LAST = "\uDBFF\uDFFF";

    /** The property is told by its column, which keeps its name when the property gets another. */
    private record Key(String key, short kind, String property) {}

    private final DSLContext dsl;
    private final TableMap map;
    private final Table<Record> table;

    SearchKeys(DSLContext dsl, TableMap map) {
        this.dsl = dsl;
        this.map = map;
        this.table = table(map);
    }

    static Table<Record> table(TableMap map) {
        return DSL.table(DSL.name(map.entity().schema(), map.entity().table() + "_search"));
    }

    static boolean has(TableMap map) {
        return map.entity().properties().values().stream().anyMatch(property -> property.search() != Search.NONE);
    }

    void write(Storage.Write write, Consumer<Query> later) {
        if (!has(map)) {
            return;
        }
        var before = write.before() == null ? Set.<Key>of() : keys(write.before());
        var after = keys(write.after());
        if (before.equals(after)) {
            return;
        }
        var id = write.after().id();
        if (!before.isEmpty()) {
            later.accept(dsl.deleteFrom(table).where(RECORD.eq(id)).and(KIND.ne(Blocks.KIND)));
        }
        insert(after, write.after(), later);
    }

    /** Writes them whatever was there. */
    void renew(List<EntityRecord> records, Consumer<Query> later) {
        if (!has(map) || records.isEmpty()) {
            return;
        }
        later.accept(dsl.deleteFrom(table)
                .where(RECORD.eq(DSL.any(records.stream().map(EntityRecord::id).toArray(UUID[]::new))))
                .and(KIND.ne(Blocks.KIND)));
        records.forEach(record -> insert(keys(record), record, later));
    }

    private void insert(Set<Key> keys, EntityRecord record, Consumer<Query> later) {
        if (keys.isEmpty()) {
            return;
        }
        var insert = dsl.insertInto(table, KEY, KIND, PROPERTY, RECORD, UNIT);
        for (var key : keys) {
            insert = insert.values(
                    key.key(),
                    key.kind(),
                    key.property(),
                    record.id(),
                    record.system().unit());
        }
        later.accept(insert);
    }

    private Set<Key> keys(EntityRecord record) {
        var keys = new LinkedHashSet<Key>();
        for (var property : record.entity().properties().values()) {
            if (property.search() != Search.NONE && record.value(property.name()) instanceof String text) {
                keysOf(property, text)
                        .forEach(key -> keys.add(new Key(key, kind(property.search()), property.column())));
            }
        }
        return keys;
    }

    private static Set<String> keysOf(PropertyDefinition property, String text) {
        return switch (property.search()) {
            case NONE -> Set.of();
            case NAME -> Keys.phonetic(text);
            case TEXT -> new LinkedHashSet<>(Keys.words(text));
            case EXACT, PREFIX -> Set.of(Keys.folded(text));
        };
    }

    static short kind(Search search) {
        return switch (search) {
            case NONE -> 0;
            case NAME -> 1;
            case TEXT -> 2;
            case EXACT -> 3;
            case PREFIX -> 4;
        };
    }

    /** Behind a text whose last word is not typed to its end. */
    private static final String UNFINISHED = "*";

    /** With fewer sounds than this the beginning of a name says nothing. */
    private static final int FEWEST_SOUNDS = 2;

    /**
     * The records in which each word is found in one of the searched properties, or whose number begins with the text. With a star
     * behind it, of the last word the beginning is enough, in names as they sound.
     *
     * @param row the records' table or alias
     * @param property only this one; null for every searched property
     * @param masks in which properties of which rows nothing is looked for
     */
    static Condition matches(TableMap map, Table<Record> row, String words, @Nullable String property, Masks masks) {
        var condition = DSL.noCondition();
        var all = Keys.words(words);
        var isUnfinished = property == null && words.strip().endsWith(UNFINISHED);
        if (has(map)) {
            for (var i = 0; i < all.size(); i++) {
                condition = condition.and(
                        anyKey(map, row, all.get(i), isUnfinished && i == all.size() - 1, property, masks));
            }
        }
        if (property != null) {
            return all.isEmpty() ? DSL.falseCondition() : condition;
        }
        var text = words.strip();
        var upper = (isUnfinished ? text.substring(0, text.length() - 1) : text)
                .strip()
                .toUpperCase(java.util.Locale.ROOT);
        var number = PageQuery.in(row, TableMap.NUMBER);
        var byNumber = number.ge(upper).and(number.lt(upper + LAST));
        return all.isEmpty() || !has(map) ? byNumber : condition.or(byNumber);
    }

    /** Properties that may be known of the same rows are looked through together. */
    private static Condition anyKey(
            TableMap map, Table<Record> row, String word, boolean unfinished, @Nullable String property, Masks masks) {
        var byMask = new LinkedHashMap<Optional<Masks.Mask>, Condition>();
        for (var searched : map.entity().properties().values()) {
            if (searched.search() != Search.NONE && (property == null || property.equals(searched.name()))) {
                byMask.merge(masks.of(map.entity(), searched.name()), key(searched, word, unfinished), Condition::or);
            }
        }
        Condition any = DSL.falseCondition();
        for (var alike : byMask.entrySet()) {
            var found = PageQuery.in(row, TableMap.ID)
                    .in(DSL.select(RECORD).from(table(map)).where(alike.getValue()));
            any = any.or(alike.getKey()
                    .map(mask -> mask.of(DSL.name(row.getName())).and(found))
                    .orElse(found));
        }
        return any;
    }

    private static Condition key(PropertyDefinition searched, String word, boolean unfinished) {
        var mine = PROPERTY.eq(searched.column()).and(KIND.eq(kind(searched.search())));
        return switch (searched.search()) {
            case NONE -> DSL.falseCondition();
            case NAME -> mine.and(sounding(word, unfinished));
            case EXACT -> mine.and(unfinished ? beginning(word) : KEY.eq(word));
            case TEXT, PREFIX -> mine.and(beginning(word));
        };
    }

    private static Condition sounding(String word, boolean unfinished) {
        return Keys.phonetic(word).stream()
                .map(key -> unfinished && key.length() >= FEWEST_SOUNDS ? beginning(key) : KEY.eq(key))
                .reduce(DSL.falseCondition(), Condition::or);
    }

    private static Condition beginning(String text) {
        return KEY.ge(text).and(KEY.lt(text + LAST));
    }
}
