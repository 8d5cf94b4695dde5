package org.casewright.expression;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values as plain text, the same in every language. */
final class Texts {
    private Texts() {}

    static String plain(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            case Values values -> plain(Comparing.identity(values));
            case List<?> list -> {
                List<String> items = new ArrayList<>();
                list.forEach(item -> items.add(plain(item)));
                yield String.join(", ", items);
            }
            default -> value.toString();
        };
    }
}
