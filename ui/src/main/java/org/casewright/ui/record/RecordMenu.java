package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.menubar.MenuBar;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
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
    private final transient Consumer<EntityRecord> changed;

    RecordMenu(
            FormContext context, EntityRecord record, Set<String> may, Shares shares, Consumer<EntityRecord> changed) {
        this.context = context;
        this.record = record;
        this.shares = shares;
        this.changed = changed;
        addThemeName("end-aligned");
        var steps = may.contains("write") && !record.system().retired() ? steps() : List.<Transition>of();
        var lifecycle = record.entity().lifecycle();
        if (lifecycle != null && !steps.isEmpty()) {
            var status = addItem(text("Change status"));
            steps.forEach(step -> status.getSubMenu().addItem(title(lifecycle, step), event -> ask(lifecycle, step)));
        }
        var living = !record.system().retired();
        var assigns = living && may.contains("assign") && record.entity().ownership() instanceof Ownership.Unit;
        var isShared = living && may.contains("share");
        var more = addItem(new Icon("more"));
        more.setAriaLabel(text("More"));
        fill(more.getSubMenu(), may, assigns, isShared);
    }

    private void fill(SubMenu menu, Set<String> may, boolean assigns, boolean isShared) {
        if (assigns) {
            menu.addItem(text("Reassign…"), event -> assign());
        }
        if (isShared) {
            menu.addItem(text("Share…"), event -> share(may));
        }
        if (may.contains("delete")) {
            fill(menu);
        }
        menu.addItem(text("What may I do here?"), event -> new WhyDialog(context, record).open());
    }

    private void assign() {
        new AssignDialog(
                        context,
                        record,
                        (change, reason) -> apply(change, Options.NONE.because(reason), text("Reassigned")))
                .open();
    }

    private void share(Set<String> may) {
        var dialog = new SharesDialog(shares, context, record, may);
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                seen();
            }
        });
        dialog.open();
    }

    private void fill(SubMenu menu) {
        var title = record.entity().title();
        if (record.system().retired()) {
            menu.addItem(
                    text("Restore"),
                    event -> apply(
                            new Change.Restore(
                                    record.entity().ref(), record.id().toString()),
                            text("Restored")));
            return;
        }
        menu.addItem(text("Retire"), event -> {
            var dialog = new ConfirmDialog();
            dialog.setHeader(text("Retire this {0}?", Words.lower(title)));
            dialog.setText(text("It leaves all lists and choices. It can be restored, and its history stays."));
            dialog.setConfirmText(text("Retire"));
            dialog.setCancelable(true);
            dialog.setCancelText(text("Keep"));
            dialog.addConfirmListener(confirmed -> apply(
                    new Change.Retire(
                            record.entity().ref(),
                            record.id().toString(),
                            record.system().version()),
                    text("Retired")));
            dialog.open();
        });
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
                title(lifecycle, step));
    }

    private List<String> apply(Change change, String done) {
        return apply(change, Options.NONE, done);
    }

    /** The record as it is now; its list where it is not open to the asker any more. */
    private void seen() {
        context.records()
                .get(
                        record.entity().ref(),
                        record.id().toString(),
                        context.actor().get())
                .ifPresentOrElse(
                        changed, () -> UI.getCurrent().navigate(record.entity().ref()));
    }

    private List<String> apply(Change change, Options options, String done) {
        return switch (context.records().apply(List.of(change), context.actor().get(), options)) {
            case Outcome.Saved saved -> {
                Notices.done(done);
                seen();
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
