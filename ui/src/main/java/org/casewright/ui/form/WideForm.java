package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Nav;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.ui.part.Status;

/** The sections of a form of hundreds of fields, one below the other, and a list of them beside it. */
final class WideForm extends Div implements Part {

    private static final long serialVersionUID = 1L;

    /** The list is one stop of the Tab key, and says which section is at the top of what is seen. */
    private static final String LIST = """
            const list = this;
            const buttons = () => [...list.children].filter(each => each.getClientRects().length);
            const mark = (attribute, chosen, value, other) => [...list.children].forEach(each =>
              (each === chosen ? value : other) === null ? each.removeAttribute(attribute)
                : each.setAttribute(attribute, each === chosen ? value : other));
            mark('tabindex', list.firstElementChild, '0', '-1');
            list.addEventListener('keydown', event => {
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
              const next = step && buttons()[buttons().indexOf(document.activeElement) + step];
              if (!next) return;
              event.preventDefault();
              mark('tabindex', next, '0', '-1');
              next.focus();
            });
            const now = button => {
              mark('aria-current', button, 'true', null);
              if (!list.contains(document.activeElement)) mark('tabindex', button, '0', '-1');
              button.scrollIntoView({ block: 'nearest' });
            };
            const sections = [...list.previousElementSibling.children];
            const top = new IntersectionObserver(seen => seen.filter(each => each.isIntersecting).forEach(each =>
              now(list.children[sections.indexOf(each.target)])), { rootMargin: '-20% 0px -79% 0px' });
            sections.forEach(each => top.observe(each));""";

    private final transient Map<LaterSection, Status> sections = new LinkedHashMap<>();
    private final Nav list = new Nav();

    WideForm(Ground ground, List<Layout> layouts, String measure) {
        addClassName("wideform");
        var column = new Div();
        column.addClassName("stack");
        for (var layout : layouts) {
            var title = layout.label() == null ? text("Section {0}", sections.size() + 1) : layout.label();
            var section = new LaterSection(ground, layout, title, measure);
            var count = new Status("", "bad");
            var button = new NativeButton(title, event -> section.go());
            button.add(count);
            sections.put(section, count);
            column.add(section);
            list.add(button);
        }
        sections.keySet().stream().findFirst().ifPresent(LaterSection::build);
        add(column);
        if (ground.isOutermost() && sections.size() > 1) {
            list.getElement().setAttribute("aria-label", text("Sections"));
            list.addClassName("sections");
            add(list);
        }
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (list.getParent().isPresent()) {
            list.getElement().executeJs(LIST);
        }
    }

    /** The sections in which something is wrong. */
    List<LaterSection> wrong() {
        return sections.keySet().stream().filter(section -> section.wrong() > 0).toList();
    }

    @Override
    public Component component() {
        return this;
    }

    @Override
    public void refresh() {
        sections.forEach((section, count) -> {
            section.refresh();
            count.getParent().ifPresent(button -> button.setVisible(section.isVisible()));
            var wrong = section.wrong();
            count.setVisible(wrong > 0);
            count.setText(String.valueOf(wrong));
        });
    }

    @Override
    public void check() {
        sections.keySet().forEach(Part::check);
    }

    @Override
    public boolean focusFirst() {
        return sections.keySet().stream().filter(Component::isVisible).anyMatch(Part::focusFirst);
    }

    @Override
    public boolean focusWrong() {
        return sections.keySet().stream().anyMatch(Part::focusWrong);
    }

    @Override
    public void shown(Set<Shown> places) {
        sections.keySet().forEach(section -> section.shown(places));
    }
}
