package org.casewright.problem;

import java.util.List;
import java.util.Locale;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;

/** What the asker cannot mend by changing a value: forbidden, not found, malformed, definitions broken, out of order. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Message text;
    private final transient List<Problem> problems;

    /** Refuses with one sentence that may be shown to the asker. */
    public Refusal(ErrorCode code, String english) {
        this(code, english, List.of());
    }

    /** Refuses with all the problems found. */
    public Refusal(ErrorCode code, String english, List<Problem> problems) {
        this(code, Message.of(english), problems);
    }

    /** Refuses with all the problems found, below a sentence in the reader's language. */
    public Refusal(ErrorCode code, Message text, List<Problem> problems) {
        super(text.toString());
        this.code = code;
        this.text = text;
        this.problems = List.copyOf(problems);
    }

    /** Refuses with one sentence, as {@link Message#of} takes it. */
    public static Refusal of(ErrorCode code, String english, @Nullable Object... values) {
        return new Refusal(code, Message.of(english, values), List.of());
    }

    /** The same words for what is not there and for what the asker may not know of. */
    public static Refusal notFound() {
        return new Refusal(ErrorCode.NOT_FOUND, "There is nothing here, or it is not open to you.");
    }

    /** What kind. */
    public ErrorCode code() {
        return code;
    }

    /** Details; may be empty. */
    public List<Problem> problems() {
        return problems;
    }

    /** The sentence that may be shown, in whatever language. */
    public Message text() {
        return text;
    }

    /** The sentence that may be shown, in English. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** The sentence that may be shown, in the language of this locale as far as it is translated. */
    public String sentenceIn(Locale locale) {
        return text.in(locale);
    }
}
