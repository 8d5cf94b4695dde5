package org.casewright.ui.form;

import java.time.ZoneId;
import java.util.Locale;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.records.Records;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes what a form needs, on the catalog of this moment, which it keeps while it is open. */
@Component
public class FormContexts {

    private final Records records;
    private final Attachments attachments;
    private final Directory directory;
    private final Asker asker;

    FormContexts(Records records, Attachments attachments, Directory directory, Asker asker) {
        this.records = records;
        this.attachments = attachments;
        this.directory = directory;
        this.asker = asker;
    }

    /** For whoever asks, in this language. */
    public FormContext forAsker(Locale language) {
        var catalog = asker.catalog();
        var zone = ZoneId.of(asker.actor().zone());
        return new FormContext(
                catalog, records, attachments, directory, asker::actor, new Values(catalog, language, zone));
    }

    /** Whether this node serves the release with this number, or a newer one. */
    boolean serves(String release) {
        return release.length() > 18
                || !release.matches("[0-9]+")
                || asker.catalog().release() >= Long.parseLong(release);
    }

    /** Whether what a form is made of is another by now. */
    boolean isOutdated(FormModel model, @Nullable String form) {
        var then = model.context().catalog();
        var now = asker.catalog();
        return now.release() != then.release()
                && !FormFiles.of(then, model.entities(), form).equals(FormFiles.of(now, model.entities(), form));
    }
}
