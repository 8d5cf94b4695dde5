package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.Set;
import java.util.function.Supplier;
import org.casewright.ui.part.Veil;
import org.jspecify.annotations.Nullable;

/** A field whose value is told only to who asks for it: dots first, and the field to change it in once it was told. */
final class VeiledField implements Part {

    private final Place.Field place;
    private final Supplier<Editor<?>> entering;
    private final Div box = new Div();
    private final Span label;
    private final Veil veil;
    private @Nullable Editor<?> editor;

    /**
     * Dots.
     *
     * @param entering the field for what was told
     */
    VeiledField(Place.Field place, String label, Supplier<Editor<?>> entering) {
        this.place = place;
        this.entering = entering;
        this.label = new Span(label);
        var property = place.property();
        this.veil = new Veil(property.title(), place.draft().entity().asksPurpose(property), new InField());
        box.addClassName("beside");
        box.getElement().setAttribute("data-veiled", place.pointer());
        box.add(this.label, veil);
    }

    /** The value becomes one that is stored and can be changed, and is forgotten again unless it was changed. */
    private final class InField implements Veil.Secret {
        @Override
        public Component tell(String purpose) {
            var property = place.property();
            place.draft().unveil(property.name(), place.draft().told(property, purpose));
            var field = entering.get();
            editor = field;
            refresh();
            return field.component();
        }

        @Override
        public boolean hide() {
            if (!place.draft().veil(place.property().name())) {
                return false;
            }
            editor = null;
            refresh();
            return true;
        }
    }

    @Override
    public Component component() {
        return box;
    }

    @Override
    public void refresh() {
        label.setVisible(editor == null);
        box.setVisible(place.isRelevant());
        if (editor != null) {
            editor.refresh();
        }
    }

    @Override
    public void check() {
        if (editor != null) {
            editor.check();
        }
    }

    @Override
    public boolean focusFirst() {
        return editor != null && editor.focusFirst();
    }

    @Override
    public boolean focusWrong() {
        return editor != null && editor.focusWrong();
    }

    @Override
    public void shown(Set<Shown> places) {
        places.add(Shown.of(place));
    }
}
