package org.casewright.records;

import java.time.Clock;
import java.util.UUID;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Environment;
import org.casewright.expression.Values;
import org.casewright.identity.Directory;
import org.casewright.storage.Storage;
import org.springframework.stereotype.Component;

/** Records for expressions outside of {@link Records}: read as the engine, in the caller's transaction. */
@Component
public class RecordFeel {

    private final Catalogs catalogs;
    private final Storage storage;
    private final Directory directory;
    private final SettingValues settings;
    private final Clock clock;

    RecordFeel(Catalogs catalogs, Storage storage, Directory directory, SettingValues settings, Clock clock) {
        this.catalogs = catalogs;
        this.storage = storage;
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
    }

    /** The present values of a record, read when they are asked for; references and inverses are followed. */
    public Values values(String entity, UUID id) {
        var session = session();
        return new RecordValues(session, session.catalog.entity(entity), id);
    }

    /** The values of a record as they were; what it refers to is read as it is now. */
    public Values values(EntityRecord record) {
        return session().values(record);
    }

    /** What expressions of a module may ask beside values, for a record of this unit. */
    public Environment environment(String module, int unit) {
        return session().environment(module, unit);
    }

    private Session session() {
        return new Session(catalogs.current(), Actor.ENGINE, storage, directory, settings, clock);
    }
}
