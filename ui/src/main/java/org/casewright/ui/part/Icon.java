package org.casewright.ui.part;

import com.vaadin.flow.component.icon.SvgIcon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A picture of our own set; the word stands beside it, so readers skip it. */
public final class Icon extends SvgIcon {

    private static final long serialVersionUID = 1L;

    private static final String SPRITE = "look/icons.svg";
    private static final Set<String> NAMES = names();

    /** The icon of this name; a plain list where the set has none, for names come from modules. */
    public Icon(@Nullable String name) {
        super(SPRITE, name != null && NAMES.contains(name) ? name : "list");
        getElement().setAttribute("aria-hidden", "true");
    }

    private static Set<String> names() {
        try (var sprite = Icon.class.getResourceAsStream("/META-INF/resources/" + SPRITE)) {
            if (sprite == null) {
                return Set.of();
            }
            var text = new String(sprite.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("<symbol id=\"([a-z-]+)\"")
                    .matcher(text)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
