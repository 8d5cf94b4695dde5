package org.casewright.problem;

import java.util.List;

/** What the asker cannot mend by changing a value: forbidden, not found, malformed, definitions broken, out of order. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<Problem> problems;

    /** Refuses with one sentence that may be shown to the asker. */
    public Refusal(ErrorCode code, String message) {
        this(code, message, List.of());
    }

    /** Refuses with all the problems found. */
    public Refusal(ErrorCode code, String message, List<Problem> problems) {
        super(message);
        this.code = code;
        this.problems = List.copyOf(problems);
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

    /** The sentence that may be shown. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
