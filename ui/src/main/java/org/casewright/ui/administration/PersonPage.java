package org.casewright.ui.administration;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.casewright.definition.ModuleDefinition;
import org.casewright.identity.Administration;
import org.casewright.identity.Administration.Person;
import org.casewright.identity.Directory;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.Reach;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.Entitlements;
import org.casewright.records.Entitlements.Summary;
import org.casewright.ui.part.Titled;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.MainLayout;

/** One account: who it is, what it may do to the platform, and what it may do with records, and by which rules. */
@Route(value = "administration/people/:name", layout = MainLayout.class)
@PermitAll
class PersonPage extends AdministrationPage {

    private static final long serialVersionUID = 1L;

    private final transient Entitlements entitlements;
    private final transient Directory directory;
    private String name = "";

    PersonPage(Administration administration, Entitlements entitlements, Directory directory, Asker asker) {
        super(text("People"), administration, asker);
        this.entitlements = entitlements;
        this.directory = directory;
    }

    static String path(Person person) {
        return "administration/people/" + person.name();
    }

    @Override
    void show(BeforeEnterEvent event) {
        name = event.getRouteParameters().get("name").orElse("");
        try {
            show();
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.NOT_FOUND) {
                throw refusal;
            }
            throw new NotFoundException();
        }
    }

    private void show() {
        var summary = entitlements.of(name, actor());
        at(List.of(
                new Crumb(text("Administration"), "administration/units"),
                new Crumb(text("People"), "administration/people"),
                Crumb.here(summary.person().title())));
        removeAll();
        var sheet = new Div(facts(summary), platform(summary));
        sheet.addClassNames("sheet", "person");
        add(sheet);
        rights(summary).forEach(sheet::add);
    }

    private Section facts(Summary summary) {
        var person = summary.person();
        var partner = person.partner();
        var titles = asker().catalog().roles();
        var list = new DescriptionList();
        list.addClassName("dl");
        fact(list, text("Signs in as"), person.name());
        fact(list, text("Status"), PeoplePage.shown(person).word());
        fact(list, text("Unit"), unit(person.unit()));
        fact(list, text("Acts for besides"), besides(summary));
        fact(
                list,
                text("Roles"),
                person.roles().stream()
                        .map(role -> titles.getOrDefault(role, text("{0} (not defined)", role)))
                        .sorted()
                        .collect(commas()));
        fact(list, text("Teams"), summary.teams().stream().collect(commas()));
        fact(list, text("Partner"), partner == null ? "" : partner.title());
        return new Titled(person.title(), list);
    }

    private static void fact(DescriptionList list, String term, String value) {
        var said = new DescriptionList.Description();
        if (!value.isEmpty()) {
            var text = new Span(value);
            text.getElement().setAttribute("dir", "auto");
            said.add(text);
        }
        list.add(new Div(new DescriptionList.Term(term), said));
    }

    private String unit(int number) {
        return directory.unit(number).map(Directory.Unit::name).orElse("—");
    }

    private String besides(Summary summary) {
        return summary.lent().stream()
                .map(lent -> unit(lent.unit())
                        + (lent.until() == null ? "" : text(" until {0}", values().moment(lent.until()))))
                .collect(commas());
    }

    private Section platform(Summary summary) {
        var why = new Paragraph(text(
                "What this account may do to the platform itself. None of it opens a record, and no role brings it."));
        why.addClassNames("sm", "mute");
        var section = new Titled(text("Privileges over the platform"), why);
        if (!summary.platform().isEmpty()) {
            section.add(held(summary));
        }
        if (!summary.person().id().equals(actor().id())) {
            var give = new Button(text("Give a privilege…"), event -> give(summary));
            give.addThemeVariants(ButtonVariant.LUMO_SMALL);
            section.add(give);
        }
        return section;
    }

    private UnorderedList held(Summary summary) {
        var list = new UnorderedList();
        list.addClassName("ways");
        list.getElement().setAttribute("aria-label", text("Privileges over the platform"));
        Arrays.stream(PlatformPrivilege.values()).forEach(privilege -> {
            var reach = summary.platform().get(privilege);
            if (reach != null) {
                list.add(line(summary.person(), privilege, reach));
            }
        });
        return list;
    }

    private ListItem line(Person person, PlatformPrivilege privilege, Reach reach) {
        var title = new Paragraph();
        title.getElement().appendChild(new Element("b").setText(PlatformWords.title(privilege)));
        title.add(" " + PlatformWords.where(privilege, reach, asker().catalog()));
        var small = new Div(PlatformWords.deed(privilege));
        small.addClassNames("sm", "mute");
        var words = new Div(title, small);
        words.addClassName("grow");
        var line = new ListItem(words);
        if (!person.id().equals(actor().id())) {
            var take = new Button(text("Take away…"), event -> take(person, privilege, reach));
            take.addThemeVariants(ButtonVariant.LUMO_SMALL);
            take.setAriaLabel(text("Take away: {0}", PlatformWords.title(privilege)));
            line.add(take);
        }
        return line;
    }

    private void give(Summary summary) {
        var person = summary.person();
        var dialog = new DeedDialog(
                text("Give {0} a privilege", person.title()),
                text(
                        "You can give what you have yourself, and no more. It holds from the next click on, and stands in the log of"
                                + " administration."));
        var privilege = dialog.with("/privilege", new Select<PlatformPrivilege>());
        privilege.setLabel(text("Privilege"));
        privilege.setItems(PlatformPrivilege.values());
        privilege.setItemLabelGenerator(PlatformWords::title);
        var modules = dialog.with("/modules", new MultiSelectComboBox<String>(text("Modules")));
        modules.setItems(
                asker().catalog().modules().stream().map(ModuleDefinition::name).toList());
        modules.setItemLabelGenerator(module -> PlatformWords.module(module, asker().catalog()));
        modules.setPlaceholder(text("All"));
        privilege.addValueChangeListener(changed -> {
            var chosen = changed.getValue();
            privilege.setHelperText(chosen == null ? "" : PlatformWords.deed(chosen));
            modules.setEnabled(chosen == null || chosen.isOfModules());
            if (!modules.isEnabled()) {
                modules.clear();
            }
        });
        dialog.ask(text("Give it"), text("{0} has the privilege", person.title()), () -> {
            var chosen = Fields.needed("/privilege", privilege.getValue(), () -> text("Choose a privilege."));
            door().grant(person.id(), chosen, modules.getValue(), actor());
            show();
        });
    }

    private void take(Person person, PlatformPrivilege privilege, Reach reach) {
        var dialog = new DeedDialog(
                text("Take “{0}” from {1}", PlatformWords.title(privilege), person.title()),
                reach.modules().size() > 1
                        ? text("It is gone with the next click, for the modules that you leave chosen.")
                        : text("It is gone with the next click."));
        var asked = Optional.of(reach.modules())
                .filter(several -> several.size() > 1)
                .map(several -> modules(dialog, several));
        dialog.ask(text("Take it away"), text("The privilege is taken away"), () -> {
            var gone = asked.map(MultiSelectComboBox::getValue).orElse(Set.of());
            if (asked.isPresent() && gone.isEmpty()) {
                throw new Refusal(ErrorCode.INVALID, text("Choose at least one module."));
            }
            door().revoke(person.id(), privilege, gone, actor());
            show();
        });
    }

    private MultiSelectComboBox<String> modules(DeedDialog dialog, Set<String> several) {
        var modules = dialog.with("/modules", new MultiSelectComboBox<String>(text("Modules")));
        modules.setItems(several.stream().sorted().toList());
        modules.setItemLabelGenerator(module -> PlatformWords.module(module, asker().catalog()));
        modules.setValue(several);
        return modules;
    }

    private List<Component> rights(Summary summary) {
        var title = text("What this account may do with records");
        if (!summary.comesIn()) {
            return List.of(new Titled(
                    title,
                    new Paragraph(text("Nobody comes in by this account at present: it is closed, or its unit or its"
                            + " partner’s agreement is. So it may do nothing."))));
        }
        var catalog = asker().catalog();
        var matrices = catalog.modules().stream()
                .flatMap(module -> new RightsMatrix(catalog, summary, this::besides).of(module).stream())
                .toList();
        if (matrices.isEmpty()) {
            return List.of(new Titled(title, new Paragraph(text("Nothing: no role of this account grants anything."))));
        }
        var why = new Paragraph(
                text("The deepest of what its roles grant together. Open an entity to see by which role each"
                        + " privilege comes, which fields are open, and what single records are granted by."));
        why.addClassNames("sm", "mute");
        var all = new Titled(title, why, RoleMatrix.legend());
        all.addClassName("rights");
        matrices.forEach(all::add);
        return List.of(all);
    }
}
