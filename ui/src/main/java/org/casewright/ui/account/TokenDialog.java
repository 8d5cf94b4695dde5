package org.casewright.ui.account;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.casewright.access.Scope;
import org.casewright.definition.ModuleDefinition;

/** Asks what a new token is for and how far it reaches; then shows it, once. */
final class TokenDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final List<Integer> DAYS = List.of(7, 30, 90, 365);

    /** What was asked for. */
    record Wanted(String title, Scope scope, Duration life) {}

    /** Makes it, and gives the secret back. */
    interface Making {
        String make(Wanted wanted);
    }

    private final TextField name = new TextField(text("What it is for"));
    private final Select<Scope.Extent> extent = new Select<>();
    private final MultiSelectComboBox<ModuleDefinition> modules = new MultiSelectComboBox<>(text("Modules"));
    private final Select<Integer> days = new Select<>();
    private final transient Making making;

    TokenDialog(List<ModuleDefinition> known, boolean administers, Making making) {
        this.making = making;
        setHeaderTitle(text("New access token"));
        setWidth("420px");
        name.setMaxLength(200);
        name.setRequiredIndicatorVisible(true);
        name.setAutofocus(true);
        name.getElement().setAttribute("data-field", "/title");
        extent.setLabel(text("It may"));
        extent.setItems(
                administers
                        ? List.of(Scope.Extent.READ, Scope.Extent.WRITE, Scope.Extent.ALL)
                        : List.of(Scope.Extent.READ, Scope.Extent.WRITE));
        extent.setItemLabelGenerator(TokenDialog::words);
        extent.setValue(Scope.Extent.READ);
        modules.setItems(known);
        modules.setItemLabelGenerator(ModuleDefinition::title);
        modules.setPlaceholder(text("All"));
        days.setLabel(text("It ends after"));
        days.setItems(DAYS);
        days.setItemLabelGenerator(many -> text("{0, plural, one{# day} other{# days}}", many));
        days.setValue(90);
        var form = new Div(name, extent, modules, days);
        form.addClassNames("col", "gap12");
        add(form);
        var make = new Button(text("Make the token"), event -> make());
        make.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button(text("Cancel"), event -> close()), make);
    }

    /** What a token may do, as people say it. */
    static String words(Scope.Extent extent) {
        return switch (extent) {
            case READ -> text("Read");
            case WRITE -> text("Read and change");
            case ALL -> text("Do all that you may, releases too");
        };
    }

    private void make() {
        name.setInvalid(name.getValue().isBlank());
        name.setErrorMessage(text("Say what it is for: you will want to know it when you end it."));
        if (name.isInvalid()) {
            return;
        }
        Set<String> names =
                modules.getValue().stream().map(ModuleDefinition::name).collect(Collectors.toSet());
        var secret = making.make(
                new Wanted(name.getValue(), new Scope(extent.getValue(), names), Duration.ofDays(days.getValue())));
        shown(secret);
    }

    private void shown(String secret) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle(text("Your new token"));
        var field = new TextField(text("Access token"));
        field.setValue(secret);
        field.setReadOnly(true);
        field.setWidthFull();
        field.addClassName("mono");
        field.getElement().setAttribute("data-secret", true);
        var why = new Paragraph(
                text("Copy it now: it is shown this once. Whoever has it may do what you allowed it, as you."));
        why.addClassNames("sm", "ink2");
        var content = new Div(field, why);
        content.addClassNames("col", "gap12");
        add(content);
        var done = new Button(text("I have copied it"), event -> close());
        done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(done);
        // What opens the API should not be lost by a key that was pressed too soon.
        setCloseOnEsc(false);
        setCloseOnOutsideClick(false);
    }
}
