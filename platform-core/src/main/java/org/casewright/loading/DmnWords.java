package org.casewright.loading;

import java.util.Map;
import java.util.Set;

/** What of DMN 1.3 this version reads: attributes and parts by element. The rest is refused by name. */
final class DmnWords {

    static final String DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/";
    static final String CAMUNDA = "http://camunda.org/schema/1.0/dmn";

    /** What other versions call the same. */
    static final Map<String, String> VERSIONS = Map.of(
            "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "1.1",
            "http://www.omg.org/spec/DMN/20180521/MODEL/", "1.2",
            "https://www.omg.org/spec/DMN/20211108/MODEL/", "1.4",
            "https://www.omg.org/spec/DMN/20230324/MODEL/", "1.5");

    static final Set<String> DRAWING = Set.of(
            "https://www.omg.org/spec/DMN/20191111/DMNDI/",
            "http://www.omg.org/spec/DMN/20180521/DI/",
            "http://www.omg.org/spec/DMN/20180521/DC/",
            "http://bpmn.io/schema/dmn/biodi/1.0",
            "http://bpmn.io/schema/dmn/biodi/2.0",
            "http://camunda.org/schema/modeler/1.0",
            "http://www.w3.org/2001/XMLSchema-instance");

    /** What FEEL is called. */
    static final Set<String> FEEL = Set.of(
            "feel",
            "FEEL",
            "http://www.omg.org/spec/FEEL/20140401",
            "http://www.omg.org/spec/DMN/20180521/FEEL/",
            "https://www.omg.org/spec/DMN/20191111/FEEL/");

    /** Notes and drawing: kept, without meaning. */
    static final Set<String> NOTES = Set.of(
            "description",
            "question",
            "allowedAnswers",
            "textAnnotation",
            "association",
            "group",
            "knowledgeSource",
            "authorityRequirement",
            "annotation",
            "annotationEntry");

    /** Attributes and parts of an element. */
    record Element(Set<String> attributes, Set<String> parts) {}

    private static final Element CELL = new Element(Set.of("id", "label", "expressionLanguage"), Set.of("text"));

    static final Map<String, Element> ELEMENTS = Map.ofEntries(
            Map.entry(
                    "definitions",
                    new Element(
                            Set.of(
                                    "id",
                                    "name",
                                    "namespace",
                                    "exporter",
                                    "exporterVersion",
                                    "expressionLanguage",
                                    "typeLanguage"),
                            Set.of("decision", "extensionElements"))),
            Map.entry(
                    "decision",
                    new Element(
                            Set.of("id", "name", "label"),
                            Set.of("variable", "decisionTable", "literalExpression", "extensionElements"))),
            Map.entry("extensionElements", new Element(Set.of(), Set.of())),
            Map.entry("variable", new Element(Set.of("id", "name", "label", "typeRef"), Set.of())),
            Map.entry(
                    "decisionTable",
                    new Element(
                            Set.of("id", "label", "hitPolicy", "aggregation", "preferredOrientation", "outputLabel"),
                            Set.of("input", "output", "rule", "extensionElements"))),
            Map.entry("input", new Element(Set.of("id", "label"), Set.of("inputExpression", "extensionElements"))),
            Map.entry(
                    "inputExpression",
                    new Element(Set.of("id", "label", "typeRef", "expressionLanguage"), Set.of("text"))),
            Map.entry(
                    "output",
                    new Element(
                            Set.of("id", "label", "name", "typeRef"),
                            Set.of("outputValues", "defaultOutputEntry", "extensionElements"))),
            Map.entry("outputValues", CELL),
            Map.entry("defaultOutputEntry", CELL),
            Map.entry(
                    "rule",
                    new Element(Set.of("id", "label"), Set.of("inputEntry", "outputEntry", "extensionElements"))),
            Map.entry("inputEntry", CELL),
            Map.entry("outputEntry", CELL),
            Map.entry(
                    "literalExpression",
                    new Element(Set.of("id", "label", "typeRef", "expressionLanguage"), Set.of("text"))),
            Map.entry("text", new Element(Set.of(), Set.of())));

    /** Why an element is not read. */
    static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("import", "Nothing is read from elsewhere."),
            Map.entry("importedValues", "Nothing is read from elsewhere."),
            Map.entry("itemDefinition", "Types are string, boolean, integer, long, double and date."),
            Map.entry("inputData", "A decision reads the record that it is asked about."),
            Map.entry("informationRequirement", "Another decision is asked by decide(\"NAME\")."),
            Map.entry("knowledgeRequirement", "Functions cannot be defined here."),
            Map.entry("businessKnowledgeModel", "Functions cannot be defined here."),
            Map.entry("functionDefinition", "Functions cannot be defined here."),
            Map.entry("invocation", "Another decision is asked by decide(\"NAME\")."),
            Map.entry("decisionService", "A decision is asked by its name."),
            Map.entry("context", "A decision is a table or one expression."),
            Map.entry("relation", "A decision is a table or one expression."),
            Map.entry("list", "A decision is a table or one expression."),
            Map.entry("inputValues", "Which values there are is said by the property's schema."));

    private DmnWords() {}
}
