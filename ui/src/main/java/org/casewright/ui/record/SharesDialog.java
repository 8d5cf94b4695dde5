package org.casewright.ui.record;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.dom.Element;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.casewright.entity.EntityRecord;
import org.casewright.problem.Refusal;
import org.casewright.records.Shares;
import org.casewright.records.Shares.NewShare;
import org.casewright.records.Shares.Shared;
import org.casewright.records.Shares.With;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Days;
import org.casewright.ui.part.SystemNames;
import org.casewright.ui.part.Words;
import org.jspecify.annotations.Nullable;

/** With whom a record is shared: shows it, ends it, and shares it with others. */
class SharesDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final String ALL = Words.key("All that is not restricted");

    private static final Map<String, String> DEEDS = deeds();
    private static final Map<With.Kind, String> KINDS = Map.of(
            With.Kind.USER,
            Words.key("A person"),
            With.Kind.TEAM,
            Words.key("A team"),
            With.Kind.UNIT,
            Words.key("A unit"),
            With.Kind.PARTNER,
            Words.key("A partner"));

    private final transient Shares shares;
    private final transient FormContext context;
    private final transient EntityRecord record;
    private final Set<String> may;
    private final Select<With.Kind> kind = new Select<>();
    private final Div whoPlace = new Div();
    private ComboBox<Person> who;
    private final CheckboxGroup<String> privileges = new CheckboxGroup<>(text("They may, beyond reading it"));
    private final Select<String> profile = new Select<>();
    private final TextArea purpose = new TextArea(text("What for"));
    private final DatePicker until = Days.picker(Words.locale());
    private final Span problem = new Span();
    private final Div present = new Div();

    /**
     * For one record, which the asker may share.
     *
     * @param may what the asker may do with it: lower-case privilege names
     */
    SharesDialog(Shares shares, FormContext context, EntityRecord record, Set<String> may) {
        this.shares = shares;
        this.context = context;
        this.record = record;
        this.may = Set.copyOf(may);
        this.who = Person.people(context);
        setHeaderTitle(text("Share"));
        setWidth("560px");
        var form = new Div(
                heading(text("Share with others")), kind, whoPlace, privileges, profile, purpose, until, problem);
        form.addClassName("stack");
        fields();
        add(present, form);
        var go = new Button(text("Share"), event -> share());
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Close"), event -> close()), go);
        show();
    }

    private void fields() {
        kind.setLabel(text("With"));
        kind.setItems(With.Kind.values());
        kind.setItemLabelGenerator(SharesDialog::kind);
        kind.addValueChangeListener(event -> choose());
        kind.setWidthFull();
        kind.setValue(With.Kind.USER);
        privileges.setItems(DEEDS.keySet().stream().filter(may::contains).toList());
        privileges.setItemLabelGenerator(each -> words(each, each));
        privileges.setVisible(DEEDS.keySet().stream().anyMatch(may::contains));
        var profiles = shares.profiles(record.entity().ref(), context.actor().get());
        profile.setLabel(text("They see"));
        profile.setItems(profiles);
        profile.setEmptySelectionAllowed(true);
        profile.setEmptySelectionCaption(text(ALL));
        profile.setItemLabelGenerator(this::words);
        profile.setVisible(!profiles.isEmpty());
        profile.setWidthFull();
        purpose.setRequiredIndicatorVisible(true);
        purpose.setMaxLength(2_000);
        purpose.setWidthFull();
        purpose.getElement().setAttribute("data-field", "/purpose");
        until.setMin(LocalDate.now(zone()));
        until.setHelperText(text("Without a day it stays open until somebody ends it."));
        until.setClearButtonVisible(true);
        until.setLabel(text("Until the end of"));
        until.setWidthFull();
        problem.addClassName("msg");
        problem.getElement().setAttribute("role", "alert");
    }

    /** What somebody may do, by the name of the privilege. */
    static String words(String privilege, String otherwise) {
        var words = DEEDS.get(privilege);
        return words == null ? otherwise : text(words);
    }

    private static String kind(With.Kind kind) {
        var words = KINDS.get(kind);
        return words == null ? "" : text(words);
    }

    private static Map<String, String> deeds() {
        var deeds = new LinkedHashMap<String, String>();
        deeds.put("write", Words.key("change it"));
        deeds.put("append", Words.key("add to it"));
        deeds.put("delete", Words.key("retire it"));
        deeds.put("assign", Words.key("reassign it"));
        deeds.put("share", Words.key("share it on"));
        return deeds;
    }

    /** The fields that a list has, by their titles. */
    private String words(@Nullable String list) {
        var entity = record.entity();
        var visible = list == null
                ? Set.<String>of()
                : context.catalog().profile(entity.module(), list, entity).orElse(Set.of());
        var titles = new ArrayList<String>();
        visible.stream()
                .sorted()
                .flatMap(name -> SystemNames.find(name).stream())
                .forEach(named -> titles.add(named.title()));
        entity.properties().values().stream()
                .filter(property -> visible.contains(property.name()))
                .forEach(property -> titles.add(property.title()));
        return titles.isEmpty() ? text(ALL) : text("Only {0}", titles.stream().collect(commas()));
    }

    private ZoneId zone() {
        return ZoneId.of(context.actor().get().zone());
    }

    private void choose() {
        who = switch (kind.getValue()) {
            case USER -> Person.people(context);
            case TEAM -> Person.teams(context);
            case UNIT ->
                Person.lookingFor(
                        words -> Person.of(context.directory().units().stream().map(Person::of), words));
            case PARTNER ->
                Person.lookingFor(words -> Person.of(
                        context.directory().partners().stream()
                                .map(partner -> new Person(partner.code(), partner.title())),
                        words));
        };
        who.setLabel(text("Name"));
        who.setRequiredIndicatorVisible(true);
        who.getElement().setAttribute("data-field", "/with");
        whoPlace.removeAll();
        whoPlace.add(who);
    }

    /** What is shared now. */
    private void show() {
        present.removeAll();
        var open = shares
                .of(
                        record.entity().ref(),
                        record.id().toString(),
                        context.actor().get())
                .stream()
                .filter(Shared::open)
                .toList();
        if (open.isEmpty()) {
            present.add(new Paragraph(text("It is shared with nobody.")));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("shares");
        open.forEach(share -> list.add(line(share)));
        present.add(heading(text("Shared with")), list);
    }

    private static H3 heading(String text) {
        var heading = new H3(text);
        heading.addClassName("h2");
        return heading;
    }

    private ListItem line(Shared shared) {
        var share = shared.share();
        var deeds = DEEDS.entrySet().stream()
                .filter(deed -> share.privileges().contains(deed.getKey()))
                .map(deed -> text(deed.getValue()))
                .collect(commas());
        var stop = new Button(text("End##a share"), event -> end(shared));
        stop.addThemeVariants(ButtonVariant.LUMO_SMALL);
        stop.setAriaLabel(text("End the share with {0}", shared.title()));
        var name = new Paragraph();
        name.getElement().appendChild(new Element("b").setText(shared.title()));
        var rights = new Paragraph(rights(deeds, share.until()));
        rights.addClassNames("sm", "ink2");
        return new ListItem(new Div(name, new Paragraph(share.purpose()), rights), stop);
    }

    private String rights(String deeds, @Nullable OffsetDateTime until) {
        if (until == null) {
            return deeds.isEmpty() ? text("May read it.") : text("May read it, {0}.", deeds);
        }
        var end = context.values().moment(until);
        return deeds.isEmpty()
                ? text("May read it, until {0}.", end)
                : text("May read it, {0}, until {1}.", deeds, end);
    }

    private void end(Shared shared) {
        shares.end(
                record.entity().ref(),
                record.id().toString(),
                shared.share().id(),
                context.actor().get());
        show();
    }

    private void share() {
        var chosen = who.getValue();
        if (chosen == null) {
            problem.setText(text("Say with whom."));
            who.focus();
            return;
        }
        var wanted = new NewShare(
                new With(kind.getValue(), chosen.name()),
                new TreeSet<>(new LinkedHashSet<>(privileges.getValue())),
                profile.getValue(),
                purpose.getValue(),
                null,
                end(until.getValue()));
        try {
            shares.share(
                    record.entity().ref(),
                    record.id().toString(),
                    wanted,
                    context.actor().get());
            problem.setText("");
            purpose.clear();
            purpose.setInvalid(false);
            until.clear();
            choose();
            show();
        } catch (Refusal refusal) {
            problem.setText(Words.wrong(refusal));
        }
    }

    private @Nullable OffsetDateTime end(@Nullable LocalDate last) {
        return last == null ? null : last.plusDays(1).atStartOfDay(zone()).toOffsetDateTime();
    }
}
