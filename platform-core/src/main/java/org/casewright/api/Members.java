package org.casewright.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Members of bodies that the platform, not a schema, defines. */
final class Members {

    private Members() {}

    static void requireKnown(ObjectNode body, Set<String> known) {
        for (var name : body.propertyNames()) {
            if (!known.contains(name)) {
                throw invalid(
                        "/" + Texts.escapePointer(name),
                        ErrorCode.UNKNOWN_PROPERTY,
                        "There is no such member." + Suggestion.of(name, known));
            }
        }
    }

    static @Nullable String text(ObjectNode body, String name) {
        var given = body.get(name);
        if (given == null || given.isNull()) {
            return null;
        }
        if (given.isString()) {
            return given.stringValue();
        }
        throw invalid("/" + name, ErrorCode.TYPE, "This must be a text.");
    }

    /** The member as a list of texts; an empty one when it is absent. */
    static List<String> texts(ObjectNode body, String name) {
        var given = body.get(name);
        if (given == null || given.isNull()) {
            return List.of();
        }
        var texts = new ArrayList<String>();
        for (var each : given) {
            if (each.isString()) {
                texts.add(each.stringValue());
            }
        }
        if (!given.isArray() || texts.size() != given.size()) {
            throw invalid("/" + name, ErrorCode.TYPE, "This must be a list of texts.");
        }
        return texts;
    }

    /** The member as an object; an empty one when it is absent. */
    static ObjectNode object(ObjectNode body, String name) {
        var given = body.get(name);
        if (given == null || given.isNull()) {
            return Json.object();
        }
        if (given instanceof ObjectNode object) {
            return object;
        }
        throw invalid("/" + name, ErrorCode.TYPE, "This must be an object.");
    }

    static Refusal invalid(String pointer, ErrorCode code, String message) {
        return new Refusal(
                ErrorCode.INVALID, "The body is not as it must be.", List.of(Problem.at(pointer, code, message)));
    }
}
