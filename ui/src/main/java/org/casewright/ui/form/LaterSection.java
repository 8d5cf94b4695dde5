package org.casewright.ui.form;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.ClientCallable;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.util.Set;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.ui.part.Status;

/**
 * A section of a wide form. Its fields are built when it comes near what is seen, or when the focus comes to it; until then there
 * is room for them, and its heading counts what is wrong in it.
 */
final class LaterSection extends Section implements Part {

    private static final long serialVersionUID = 1L;

    private static final int ABREAST = 3;

    /** Half a window ahead, so that whoever goes on finds the fields there. */
    private static final String WATCH = """
            const section = this;
            const scrolls = element => /auto|scroll/.test(getComputedStyle(element).overflowY);
            let root = section.parentElement;
            while (root && !scrolls(root)) root = root.parentElement;
            const sight = new IntersectionObserver(seen => {
              if (seen.some(each => each.isIntersecting)) {
                sight.disconnect();
                section.$server.near();
              }
            }, { root, rootMargin: '50% 0px' });
            sight.observe(section);
            section.addEventListener('focus', () => section.$server.entered());""";

    /** Whoever has gone elsewhere meanwhile is not called back. */
    private static final String STILL_HERE = "return document.activeElement === this";

    private final transient Ground ground;
    private final transient Later<LaterSection> later;
    private final transient Layout layout;
    private final String title;
    private final Div room = new Div();
    private final HtmlContainer heading;
    private final Status count = new Status("", "bad");

    /**
     * Nothing of it is built yet.
     *
     * @param title what it is called; its heading, where the layout gives it none, is not seen
     */
    LaterSection(Ground ground, Layout layout, String title, String measure) {
        this.ground = ground;
        this.layout = layout;
        this.title = title;
        this.later = new Later<>(ground, layout, this, measure);
        addClassNames("sec", "later");
        getElement().setAttribute("tabindex", "0").setAttribute("aria-label", title);
        heading = ground.isOutermost() ? new H2() : new H3();
        heading.add(new Span(layout.label() == null ? "" : title), count);
        heading.addClassName("h2");
        var fields = WideLayout.controls(layout).count();
        room.addClassName("room");
        room.getElement()
                .getStyle()
                .set("--fields", String.valueOf(fields))
                .set("--rows", String.valueOf(Math.ceilDiv(fields, ABREAST)));
        add(heading, room);
    }

    String title() {
        return title;
    }

    int wrong() {
        return later.wrong();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        if (!later.isBuilt()) {
            getElement().executeJs(WATCH);
        }
    }

    /** It is seen, or nearly. */
    @ClientCallable
    void near() {
        build();
    }

    /** The focus came to it, and goes on to its fields. */
    @ClientCallable
    void entered() {
        var first = !later.isBuilt();
        build();
        if (first) {
            getElement().executeJs(STILL_HERE).then(Boolean.class, here -> {
                if (here) {
                    go();
                }
            });
        }
    }

    void build() {
        if (!later.isBuilt()) {
            remove(room);
            removeClassName("later");
            getElement().removeAttribute("tabindex");
            if (Building.saysItself(ground, layout)) {
                remove(heading);
            }
            later.build(layout.label());
        }
    }

    /** Moves the focus into it, to what is wrong there before all else. */
    void go() {
        build();
        if (!focusWrong() && !focusFirst()) {
            getElement().setAttribute("tabindex", "-1").callJsFunction("focus");
        }
    }

    @Override
    public Component component() {
        return this;
    }

    @Override
    public void refresh() {
        later.refresh();
        var wrong = wrong();
        count.setVisible(wrong > 0);
        if (wrong > 0) {
            count.setText(text("{0} to mend", wrong));
        }
        heading.setVisible(layout.label() != null || wrong > 0);
    }

    @Override
    public void check() {
        later.check();
    }

    @Override
    public boolean focusFirst() {
        build();
        return later.focusFirst();
    }

    @Override
    public boolean focusWrong() {
        if (wrong() == 0) {
            return false;
        }
        build();
        return later.focusWrong();
    }

    @Override
    public void shown(Set<Shown> places) {
        later.shown(places);
    }
}
