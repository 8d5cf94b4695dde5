package org.casewright.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.casewright.access.Access;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.catalog.PerCatalog;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.casewright.entity.EntityRecord;
import org.casewright.entity.Uuids;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Door;
import org.casewright.records.Records;
import org.casewright.storage.AttachmentTable;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * Files that records hold. One is uploaded first, and belongs to who sent it; a record takes it when a change names its id (see
 * {@link Records}). What no record has taken after a day is forgotten. A file is read by whoever may read the value that names
 * it, now or in the record's history. No file is ever whole in memory.
 */
@Component
public class Attachments {

    /** Bytes that one account may have sent without a record that took them. */
    static final long MOST_WAITING = 300L << 20;

    private static final Duration KEPT = Duration.ofDays(1);
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final Catalogs catalogs;
    private final Records records;
    private final Storage storage;
    private final AttachmentTable table;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final PerCatalog<List<PropertyType.Attachment>> declared = new PerCatalog<>(Attachments::declared);

    Attachments(
            Catalogs catalogs,
            Records records,
            Storage storage,
            AttachmentTable table,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.catalogs = catalogs;
        this.records = records;
        this.storage = storage;
        this.table = table;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    private static List<PropertyType.Attachment> declared(Catalog catalog) {
        return catalog.entities().stream()
                .flatMap(entity -> entity.properties().values().stream())
                .flatMap(property -> Stream.concat(Stream.of(property), property.type().parts().stream()))
                .map(PropertyDefinition::type)
                .filter(PropertyType.Attachment.class::isInstance)
                .map(PropertyType.Attachment.class::cast)
                .toList();
    }

    /**
     * Keeps a file till a record takes it.
     *
     * @param announced how many bytes the sender says it has; negative when it does not say
     * @param name as the sender calls it
     * @throws Refusal when nothing in the present release takes a file that large or of such a type, or the sender may not
     */
    public Attachment upload(InputStream content, long announced, @Nullable String name, Actor actor) {
        var catalog = catalogs.current();
        requireSender(catalog, actor);
        var most = declared.of(catalog).stream()
                .mapToLong(PropertyType.Attachment::maxBytes)
                .max()
                .orElseThrow(() -> new Refusal(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "No record takes files."));
        if (announced > most) {
            throw tooLarge(most);
        }
        try {
            var spooled = Files.createTempFile("casewright-upload", null);
            try {
                var sha256 = spool(content, spooled, most);
                return keep(spooled, described(catalog, spooled, sha256, name), actor);
            } finally {
                Files.delete(spooled);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireSender(Catalog catalog, Actor actor) {
        var access = Access.of(catalog, actor);
        var may = catalog.entities().stream()
                .anyMatch(entity -> Stream.of(Privilege.CREATE, Privilege.WRITE, Privilege.RUN)
                        .anyMatch(privilege -> access.may(privilege, entity)));
        if (!may) {
            throw new Refusal(ErrorCode.FORBIDDEN, "You may change nothing to which a file could belong.");
        }
    }

    private static Refusal tooLarge(long most) {
        return Refusal.of(ErrorCode.TOO_LARGE, "The file is larger than {0} MB.", most >> 20);
    }

    /** Writes at most so much to disk, whatever was announced; gives the digest. */
    private static String spool(InputStream content, Path file, long most) throws IOException {
        var digest = sha256();
        try (var out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            var buffer = new byte[1 << 16];
            var left = most;
            for (var read = read(content, buffer); read >= 0; read = read(content, buffer)) {
                left -= read;
                if (left < 0) {
                    throw tooLarge(most);
                }
                out.write(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static int read(InputStream content, byte[] buffer) {
        try {
            return content.read(buffer);
        } catch (IOException gone) {
            throw new Refusal(ErrorCode.MALFORMED, "The file ended too early.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private Attachment described(Catalog catalog, Path file, String sha256, @Nullable String name) throws IOException {
        var size = Files.size(file);
        if (size == 0) {
            throw new Refusal(ErrorCode.LENGTH, "The file is empty.");
        }
        var type = ContentTypes.of(file, name == null ? "" : name);
        if (declared.of(catalog).stream().noneMatch(each -> each.types().contains(type))) {
            throw Refusal.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    type.equals("application/octet-stream")
                            ? "What is in this file cannot be told, whatever it is called."
                            : "By its content this file is {0}, and no record takes such files.",
                    type);
        }
        return new Attachment(Uuids.next(), FileNames.harmless(name, type), type, size, sha256);
    }

    private Attachment keep(Path content, Attachment file, Actor actor) {
        var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
        return transaction.execute(status -> {
            storage.identify(Access.of(catalogs.current(), actor).settings(List.of()));
            if (table.waiting(actor.id()) + file.size() > MOST_WAITING) {
                throw Refusal.of(
                        ErrorCode.TOO_MANY_REQUESTS,
                        "You sent more than {0} MB that no record has taken yet. Save the records, or go on tomorrow.",
                        MOST_WAITING >> 20);
            }
            table.add(file, actor.id(), now);
            try (var in = Files.newInputStream(content)) {
                var number = 0;
                for (var piece = in.readNBytes(AttachmentTable.PIECE);
                        piece.length > 0;
                        piece = in.readNBytes(AttachmentTable.PIECE)) {
                    table.addPart(file.id(), number++, piece);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return file;
        });
    }

    /** A file that may be read. */
    public final class Content {
        private final Attachment file;
        private final Map<String, String> settings;

        private Content(Attachment file, Map<String, String> settings) {
            this.file = file;
            this.settings = settings;
        }

        /** What is known of it. */
        public Attachment file() {
            return file;
        }

        /** Writes the content, piece by piece; nothing is held while whoever reads is slow. */
        public void copyTo(OutputStream out) throws IOException {
            var left = file.size();
            for (var number = 0; left > 0; number++) {
                var piece = piece(number);
                out.write(piece);
                left -= piece.length;
            }
        }

        private byte[] piece(int number) {
            return transaction
                    .execute(status -> {
                        storage.identify(settings);
                        return table.part(file.id(), number);
                    })
                    .orElseThrow(Refusal::notFound);
        }
    }

    /** The file, if the record has it or had it, and the asker may read the value that says so. */
    public Optional<Content> ofRecord(String entity, String idOrNumber, UUID id, Actor actor) {
        var found = records.get(entity, idOrNumber, actor, Door.FILE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var record = found.get();
        var access = Access.of(catalogs.current(), actor);
        if (!has(record, id) && !had(record, id, actor)) {
            return Optional.empty();
        }
        var settings = access.settings(List.of(record.entity()));
        return transaction
                .execute(status -> {
                    storage.identify(settings);
                    return table.ofRecord(record.id(), id);
                })
                .map(file -> new Content(file, settings));
    }

    /** A file that the asker sent and no record has taken. */
    public Optional<Content> waiting(UUID id, Actor actor) {
        var settings = Access.of(catalogs.current(), actor).settings(List.of());
        return transaction
                .execute(status -> {
                    storage.identify(settings);
                    return Optional.ofNullable(
                            table.uploads(List.of(id), actor.id(), false).get(id));
                })
                .map(file -> new Content(file, settings));
    }

    private boolean has(EntityRecord record, UUID id) {
        return names(record.entity().properties().values(), records.json(record), id);
    }

    private boolean had(EntityRecord record, UUID id, Actor actor) {
        var properties = record.entity().properties();
        return records.history(record.entity().ref(), record.id().toString(), actor).stream()
                .flatMap(entry -> entry.changes().entrySet().stream())
                .anyMatch(change -> {
                    var property = properties.get(change.getKey());
                    return property != null
                            && (names(property, change.getValue().old(), id)
                                    || names(property, change.getValue().value(), id));
                });
    }

    private static boolean names(Collection<PropertyDefinition> properties, JsonNode values, UUID id) {
        return properties.stream().anyMatch(property -> names(property, values.get(property.name()), id));
    }

    private static boolean names(PropertyDefinition property, @Nullable JsonNode value, UUID id) {
        if (value == null) {
            return false;
        }
        return switch (property.type()) {
            case PropertyType.Attachment file -> value.path("id").asString("").equals(id.toString());
            case PropertyType.Structure structure -> names(structure.properties(), value, id);
            case PropertyType.Group group ->
                value.valueStream().anyMatch(entry -> names(group.properties(), entry, id));
            default -> false;
        };
    }

    /** Forgets what no record has taken within a day; how many files. */
    @Scheduled(cron = "0 41 * * * *", zone = "UTC")
    public int forget() {
        var before = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).minus(KEPT);
        var forgotten = 0;
        for (var some = FORGOTTEN_AT_ONCE; some == FORGOTTEN_AT_ONCE; forgotten += some) {
            some = transaction.execute(status -> {
                storage.identifyAsEngine();
                return table.forget(before, FORGOTTEN_AT_ONCE);
            });
        }
        return forgotten;
    }
}
