package org.casewright.ui.shell;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.util.Map;
import org.casewright.ui.part.Icon;
import org.casewright.ui.part.Keys;

/** The search of the top line: a number or words, over everything that the asker may read. */
class SearchBox extends TextField {

    private static final long serialVersionUID = 1L;

    SearchBox() {
        addClassName("search");
        setPlaceholder(text("Search names and numbers"));
        setAriaLabel(text("Search names and numbers"));
        setPrefixComponent(new Icon("search"));
        setSuffixComponent(new Keys("/"));
        getElement().setAttribute("data-key", "/");
        addKeyPressListener(Key.ENTER, event -> search());
    }

    private void search() {
        var words = getValue().strip();
        if (!words.isEmpty()) {
            clear();
            // So that the keys of the page of results are keys again, and not letters of the next search.
            blur();
            UI.getCurrent().navigate("search", QueryParameters.simple(Map.of("for", words)));
        }
    }
}
