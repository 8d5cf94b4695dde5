package org.casewright.ui.part;

import com.vaadin.flow.component.html.Span;
import java.util.Set;
import org.casewright.definition.CodeList;
import org.jspecify.annotations.Nullable;

/** A status: shape, colour and word together, so that none of them carries the meaning alone. */
public final class Status extends Span {

    private static final long serialVersionUID = 1L;

    private static final Set<String> SHADES = Set.of("ok", "wait", "due", "bad", "new", "idle");

    /** A status with one of the shades {@code ok wait due bad new idle}; {@code idle} for any other. */
    public Status(String word, @Nullable String shade) {
        super(word);
        addClassNames("st", shade != null && SHADES.contains(shade) ? shade : "idle");
    }

    /** The look that a code list gives to one of its codes. */
    public static Status of(CodeList list, String code) {
        var found = list.codes().get(code);
        return new Status(list.titleOf(code), found == null ? null : found.shade());
    }

    /** The same on a soft ground, for heads. */
    public Status asPill() {
        addClassName("pill");
        return this;
    }
}
