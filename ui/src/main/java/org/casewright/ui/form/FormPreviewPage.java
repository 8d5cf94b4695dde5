package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.ui.part.Alert;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A form that somebody is writing, as it would be drawn: schema, layout and data are pasted, and nothing is stored. */
@Route(value = "form-preview", layout = MainLayout.class)
@PermitAll
class FormPreviewPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final transient PlatformPrivileges privileges;
    private final transient Asker asker;
    private final TextArea schema = area("schema", text("Schema (JSON Schema)"), "{ \"type\": \"object\" }");
    private final TextArea layout = area("layout", text("Layout (UI schema); empty for a derived one"), "");
    private final TextArea data = area("data", text("Data"), "{}");
    private final Div shown = new Div();
    private final Pre result = new Pre();

    FormPreviewPage(PlatformPrivileges privileges, Asker asker) {
        this.privileges = privileges;
        this.asker = asker;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (!privileges.holds(asker.actor(), PlatformPrivilege.CONFIGURE)) {
            throw new NotFoundException();
        }
        at(List.of(Crumb.here(text("Form preview"))));
        var show = new Button(text("Show"), pressed -> show());
        show.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        var written = new Div(schema, layout, data);
        written.addClassNames("fg", "three");
        result.addClassName("k");
        result.getElement().setAttribute("data-result", "").setAttribute("dir", "ltr");
        var sheet = new Div(written, new Div(show), shown, result);
        sheet.addClassNames("sheet", "stack");
        removeAll();
        add(sheet);
    }

    private static TextArea area(String name, String label, String value) {
        var area = new TextArea(label);
        area.setValue(value);
        area.setMaxLength(500_000);
        area.setMinRows(4);
        area.setMaxRows(12);
        area.getElement()
                .setAttribute("dir", "ltr")
                .setAttribute("spellcheck", "false")
                .setAttribute("data-field", name);
        return area;
    }

    private void show() {
        shown.removeAll();
        result.setText("");
        try {
            var given = new SchemaForm.Given(read(schema), layout.isEmpty() ? null : read(layout), nullable(data));
            var form =
                    new SchemaForm(given, getLocale(), ZoneId.of(asker.actor().zone()), this::tell);
            shown.add(form);
            tell(form);
        } catch (JacksonException e) {
            shown.add(new Alert(Alert.Tone.ERROR, text("This is no JSON."), e.getOriginalMessage()));
        } catch (PatternSyntaxException e) {
            shown.add(new Alert(Alert.Tone.ERROR, text("This is no pattern."), e.getPattern()));
        }
    }

    private void tell(SchemaForm form) {
        var entered = form.data();
        result.setText(entered == null ? "" : entered.toPrettyString());
    }

    private static JsonNode read(TextArea area) {
        return JSON.readTree(area.getValue());
    }

    private static @Nullable JsonNode nullable(TextArea area) {
        return area.isEmpty() ? null : read(area);
    }
}
