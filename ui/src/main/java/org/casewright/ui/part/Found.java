package org.casewright.ui.part;

import com.vaadin.flow.data.provider.CallbackDataProvider;
import com.vaadin.flow.data.provider.DataProvider;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is found for what is typed. A field asks how many there are and then which: it is looked for once. */
public final class Found<T> {

    private final Function<String, Stream<T>> search;
    private String words = "";
    private @Nullable List<T> last;

    private Found(Function<String, Stream<T>> search) {
        this.search = search;
    }

    /** For one field, whatever words it asks for. */
    public static <T> CallbackDataProvider<T, String> by(Function<String, Stream<T>> search) {
        var found = new Found<>(search);
        return DataProvider.fromFilteringCallbacks(
                query -> found.known(query.getFilter().orElse("")).stream()
                        .skip(query.getOffset())
                        .limit(query.getLimit()),
                query -> found.anew(query.getFilter().orElse("")).size());
    }

    private List<T> anew(String asked) {
        var found = search.apply(asked).toList();
        words = asked;
        last = found;
        return found;
    }

    private List<T> known(String asked) {
        var found = last;
        return found != null && words.equals(asked) ? found : anew(asked);
    }
}
