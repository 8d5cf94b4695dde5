package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.problem.Problem;
import org.casewright.problem.Severity;
import org.casewright.ui.part.Alert;
import org.casewright.ui.part.Words;

/** What stands above a form that was not taken: what no field shows, how much is to mend, and warnings to acknowledge. */
public final class Trouble extends Div {

    private static final long serialVersionUID = 1L;

    private static final int FEW = 3;

    public Trouble() {
        addClassName("trouble");
    }

    /** Says one thing. */
    public void say(String sentence) {
        removeAll();
        add(new Alert(Alert.Tone.ERROR, text("Not saved."), sentence));
    }

    /** Nothing is wrong any more. */
    public void clear() {
        removeAll();
    }

    /** Shows what came of an attempt: problems go to their fields, the rest stands here; the first wrong field has the focus. */
    public void show(
            FormModel model,
            Filled view,
            List<Problem> problems,
            Submission submission,
            Consumer<Set<String>> acknowledge) {
        removeAll();
        var errors = problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
        var unplaced = model.note(errors.isEmpty() ? List.of() : errors, submission);
        view.refresh();
        var unseen = view.unseen();
        var sentences = Stream.concat(unplaced.stream().map(Words::text), unseen.stream())
                .distinct()
                .toList();
        var many = model.root().wrong() - unseen.size();
        var sections = view.wrongSections();
        if (!errors.isEmpty() && (many > FEW || !sentences.isEmpty() || sections.size() > 1)) {
            var alert = new Alert(
                    Alert.Tone.ERROR,
                    text("Not saved."),
                    many == 0
                            ? ""
                            : text(
                                    "{0, plural, one{Mend the field that is marked.} other{Mend the # fields that are marked.}}",
                                    many));
            if (!sentences.isEmpty()) {
                alert.with(list(sentences));
            }
            if (!sections.isEmpty()) {
                alert.with(ways(sections));
            }
            add(alert);
        }
        if (errors.isEmpty()) {
            warn(problems, acknowledge);
            return;
        }
        if (!view.focusWrong()) {
            getElement().setAttribute("tabindex", "-1").callJsFunction("focus");
        }
    }

    private void warn(List<Problem> warnings, Consumer<Set<String>> acknowledge) {
        var rules =
                warnings.stream().map(Problem::rule).flatMap(Stream::ofNullable).collect(Collectors.toSet());
        var save = new Button(text("Save all the same"), event -> acknowledge.accept(rules));
        save.addThemeVariants(ButtonVariant.LUMO_SMALL);
        var sentences = warnings.stream().map(Words::text).distinct().toList();
        add(new Alert(Alert.Tone.WARNING, text("Look at this first."), "").with(new Div(list(sentences), save)));
        getElement().setAttribute("tabindex", "-1").callJsFunction("focus");
    }

    /** Says that something is unreadable before the engine was asked. */
    public void unreadable(Filled view) {
        removeAll();
        view.refresh();
        view.focusWrong();
    }

    /** Where it is: each leads to the first wrong field of its section. */
    private static UnorderedList ways(List<LaterSection> sections) {
        var ways = new UnorderedList();
        for (var section : sections) {
            var words = text(
                    "{0}: {1, number}##a section, how much in it is to be mended", section.title(), section.wrong());
            var way = new NativeButton(words, event -> section.go());
            way.addClassName("plain");
            ways.add(new ListItem(way));
        }
        return ways;
    }

    private static UnorderedList list(List<String> sentences) {
        return new UnorderedList(sentences.stream().map(ListItem::new).toArray(ListItem[]::new));
    }
}
