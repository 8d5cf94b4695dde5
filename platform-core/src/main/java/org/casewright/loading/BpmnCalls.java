package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.casewright.definition.ProcessDefinition;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Call activities: whether what they call is there, works on the record that they hand on, and does not call itself. */
final class BpmnCalls {

    /**
     * A process calls another.
     *
     * @param called its id
     * @param entity of the record with which it is called; null when nobody can say
     */
    record Call(Location at, String called, @Nullable String entity) {}

    private final String label;
    private final Problems problems;
    private final List<Call> calls = new ArrayList<>();

    BpmnCalls(String label, Problems problems) {
        this.label = label;
        this.problems = problems;
    }

    List<Call> calls() {
        return calls;
    }

    void read(XmlElement element, BpmnFeel checks) {
        var called = element.attribute("calledElement").orElse("").strip();
        if (called.isEmpty() || called.startsWith("=") || called.contains("${")) {
            problems.add(Problem.in(
                    element.at(label),
                    "Nothing says which process is called.",
                    "Give it calledElement with the id of a process."));
            return;
        }
        var record = BpmnReader.properties(element).get("record");
        var subject = record == null
                ? null
                : checks.subject(element, record.strip().replaceFirst("^=", "").strip());
        if (record == null || subject != null) {
            calls.add(new Call(element.at(label), called, subject == null ? checks.entity() : subject.entity()));
        }
    }

    /**
     * Looks at the calls of all processes.
     *
     * @param read processes that could be read, by id
     * @param there ids of all processes, read or not
     * @param needs modules that a module needs
     */
    static void check(
            Map<String, List<Call>> calls,
            Map<String, ProcessDefinition> read,
            Set<String> there,
            Map<String, Set<String>> needs,
            Problems problems) {
        calls.forEach((id, made) -> made.forEach(call -> {
            var caller = read.get(id);
            var called = read.get(call.called());
            if (called == null) {
                if (!there.contains(call.called())) {
                    tell(
                            problems,
                            call,
                            "There is no process “" + call.called() + "”.",
                            Similar.advice(call.called(), there));
                }
            } else if (caller != null) {
                fits(call, caller, called, needs, problems);
            }
        }));
        circles(calls, problems);
    }

    private static void fits(
            Call call,
            ProcessDefinition caller,
            ProcessDefinition called,
            Map<String, Set<String>> needs,
            Problems problems) {
        var other = called.module();
        if (!other.equals(caller.module())
                && !needs.getOrDefault(caller.module(), Set.of()).contains(other)) {
            tell(
                    problems,
                    call,
                    "The process “" + called.id() + "” belongs to the module “" + other
                            + "”, which this one does not need.",
                    "Name it in \"needs\" of module.json.");
        }
        if (call.entity() != null && !call.entity().equals(called.entity())) {
            tell(
                    problems,
                    call,
                    "“" + called.id() + "” works on " + called.entity() + ", and is called with a record of "
                            + call.entity() + ".",
                    "Give it the camunda:property “record”, such as = record.reader.");
        }
    }

    /** A process that calls itself, at once or by way of others, would never end to begin. */
    private static void circles(Map<String, List<Call>> calls, Problems problems) {
        calls.forEach((id, made) -> made.stream()
                .filter(call -> reaches(call.called(), id, calls, new LinkedHashMap<>()))
                .forEach(call -> tell(
                        problems,
                        call,
                        "The process “" + id + "” calls itself"
                                + (call.called().equals(id) ? "." : " by way of “" + call.called() + "”."),
                        "Let a flow lead back instead.")));
    }

    private static boolean reaches(String from, String to, Map<String, List<Call>> calls, Map<String, Boolean> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.put(from, true) == null
                && calls.getOrDefault(from, List.of()).stream()
                        .anyMatch(call -> reaches(call.called(), to, calls, seen));
    }

    private static void tell(Problems problems, Call call, String message, @Nullable String advice) {
        problems.add(Problem.in(call.at(), message, advice));
    }
}
