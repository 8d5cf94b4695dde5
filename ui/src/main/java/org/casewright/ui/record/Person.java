package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.stream.Stream;
import org.casewright.identity.Directory;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Found;

/** Somebody who is chosen: an account, a team, a unit or a partner, by the name that the platform knows and the one people use. */
public record Person(String name, String title) {

    private static final int MOST = 50;

    /** A field that looks for people by what is typed. */
    public static ComboBox<Person> people(FormContext context) {
        return lookingFor(words -> context.directory().search(words, MOST).stream()
                .map(account -> new Person(account.name(), account.title())));
    }

    /** A field that looks for people, and for teams before them. */
    public static ComboBox<Person> peopleAndTeams(FormContext context) {
        return lookingFor(words -> Stream.concat(
                        context.directory().teams(words, MOST).stream(),
                        context.directory().search(words, MOST).stream())
                .map(account -> new Person(account.name(), account.title())));
    }

    /** A field that looks for teams. */
    static ComboBox<Person> teams(FormContext context) {
        return lookingFor(words ->
                context.directory().teams(words, MOST).stream().map(team -> new Person(team.name(), team.title())));
    }

    /** Those whose name or title has the words in it. */
    static Stream<Person> of(Stream<Person> all, String words) {
        var wanted = words.strip().toLowerCase(java.util.Locale.ROOT);
        return all.filter(
                person -> person.title().toLowerCase(java.util.Locale.ROOT).contains(wanted)
                        || person.name().toLowerCase(java.util.Locale.ROOT).contains(wanted));
    }

    /** A field that shows what is found for what is typed. */
    static ComboBox<Person> lookingFor(java.util.function.Function<String, Stream<Person>> search) {
        var box = new ComboBox<Person>();
        box.setItems(Found.by(search));
        box.setItemLabelGenerator(Person::label);
        box.setWidthFull();
        return box;
    }

    /** What people call it, with its name where that is another. */
    String label() {
        return title.equals(name) ? title : text("{0} ({1})##what people call it, its name", title, name);
    }

    /** A unit as a choice. */
    static Person of(Directory.Unit unit) {
        return new Person(unit.code(), unit.name());
    }
}
