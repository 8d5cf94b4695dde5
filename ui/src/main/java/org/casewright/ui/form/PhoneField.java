package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.binder.HasValidator;
import com.vaadin.flow.data.binder.ValidationResult;
import com.vaadin.flow.data.binder.Validator;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.casewright.matching.Phones;
import org.casewright.text.CodeNames;
import org.jspecify.annotations.Nullable;

/** A phone number: typed with + and its country's code, or within a country that is chosen behind it. */
final class PhoneField extends CustomField<String> implements HasValidator<String>, Focusable<CustomField<String>> {

    private static final long serialVersionUID = 1L;

    private final ComboBox<Country> country = new ComboBox<>();
    private final TextField number = new TextField();

    /** Two letters, and what is read of it. */
    private record Country(String region, String name) {
        private static Country of(String region, String language) {
            return new Country(region, CodeNames.COUNTRY.of(region, language).orElse(region));
        }

        private String title() {
            return text("{0} +{1}##country and its code for phones", name, String.valueOf(Phones.code(region)));
        }
    }

    PhoneField(Locale locale, String title) {
        var language = locale.stripExtensions().toLanguageTag();
        var order = CodeNames.order(language);
        var countries = Phones.regions().stream()
                .map(region -> Country.of(region, language))
                .sorted(Comparator.comparing(Country::name, order))
                .toList();
        addClassName("phone");
        country.setItems(countries);
        country.setItemLabelGenerator(Country::title);
        country.setAriaLabel(text("{0}: country", title));
        country.addClassName("country");
        country.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                entered();
            }
        });
        number.setAriaLabel(text("{0}: number", title));
        number.getElement().setProperty("inputMode", "tel").setAttribute("dir", "ltr");
        number.setMaxLength(40);
        number.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                entered();
            }
        });
        var both = new Div(number, country);
        both.addClassName("both-parts");
        add(both);
    }

    private void entered() {
        updateValue();
        setPresentationValue(getValue());
    }

    @Override
    protected @Nullable String generateModelValue() {
        var typed = number.getValue().strip();
        if (typed.isEmpty()) {
            return null;
        }
        var within = country.getValue();
        // What cannot be read stays as it was typed, so that it can be mended.
        return Phones.read(typed, within == null ? null : within.region()).orElse(typed);
    }

    @Override
    protected void setPresentationValue(@Nullable String value) {
        if (value == null) {
            number.clear();
            return;
        }
        var region = Phones.isNumber(value) ? Phones.region(value).orElse(null) : null;
        if (region == null) {
            number.setValue(value);
        } else {
            items().stream()
                    .filter(each -> each.region().equals(region))
                    .findFirst()
                    .ifPresent(country::setValue);
            number.setValue(Phones.within(value));
        }
    }

    private List<Country> items() {
        return country.getListDataView().getItems().toList();
    }

    @Override
    public void setReadOnly(boolean readOnly) {
        super.setReadOnly(readOnly);
        country.setReadOnly(readOnly);
        number.setReadOnly(readOnly);
    }

    @Override
    public void focus() {
        number.focus();
    }

    @Override
    public Validator<String> getDefaultValidator() {
        return (value, context) -> value == null || value.isEmpty() || Phones.isNumber(value)
                ? ValidationResult.ok()
                : ValidationResult.error(
                        text("“{0}” is no phone number. Choose its country, or begin with + and its code.", value));
    }
}
