package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.casewright.definition.EntityDefinition.Lifecycle;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.EntityDefinition.Transition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Shares;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.KeyOnly;
import org.casewright.ui.part.Keys;
import org.casewright.ui.part.Notices;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** What else can be done with a record: the changes of status that are open to the asker, retire, restore. */
class RecordMenu extends MenuBar {

    private static final long serialVersionUID = 1L;

    private final transient FormContext context;
    private final transient EntityRecord record;
    private final transient Shares shares;
    private final transient Runnable seen;
    private final List<Component> keys = new ArrayList<>();

    /**
     * The menu.
     *
     * @param seen shows the record as it is now, where it still is what the page shows
     */
    RecordMenu(FormContext context, EntityRecord record, Set<String> may, Shares shares, Runnable seen) {
        this.context = context;
        this.record = record;
        this.shares = shares;
        this.seen = seen;
        addThemeName("end-aligned");
        var steps = may.contains("write") && !record.system().retired() ? steps() : List.<Transition>of();
        var lifecycle = record.entity().lifecycle();
        if (lifecycle != null && !steps.isEmpty()) {
            var status = addItem(line(text("Change status"), "S"));
            status.getElement().setAttribute("data-key", "s");
            steps.forEach(step -> status.getSubMenu().addItem(title(lifecycle, step), event -> ask(lifecycle, step)));
        }
        var living = !record.system().retired();
        var more = addItem(new Icon("more"));
        more.setAriaLabel(text("More"));
        var menu = more.getSubMenu();
        if (living && may.contains("assign") && record.entity().ownership() instanceof Ownership.Unit) {
            add(menu, text("Reassign…"), "A", this::assign);
        }
        if (living && may.contains("share")) {
            add(menu, text("Share…"), "H", () -> share(may));
        }
        if (living && may.contains("delete")) {
            add(menu, text("Retire"), "R", this::retire);
        }
        if (!living && may.contains("delete")) {
            menu.addItem(text("Restore"), event -> Retired.restore(context, record, seen));
        }
        add(menu, text("What may I do here?"), "W", () -> new WhyDialog(context, record).open());
    }

    private void add(SubMenu menu, String words, String key, Runnable action) {
        menu.addItem(line(words, key), event -> action.run());
        keys.add(new KeyOnly(words, key.toLowerCase(Locale.ROOT), action));
    }

    /** A line of a menu with the key that does the same. */
    static Component line(String words, String key) {
        var gap = new Span();
        gap.addClassName("grow");
        var line = new Div(new Span(words), gap, new Keys(key));
        line.addClassNames("row", "gap12");
        return line;
    }

    /** For the page: the keys that do what stands in the menu. */
    List<Component> keys() {
        return List.copyOf(keys);
    }

    private void assign() {
        new AssignDialog(
                        context,
                        record,
                        (change, reason) ->
                                apply(change, Options.NONE.because(reason), () -> Notices.done(text("Reassigned"))))
                .open();
    }

    private void share(Set<String> may) {
        var dialog = new SharesDialog(shares, context, record, may);
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                seen.run();
            }
        });
        dialog.open();
    }

    private void retire() {
        var dialog = new ConfirmDialog();
        dialog.setHeader(text("Retire this {0}?", Words.lower(record.entity().title())));
        dialog.setText(text("It leaves all lists and choices. It can be restored, and its history stays."));
        dialog.setConfirmText(text("Retire"));
        dialog.setCancelable(true);
        dialog.setCancelText(text("Keep"));
        dialog.addConfirmListener(confirmed -> {
            var change = new Change.Retire(
                    record.entity().ref(),
                    record.id().toString(),
                    record.system().version());
            var wrong = apply(
                    change,
                    Options.NONE,
                    () -> Notices.done(
                            text("Retired."), text("Undo##retiring"), () -> Retired.restore(context, record, seen)));
            if (!wrong.isEmpty()) {
                OperationButtons.refused(String.join(" ", wrong), List.of());
            }
        });
        dialog.open();
    }

    /** The transitions from the present status that the asker's roles may take. */
    private List<Transition> steps() {
        var lifecycle = record.entity().lifecycle();
        if (lifecycle == null) {
            return List.of();
        }
        var from = record.value(lifecycle.property());
        var actor = context.actor().get();
        return lifecycle.transitions().stream()
                .filter(step ->
                        !step.auto() && (step.from().isEmpty() || step.from().contains(String.valueOf(from))))
                .filter(step -> !step.to().equals(from))
                .filter(step -> step.roles().stream().anyMatch(actor::has))
                .toList();
    }

    private String title(Lifecycle lifecycle, Transition step) {
        var property = record.entity().properties().get(lifecycle.property());
        return property != null && property.type() instanceof PropertyType.Code(var list)
                ? context.catalog().codeList(list).titleOf(step.to())
                : step.to();
    }

    private void ask(Lifecycle lifecycle, Transition step) {
        new StatusDialog(
                        context.catalog(),
                        lifecycle,
                        step,
                        title(lifecycle, step),
                        reason -> change(lifecycle, step, reason))
                .open();
    }

    private List<String> change(Lifecycle lifecycle, Transition step, @Nullable String reason) {
        var values = JsonNodeFactory.instance.objectNode().put(lifecycle.property(), step.to());
        if (reason != null) {
            values.put("statusReason", reason);
        }
        return apply(
                Change.update(
                        record.entity().ref(), record.id(), record.system().version(), values),
                Options.NONE,
                () -> Notices.done(title(lifecycle, step)));
    }

    private List<String> apply(Change change, Options options, Runnable done) {
        return switch (context.records().apply(List.of(change), context.actor().get(), options)) {
            case Outcome.Saved saved -> {
                done.run();
                seen.run();
                yield List.of();
            }
            case Outcome.Rejected rejected ->
                rejected.problems().stream()
                        .map(problem -> text(problem))
                        .distinct()
                        .toList();
            case Outcome.Stale stale ->
                List.of(text(
                        "{0} changed this record meanwhile. Close this, look at it again, then decide.", stale.by()));
        };
    }
}
