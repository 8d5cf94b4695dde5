package org.casewright.loading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.casewright.definition.EntityDefinition.BreakGlassDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Reads how a record is opened for some hours to who says why. */
final class BreakGlassReader {

    private static final String AT = "/x-entity/breakGlass";
    private static final String OWNER = "owner";

    private final JsonFile file;
    private final References references;
    private final Problems problems;

    BreakGlassReader(JsonFile file, References references, Problems problems) {
        this.file = file;
        this.references = references;
        this.problems = problems;
    }

    @Nullable
    BreakGlassDefinition read(Ownership ownership, Collection<PropertyDefinition> properties) {
        var node = file.root().at(AT);
        if (node.isMissingNode()) {
            return null;
        }
        if (ownership instanceof Ownership.None) {
            problem(
                    "",
                    "Reference data are read by everybody.",
                    "Leave it out, or let \"ownership\" be \"unit\" or a parent's.");
        }
        return new BreakGlassDefinition(
                node.path("hours").asInt(0),
                roles("/roles"),
                FieldClasses.read(file, AT + "/fieldClasses", properties, problems),
                told());
    }

    private List<String> roles(String pointer) {
        var roles = texts(pointer);
        for (var i = 0; i < roles.size(); i++) {
            references.role(roles.get(i), false, file.at(AT + pointer + "/" + i));
        }
        return roles;
    }

    private List<String> told() {
        var announce = file.root().at(AT + "/announce");
        if (announce.isString() && !announce.stringValue().equals(OWNER)) {
            problem(
                    "/announce",
                    "“" + announce.stringValue() + "” is nobody who could be told.",
                    "Write \"owner\", or a list of roles.");
        }
        return roles("/announce");
    }

    private List<String> texts(String pointer) {
        var texts = new ArrayList<String>();
        file.root().at(AT + pointer).forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    private void problem(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.at(AT + pointer), message, advice));
    }
}
