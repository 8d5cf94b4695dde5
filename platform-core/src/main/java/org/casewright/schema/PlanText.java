package org.casewright.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.casewright.problem.Problem;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A plan for people, and for programs. */
public final class PlanText {

    private static final JsonMapper JSON = JsonMapper.shared();

    private PlanText() {}

    /**
     * As lines.
     *
     * @param sql whether the statements are written as well
     */
    public static String of(Plan plan, boolean sql) {
        var text = new StringBuilder();
        if (plan.differences().isEmpty() && plan.isEmpty()) {
            text.append("Nothing would change.\n");
        } else {
            text.append("Release ").append(plan.release()).append(" would change:\n");
        }
        plan.differences()
                .forEach(difference -> text.append("  ")
                        .append(sign(difference))
                        .append(' ')
                        .append(difference.sentence())
                        .append('\n'));
        var number = 0;
        Phase phase = null;
        for (var step : plan.steps()) {
            if (step.phase() != phase) {
                phase = step.phase();
                text.append(heading(phase)).append('\n');
            }
            text.append(String.format(Locale.ROOT, "  %3d  %s", ++number, step.sentence()))
                    .append(" [")
                    .append(step.duration())
                    .append(step.lock().isEmpty() ? "" : ", " + step.lock())
                    .append(step.blocksWriters() ? ", writers wait" : "")
                    .append("]\n");
            if (sql) {
                step.statements()
                        .forEach(statement -> text.append("       ")
                                .append(statement.replace("\n", "\n       "))
                                .append(";\n"));
            }
        }
        lines(
                text,
                "Changed by hand since the last release:",
                plan.drift().stream().map(Drift::sentence).toList());
        lines(
                text,
                "In the way:",
                plan.problems().stream().map(Problem::toString).toList());
        lines(
                text,
                "Needs consent:",
                plan.consents().stream()
                        .map(difference -> difference.sentence()
                                + (difference instanceof Difference.AccessGained ? " (by a second person)" : ""))
                        .toList());
        return text.toString();
    }

    private static void lines(StringBuilder text, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append(heading).append('\n');
            lines.forEach(line -> text.append("  ").append(line).append('\n'));
        }
    }

    private static String heading(Phase phase) {
        return switch (phase) {
            case PREPARE -> "Prepare, while the old release is served:";
            case SWITCH -> "Switch, in one transaction:";
            case FINISH -> "Finish, while the new release is served:";
        };
    }

    private static char sign(Difference difference) {
        var kind = difference.kind();
        return kind.endsWith("-added") || kind.endsWith("-restored") || kind.endsWith("-gained")
                ? '+'
                : kind.endsWith("-retired") || kind.endsWith("-removed") || kind.endsWith("-lost") ? '-' : '~';
    }

    /** What a release keeps of its plan: sentences as SQL comments, and the statements. */
    public static List<String> lines(Plan plan) {
        var lines = new ArrayList<String>();
        plan.differences().forEach(difference -> lines.add("-- " + difference.sentence()));
        lines.addAll(plan.statements());
        return List.copyOf(lines);
    }

    /** As one JSON document. */
    public static ObjectNode json(Plan plan) {
        var json = JSON.createObjectNode();
        json.put("release", plan.release());
        json.put("refused", plan.isRefused());
        json.put("needsConsent", !plan.consents().isEmpty());
        json.put("needsSecondPerson", !plan.widenings().isEmpty());
        var differences = json.putArray("differences");
        plan.differences().forEach(difference -> {
            var one = JSON.valueToTree(difference);
            var node = differences.addObject().put("kind", difference.kind());
            node.put("sentence", difference.sentence());
            node.put("needsConsent", difference.needsConsent());
            node.setAll((ObjectNode) one);
        });
        var steps = json.putArray("steps");
        plan.steps().forEach(step -> {
            var node = steps.addObject()
                    .put("number", steps.size())
                    .put("phase", step.phase().name().toLowerCase(Locale.ROOT))
                    .put("sentence", step.sentence())
                    .put("lock", step.lock())
                    .put("blocksWriters", step.blocksWriters())
                    .put("seconds", step.seconds());
            var statements = node.putArray("statements");
            step.statements().forEach(statements::add);
        });
        var drift = json.putArray("drift");
        plan.drift()
                .forEach(one -> drift.addObject()
                        .put("table", one.table())
                        .put("kind", one.kind())
                        .put("name", one.name())
                        .put("expected", one.expected())
                        .put("found", one.found())
                        .put("sentence", one.sentence()));
        var problems = json.putArray("problems");
        plan.problems().forEach(problem -> {
            var node = problems.addObject()
                    .put("code", problem.code().code())
                    .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                    .put("message", problem.message())
                    .put("advice", problem.advice());
            if (problem.location() != null) {
                node.put("file", problem.location().file())
                        .put("line", problem.location().line())
                        .put("pointer", problem.location().pointer());
            }
        });
        return json;
    }
}
