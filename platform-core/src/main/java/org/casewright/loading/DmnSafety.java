package org.casewright.loading;

import static org.casewright.loading.DmnWords.CAMUNDA;
import static org.casewright.loading.DmnWords.DMN;

import java.util.HashSet;
import java.util.Set;
import javax.xml.XMLConstants;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;

/** Refuses all of a DMN file that this version does not evaluate, so that nothing in it is silently without meaning. */
final class DmnSafety {

    private final String label;
    private final Problems problems;
    private final Set<String> ids = new HashSet<>();

    DmnSafety(String label, Problems problems) {
        this.label = label;
        this.problems = problems;
    }

    void check(XmlElement element) {
        var words = DmnWords.ELEMENTS.getOrDefault(element.local(), new DmnWords.Element(Set.of(), Set.of()));
        attributes(element, words);
        element.attribute("id").ifPresent(id -> {
            if (!ids.add(id)) {
                problem(element, "The id “" + id + "” stands twice in this file.", "Give each element another id.");
            }
        });
        for (var part : element.children()) {
            var namespace = part.name().namespace();
            if (DmnWords.DRAWING.contains(namespace)) {
                continue;
            }
            if (!namespace.equals(DMN)) {
                problem(
                        part,
                        "<" + part.local() + "> of “" + namespace + "” is not known here.",
                        "Only DMN 1.3 is read.");
            } else if (words.parts().contains(part.local())) {
                check(part);
            } else if (!DmnWords.NOTES.contains(part.local())) {
                problem(
                        part,
                        "<" + part.local() + "> in <" + element.local() + ">: "
                                + DmnWords.REFUSED.getOrDefault(part.local(), "It is not read in this version."),
                        "Leave it out.");
            }
        }
    }

    private void attributes(XmlElement element, DmnWords.Element words) {
        element.attributes().forEach((name, value) -> {
            var namespace = name.namespace();
            if (namespace.isEmpty()) {
                plain(element, words, name.local(), value);
            } else if (namespace.equals(CAMUNDA)) {
                camunda(element, name.local());
            } else if (!namespace.equals(XMLConstants.XML_NS_URI) && !DmnWords.DRAWING.contains(namespace)) {
                problem(
                        element,
                        "The attribute “" + name.local() + "” of “" + namespace + "” is not known here.",
                        "Only DMN 1.3 is read.");
            }
        });
    }

    private void plain(XmlElement element, DmnWords.Element words, String name, String value) {
        if (!words.attributes().contains(name)) {
            problem(
                    element,
                    "The attribute “" + name + "” of <" + element.local() + "> is not known here.",
                    Similar.advice(name, words.attributes()));
        } else if ((name.equals("expressionLanguage") || name.equals("typeLanguage"))
                && !DmnWords.FEEL.contains(value)) {
            problem(
                    element,
                    "Scripts are never run, and this is in “" + value + "”.",
                    "Write it in FEEL, and leave " + name + " out.");
        }
    }

    /** How long history is kept is said by settings; the rest of Camunda's attributes belongs to its own engine. */
    private void camunda(XmlElement element, String name) {
        if (!Set.of("historyTimeToLive", "versionTag", "diagramRelationId").contains(name)) {
            problem(
                    element,
                    "camunda:" + name + " is not known here.",
                    name.equals("inputVariable") ? "The cells call the input ?." : "Leave it out.");
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
