package org.casewright.ui.account;

import static org.casewright.ui.part.Words.commas;
import static org.casewright.ui.part.Words.key;
import static org.casewright.ui.part.Words.locale;
import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.casewright.access.Scope;
import org.casewright.definition.ModuleDefinition;
import org.casewright.identity.Deeds;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Preferences;
import org.casewright.identity.Sessions;
import org.casewright.identity.Tokens;
import org.casewright.identity.Tokens.Token;
import org.casewright.records.Records;
import org.casewright.ui.part.Notices;
import org.casewright.ui.part.Sentence;
import org.casewright.ui.part.Titled;
import org.casewright.ui.part.Values;
import org.casewright.ui.shell.Asker;
import org.casewright.ui.shell.Crumb;
import org.casewright.ui.shell.Languages;
import org.casewright.ui.shell.MainLayout;
import org.casewright.ui.shell.Page;
import org.jspecify.annotations.Nullable;

/** One's own ways in: password, sessions, access tokens. */
@Route(value = "account", layout = MainLayout.class)
@PermitAll
class AccountPage extends Page implements BeforeEnterObserver {

    private static final long serialVersionUID = 1L;

    private final transient Sessions sessions;
    private final transient Tokens tokens;
    private final transient PlatformPrivileges privileges;
    private final transient Deeds deeds;
    private final transient Preferences preferences;
    private final transient Records records;
    private final transient Asker asker;
    private final transient Clock clock;

    AccountPage(
            Sessions sessions,
            Tokens tokens,
            PlatformPrivileges privileges,
            Deeds deeds,
            Preferences preferences,
            Records records,
            Asker asker,
            Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.privileges = privileges;
        this.deeds = deeds;
        this.preferences = preferences;
        this.records = records;
        this.asker = asker;
        this.clock = clock;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        at(List.of(Crumb.here(text("Your account"))));
        show();
    }

    private void show() {
        removeAll();
        var actor = asker.actor();
        var values = new Values(asker.catalog(), getLocale(), ZoneId.of(actor.zone()));
        var sheet = new Div(language(actor.id()), signIn(actor.name()), open(values), given(values));
        sheet.addClassName("sheet");
        add(sheet);
    }

    private Section language(UUID account) {
        var choice = new Select<Locale>();
        choice.setLabel(text("Language, dates and numbers"));
        choice.getElement().setAttribute("data-field", "/locale");
        choice.setItems(Languages.CHOICES);
        choice.setEmptySelectionAllowed(true);
        choice.setEmptySelectionCaption(text("As this browser asks"));
        choice.setItemLabelGenerator(AccountPage::ownName);
        choice.setRenderer(new ComponentRenderer<>(each -> {
            var name = new Span(ownName(each));
            name.getElement().setAttribute("lang", each == null ? locale().getLanguage() : each.getLanguage());
            return name;
        }));
        choice.setValue(preferences.locale(account).orElse(null));
        choice.addValueChangeListener(event -> {
            preferences.choose(asker.actor().id(), event.getValue());
            choice.getUI().ifPresent(ui -> ui.getPage().reload());
        });
        return new Titled(text("How you read"), choice);
    }

    /** A language, in its own words: whoever looks for it may read no other. */
    private static String ownName(@Nullable Locale locale) {
        if (locale == null) {
            return text("As this browser asks");
        }
        var name = locale.getDisplayLanguage(locale);
        var language = name.substring(0, 1).toUpperCase(locale) + name.substring(1);
        return locale.getLanguage().equals(Locale.ENGLISH.getLanguage())
                ? language + " (" + locale.getDisplayCountry(locale) + ")"
                : language;
    }

    private Section signIn(String name) {
        var who = Sentence.text(
                asker.hasPassword()
                        ? key("You sign in as {0}.")
                        : key("You sign in as {0}, by your organisation’s sign-in."),
                Sentence.name(name));
        var section = new Titled(text("Sign-in"), who);
        if (asker.hasPassword()) {
            section.add(new Anchor("password", text("Change your password")));
        }
        return section;
    }

    private Section open(Values values) {
        var account = asker.actor().id();
        var own = asker.session();
        var all = sessions.of(account);
        var section = new Titled(text("Where you are signed in"), new SessionLines(all, values, own, false, session -> {
            sessions.endOwn(asker.actor().id(), session.id());
            Notices.done(text("That session is over"));
            show();
        }));
        if (all.size() > 1) {
            var others = new Button(text("End all others"), event -> {
                sessions.endAll(asker.actor().id(), asker.session());
                Notices.done(text("You are signed in here only"));
                show();
            });
            others.addThemeVariants(ButtonVariant.LUMO_SMALL);
            section.add(others);
        }
        return section;
    }

    private Section given(Values values) {
        var now = OffsetDateTime.now(clock);
        var open = tokens.list(asker.actor().id()).stream()
                .filter(token -> token.isOpen(now))
                .toList();
        var make = new Button(text("New token\u2026"), event -> ask());
        make.addThemeVariants(ButtonVariant.LUMO_SMALL);
        var why = new Paragraph(
                text("Programs that speak with the API in your name sign in with a token instead of your password."));
        why.addClassNames("sm", "mute");
        if (open.isEmpty()) {
            return new Titled(text("Access tokens"), why, make);
        }
        var list = new UnorderedList();
        list.addClassName("ways");
        list.getElement().setAttribute("aria-label", text("Access tokens"));
        open.forEach(token -> list.add(line(token, values)));
        return new Titled(text("Access tokens"), why, list, make);
    }

    private ListItem line(Token token, Values values) {
        var title = Sentence.text("{0}: {1}", Sentence.name(token.title()), scope(token.scope()));
        var ends = values.moment(token.expiresAt());
        var small = new Div(
                token.usedAt() == null
                        ? text("Ends {0}, never used", ends)
                        : text("Ends {0}, last used {1}", ends, values.lately(token.usedAt())));
        small.addClassNames("sm", "mute");
        var words = new Div(title, small);
        words.addClassName("grow");
        var end = new Button(text("End"), event -> {
            deeds.by(asker.actor(), () -> tokens.revoke(asker.actor().id(), token.id()));
            Notices.done(text("That token opens nothing any more"));
            show();
        });
        end.addThemeVariants(ButtonVariant.LUMO_SMALL);
        end.setAriaLabel(text("End the token {0}", token.title()));
        return new ListItem(words, end);
    }

    private String scope(Scope scope) {
        var may = TokenDialog.words(scope.extent());
        var catalog = asker.catalog();
        return scope.modules().isEmpty()
                ? may
                : text(
                        "{0} in {1}",
                        may,
                        scope.modules().stream()
                                .sorted()
                                .map(name -> catalog.module(name)
                                        .map(ModuleDefinition::title)
                                        .orElse(name))
                                .collect(commas()));
    }

    private void ask() {
        var actor = asker.actor();
        var administers = !privileges.held(actor).isEmpty();
        var known = asker.catalog().modules().stream()
                .filter(module -> module.entities().values().stream()
                        .anyMatch(entity ->
                                records.privileges(entity.ref(), null, actor).contains("read")))
                .toList();
        var dialog = new TokenDialog(
                known,
                administers,
                wanted -> deeds.by(
                        asker.actor(),
                        () -> tokens.issue(asker.actor().id(), wanted.title(), wanted.scope(), wanted.life())
                                .secret()));
        dialog.addOpenedChangeListener(event -> {
            if (!event.isOpened()) {
                show();
            }
        });
        dialog.open();
    }
}
