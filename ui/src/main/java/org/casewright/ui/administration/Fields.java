package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.DataProvider;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.casewright.identity.Administration.Person;
import org.casewright.identity.Directory;
import org.casewright.identity.Partners.Partner;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.ui.part.Days;
import org.jspecify.annotations.Nullable;

/** The fields that dialogs of these pages have in common. */
final class Fields {

    private Fields() {}

    static TextField line(String label, String help) {
        var field = new TextField(label);
        field.setHelperText(help);
        field.setRequiredIndicatorVisible(true);
        return field;
    }

    static ComboBox<Directory.Unit> unit(String label, Collection<Directory.Unit> units) {
        var field = new ComboBox<Directory.Unit>(label);
        field.setItems(units);
        field.setItemLabelGenerator(unit -> unit.name() + " (" + unit.code() + ")");
        return field;
    }

    static ComboBox<Partner> partner(List<Partner> partners) {
        var field = new ComboBox<Partner>(text("Partner"));
        field.setItems(partners);
        field.setItemLabelGenerator(partner -> partner.title() + " (" + partner.code() + ")");
        field.setClearButtonVisible(true);
        field.setPlaceholder(text("None: the organisation’s own"));
        return field;
    }

    /** People by what is typed. */
    interface Search {
        List<Person> find(String words, int offset, int limit);
    }

    static ComboBox<Person> person(Search search) {
        var field = new ComboBox<Person>(text("Name"));
        field.setItems(DataProvider.<Person, String>fromFilteringCallbacks(
                query -> search.find(query.getFilter().orElse(""), query.getOffset(), query.getLimit()).stream(),
                query -> search.find(query.getFilter().orElse(""), 0, 1_000).size()));
        field.setItemLabelGenerator(person -> person.title() + " (" + person.name() + ")");
        field.setRequiredIndicatorVisible(true);
        return field;
    }

    static DatePicker day(String label, Locale locale) {
        var field = Days.picker(locale);
        field.setLabel(label);
        field.setClearButtonVisible(true);
        return field;
    }

    /** The moment behind a last day; null for no day. */
    static @Nullable OffsetDateTime end(@Nullable LocalDate last, ZoneId zone) {
        return last == null ? null : last.plusDays(1).atStartOfDay(zone).toOffsetDateTime();
    }

    /** The value of a field that may not be empty. */
    static <T> T needed(String pointer, @Nullable T value, Supplier<String> otherwise) {
        if (value == null) {
            var sentence = otherwise.get();
            throw new Refusal(ErrorCode.INVALID, sentence, List.of(Problem.at(pointer, ErrorCode.REQUIRED, sentence)));
        }
        return value;
    }
}
