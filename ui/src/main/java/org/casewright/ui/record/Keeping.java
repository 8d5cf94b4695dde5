package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;
import org.casewright.entity.KeptDraft;
import org.casewright.entity.Uuids;
import org.casewright.records.Drafts;
import org.casewright.ui.form.FormModel;
import org.casewright.ui.form.Leaving;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what is entered in a form, so that a crash or a lost connection does not cost it, and says so. What a field has told the
 * server is kept with that same request, when nothing was for some seconds; else a little later. Fields for texts tell it at each
 * pause while one types in them.
 */
public final class Keeping extends Div {

    private static final long serialVersionUID = 1L;

    private static final String VALUES = "values";
    private static final String COMMENT = "comment";

    private static final Duration EVERY = Duration.ofSeconds(3);

    private final transient Drafts drafts;
    private final transient FormModel model;
    private final String address;
    private final Span words = new Span();
    private UUID id = Uuids.next();
    private String comment = "";
    private long last = System.nanoTime() - EVERY.toNanos();
    private boolean waiting;
    private boolean kept;

    /**
     * For one form.
     *
     * @param address of its page, below the application's own
     */
    public Keeping(Drafts drafts, FormModel model, String address) {
        this.drafts = drafts;
        this.model = model;
        this.address = address;
        addClassNames("keeping", "only-l");
        getElement().setAttribute("role", "status");
        words.addClassName("row");
        add(words);
    }

    /** Goes on with what was kept before, under the same id. */
    public Keeping goingOn(@Nullable KeptDraft draft) {
        if (draft != null) {
            id = draft.id();
            kept = true;
        }
        return this;
    }

    /** Goes on with what was kept of the same form on an older release. */
    public void adopt(Keeping older) {
        id = older.id;
        kept = older.kept;
        comment = older.comment;
        if (model.isChanged()) {
            touched();
        }
    }

    /** What was kept of the form's values. */
    public static ObjectNode values(KeptDraft draft) {
        return draft.content().path(VALUES) instanceof ObjectNode values
                ? values
                : JsonNodeFactory.instance.objectNode();
    }

    /** What was kept of the comment beside the form. */
    public static String comment(KeptDraft draft) {
        return draft.content().path(COMMENT).asString("");
    }

    /** Something was written beside the form. */
    public void said(String text) {
        comment = text;
        touched();
    }

    /** Something was entered. */
    public void touched() {
        var since = Duration.ofNanos(System.nanoTime() - last);
        if (since.compareTo(EVERY) >= 0) {
            keep();
        } else if (!waiting) {
            waiting = true;
            getElement()
                    .executeJs(
                            "setTimeout(() => this.isConnected && this.$server.keep(), $0)",
                            EVERY.minus(since).toMillis());
        }
    }

    @ClientCallable
    void keep() {
        waiting = false;
        last = System.nanoTime();
        var submission = model.submission();
        if (submission.isEmpty() && comment.isBlank()) {
            discard();
            words.removeAll();
            return;
        }
        var content = JsonNodeFactory.instance.objectNode();
        content.set(VALUES, submission.values());
        if (!comment.isBlank()) {
            content.put(COMMENT, comment);
        }
        var actor = model.context().actor().get();
        kept = drafts.keep(id, place(), content, actor);
        words.removeAll();
        if (kept) {
            var now = LocalTime.now(ZoneId.of(actor.zone()));
            words.add(
                    new Icon("cloud"),
                    new Span(text("Draft saved {0}", model.context().values().time(now))));
        }
    }

    private Drafts.Place place() {
        var record = model.root().record();
        return new Drafts.Place(
                address,
                model.root().entity().ref(),
                record == null ? null : record.id(),
                record == null ? null : record.system().version());
    }

    /** For who leaves the form: keeps the last of it, or gives it up. */
    public Leaving.Unsaved unsaved() {
        return new Leaving.Unsaved(this::keep, this::discard);
    }

    /** The form was saved, or what was entered is not wanted. */
    public void discard() {
        if (kept) {
            kept = false;
            drafts.discard(id, model.context().actor().get());
        }
    }
}
