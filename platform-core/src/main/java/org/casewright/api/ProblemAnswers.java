package org.casewright.api;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Fault;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.problem.Severity;
import org.casewright.records.Outcome;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Problems as RFC 9457 says them, in the language that is asked for. What is not the asker's fault gets a reference that stands in the log too. */
final class ProblemAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);

    private ProblemAnswers() {}

    /** A problem in one sentence. */
    static Answer of(ErrorCode code, Message detail) {
        return answer(code, body(code, detail));
    }

    /** A problem in one sentence, with a document that says more as a member. */
    static Answer of(ErrorCode code, Message detail, String member, JsonNode document) {
        var body = body(code, detail);
        body.set(member, document);
        return answer(code, body);
    }

    /** Everything that is wrong with what was given. */
    static Answer rejected(List<Problem> problems) {
        var body = body(ErrorCode.INVALID, Message.of("What was given cannot be saved: see errors."));
        addErrors(body, problems);
        return answer(ErrorCode.INVALID, body);
    }

    /** Somebody was faster; says who changed what. */
    static Answer stale(Outcome.Stale stale) {
        var body = body(ErrorCode.STALE, Message.of("The record was changed since the version that you saw."));
        body.put("by", stale.by());
        var changed = body.putArray("changed");
        var errors = body.putArray("errors");
        for (var property : stale.changed()) {
            changed.add(property);
            errors.addObject()
                    .put("pointer", "/" + Texts.escapePointer(property))
                    .put("code", ErrorCode.STALE.code())
                    .put("message", Message.of("Changed in the meantime.").in(LocaleContextHolder.getLocale()));
        }
        return answer(ErrorCode.STALE, body)
                .with("ETag", ETags.of(stale.current().system().version()));
    }

    /** Whatever was thrown. */
    static Answer of(Throwable thrown) {
        return switch (thrown) {
            case Refusal refusal when refusal.code().fault() == Fault.USER -> refused(refusal);
            case Refusal refusal
            when refusal.code() == ErrorCode.UNAVAILABLE || refusal.code() == ErrorCode.ACCESS_CHANGED ->
                of(refusal.code(), refusal.text()).with("Retry-After", "5");
            case Refusal refusal
            when refusal.code().fault() == Fault.MODULE ->
                logged(refusal.code(), Message.of("A definition failed; tell the author of the module"), thrown);
            default -> failed(thrown);
        };
    }

    private static Answer refused(Refusal refusal) {
        var body = body(refusal.code(), refusal.text());
        addErrors(body, refusal.problems());
        var answer = answer(refusal.code(), body);
        return refusal.code() == ErrorCode.UNAUTHENTICATED
                ? answer.with("WWW-Authenticate", "Bearer realm=\"casewright\"")
                : answer;
    }

    private static Answer failed(Throwable thrown) {
        var state = sqlState(thrown);
        if (state == null) {
            return logged(ErrorCode.INTERNAL, Message.of("Something went wrong here, not with what you sent"), thrown);
        }
        return switch (state) {
            case "40001", "40P01", "55P03" ->
                of(ErrorCode.UNAVAILABLE, Message.of("Others are changing the same records: try again."))
                        .with("Retry-After", "1");
            case "57014" ->
                of(ErrorCode.UNAVAILABLE, Message.of("This took too long: ask for less."))
                        .with("Retry-After", "5");
            case "23503", "23505" ->
                of(
                        ErrorCode.CONFLICT,
                        Message.of("Others changed what this refers to, or were faster with the same values."));
            default ->
                state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")
                        ? logged(ErrorCode.UNAVAILABLE, Message.of("The database is not available now"), thrown)
                                .with("Retry-After", "5")
                        : logged(
                                ErrorCode.INTERNAL,
                                Message.of("Something went wrong here, not with what you sent"),
                                thrown);
        };
    }

    private static @Nullable String sqlState(Throwable thrown) {
        var cause = thrown;
        for (var depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException sql) {
                return sql.getSQLState() == null ? "08000" : sql.getSQLState();
            }
            cause = cause.getCause();
        }
        return null;
    }

    private static Answer logged(ErrorCode code, Message detail, Throwable thrown) {
        var reference = UUID.randomUUID().toString();
        LOG.error("Request failed, reference {}", reference, thrown);
        var body = body(code, Message.of("{0}; the reference is {1}.", detail, reference));
        body.put("reference", reference);
        return answer(code, body);
    }

    private static ObjectNode body(ErrorCode code, Message detail) {
        var body = Json.object();
        body.put("type", "about:blank");
        body.put("title", HttpStatus.valueOf(code.status()).getReasonPhrase());
        body.put("status", code.status());
        body.put("detail", detail.in(LocaleContextHolder.getLocale()));
        body.put("code", code.code());
        return body;
    }

    private static Answer answer(ErrorCode code, ObjectNode body) {
        if (!body.has("errors")) {
            body.putArray("errors");
        }
        return new Answer(code.status(), Answer.PROBLEM, List.of(), Json.write(body));
    }

    private static void addErrors(ObjectNode body, List<Problem> problems) {
        var errors = body.putArray("errors");
        for (var problem : problems) {
            errors.add(error(problem));
        }
    }

    static ObjectNode error(Problem problem) {
        var error = Json.object();
        error.put("pointer", problem.pointer());
        error.put("code", problem.code().code());
        var message = problem.messageIn(LocaleContextHolder.getLocale());
        error.put("message", problem.advice() == null ? message : message + " " + problem.advice());
        if (problem.rule() != null) {
            error.put("rule", problem.rule());
        }
        if (problem.severity() == Severity.WARNING) {
            error.put("severity", "warning");
        }
        return error;
    }
}
