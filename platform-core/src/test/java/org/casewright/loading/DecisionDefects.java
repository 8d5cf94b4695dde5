package org.casewright.loading;

import java.util.List;
import java.util.stream.Stream;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** What is wrong with decisions and those who ask them, and what is said of it. */
final class DecisionDefects {

    private static final String DMN = "decisions/late-fee.dmn";
    private static final String BPMN = "workflows/charge.bpmn";
    private static final String ABOUT = " It is asked about records of library/loan.";

    private DecisionDefects() {}

    /** The library with a decision that a process asks. */
    static GoodModules modules() {
        return new GoodModules().with("library", DMN, """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="fees" name="Fees" namespace="n">
                  <decision id="late-fee" name="Late fee" camunda:historyTimeToLive="P30D">
                    <decisionTable id="table" hitPolicy="FIRST">
                      <input id="days"><inputExpression id="days_in" typeRef="integer"><text>record.daysOverdue</text></inputExpression></input>
                      <input id="state"><inputExpression id="state_in"><text>state</text></inputExpression></input>
                      <output id="out_amount" name="amount" typeRef="double" />
                      <output id="out_note" name="remark" typeRef="string" />
                      <rule id="lost">
                        <inputEntry id="l1"><text>-</text></inputEntry>
                        <inputEntry id="l2"><text>"LOST"</text></inputEntry>
                        <outputEntry id="l3"><text>book.price</text></outputEntry>
                        <outputEntry id="l4"><text>"Lost"</text></outputEntry>
                      </rule>
                      <rule id="late">
                        <description>The longer, the dearer.</description>
                        <inputEntry id="d1"><text>[1..30], &gt; 40</text></inputEntry>
                        <inputEntry id="d2"><text></text></inputEntry>
                        <outputEntry id="d3"><text>if reader.pays then 0.5 * daysOverdue else 0</text></outputEntry>
                        <outputEntry id="d4"><text>"Late"</text></outputEntry>
                      </rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """).with("library", BPMN, """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
                  <process id="charge" name="Charge" isExecutable="true">
                    <extensionElements>
                      <camunda:properties><camunda:property name="entity" value="loan" /></camunda:properties>
                    </extensionElements>
                    <startEvent id="begin" />
                    <businessRuleTask id="decide" name="Decide" camunda:decisionRef="late-fee">
                      <extensionElements>
                        <camunda:properties>
                          <camunda:property name="set" value="fee = amount, note = remark" />
                        </camunda:properties>
                      </extensionElements>
                    </businessRuleTask>
                    <endEvent id="end" />
                    <sequenceFlow id="to_decide" sourceRef="begin" targetRef="decide" />
                    <sequenceFlow id="to_end" sourceRef="decide" targetRef="end" />
                  </process>
                </definitions>
                """);
    }

    private static Defect dmn(String name, String old, String changed, String... said) {
        return new Defect(
                name,
                modules().but("library", DMN, old, changed),
                Stream.of(said).map(one -> "library/" + DMN + one).toList());
    }

    private static Defect task(String name, String old, String changed, String... said) {
        return new Defect(
                name,
                modules().but("library", BPMN, old, changed),
                Stream.of(said).map(one -> "library/" + BPMN + one).toList());
    }

    /** A property of the loan that asks. */
    private static GoodModules computed(GoodModules modules, String type, String computed) {
        return modules.but(
                "library",
                "entities/loan.schema.json",
                "\"note\": {",
                "\"worth\": { \"type\": \"" + type + "\", \"x-computed\": " + computed + " }, \"note\": {");
    }

    private static Defect asked(String name, String type, String feel, String said) {
        var computed = "{ \"feel\": \"" + feel.replace("\"", "\\\"") + "\", \"stored\": false }";
        return new Defect(
                name, computed(modules(), type, computed), List.of("library/entities/loan.schema.json" + said));
    }

    static List<Defect> all() {
        return Stream.of(files(), tables(), cells(), tasks(), expressions())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Defect> files() {
        return List.of(
                dmn(
                        "a decision that is no XML",
                        "</decisionTable>",
                        "</decisonTable>",
                        ":22:7: This is not XML: The element type \"decisionTable\" must be terminated by the matching end-tag \"</decisionTable>\"."),
                dmn(
                        "a document type in a decision",
                        "<definitions",
                        "<!DOCTYPE definitions [<!ENTITY a \"b\">]>\n<definitions",
                        ":2:1: A document type stands here; files with entities of their own are never read. Leave <!DOCTYPE ...> out."),
                dmn(
                        "a decision of another version of DMN",
                        "https://www.omg.org/spec/DMN/20191111/MODEL/",
                        "http://www.omg.org/spec/DMN/20180521/MODEL/",
                        ":2:1 #fees: This is DMN 1.2. Save it as DMN 1.3: xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"."),
                dmn(
                        "a file that is no decision",
                        "https://www.omg.org/spec/DMN/20191111/MODEL/",
                        "urn:x",
                        ":2:1 #fees: This is not DMN 1.3: the root is “definitions” of “urn:x”. Draw it with a DMN modeler."),
                dmn(
                        "a decision that is not called as its file",
                        "<decision id=\"late-fee\"",
                        "<decision id=\"fee\"",
                        ":3:3 #fee: The decision is called “fee” and its file “late-fee.dmn”. Give both the same name."),
                dmn(
                        "two decisions in one file",
                        "  </decision>\n",
                        "  </decision><decision id=\"two\" name=\"Two\" />\n",
                        ":2:1 #fees: There are 2 decisions in this file. Put exactly one into each file; one asks another by decide(\"NAME\")."),
                new Defect(
                        "a decision without logic",
                        modules()
                                .but("library", DMN, "decisionTable id=\"table\" hitPolicy=\"FIRST\"", "question")
                                .but("library", DMN, "</decisionTable>", "</question>"),
                        List.of(
                                "library/decisions/late-fee.dmn:3:3 #late-fee: Nothing says how it is decided. Give it one decisionTable, or one literalExpression.")),
                dmn(
                        "a script in a decision",
                        "<text>\"LOST\"</text>",
                        "<text>\"LOST\"</text><script />",
                        ":11:48 #l2: <script> in <inputEntry>: It is not read in this version. Leave it out."),
                dmn(
                        "another expression language",
                        "<inputEntry id=\"l1\">",
                        "<inputEntry id=\"l1\" expressionLanguage=\"juel\">",
                        ":10:9 #l1: Scripts are never run, and this is in “juel”. Write it in FEEL, and leave expressionLanguage out."),
                dmn(
                        "a decision of Camunda's own words",
                        "<input id=\"days\">",
                        "<input id=\"days\" camunda:inputVariable=\"days\">",
                        ":5:7 #days: camunda:inputVariable is not known here. The cells call the input ?."),
                dmn(
                        "a requirement of another decision",
                        "<decisionTable",
                        "<informationRequirement><requiredDecision href=\"#x\" /></informationRequirement><decisionTable",
                        ":4:5 #late-fee: <informationRequirement> in <decision>: Another decision is asked by decide(\"NAME\"). Leave it out."),
                dmn(
                        "data that nobody gives",
                        "  <decision id",
                        "  <inputData id=\"i\" name=\"I\" /><decision id",
                        ":3:3 #i: <inputData> in <definitions>: A decision reads the record that it is asked about. Leave it out."),
                dmn(
                        "a function of one's own",
                        "  <decision id",
                        "  <businessKnowledgeModel id=\"b\" name=\"B\" /><decision id",
                        ":3:3 #b: <businessKnowledgeModel> in <definitions>: Functions cannot be defined here. Leave it out."),
                dmn(
                        "an unknown attribute",
                        "hitPolicy=\"FIRST\"",
                        "hitpolicy=\"FIRST\"",
                        ":4:5 #table: The attribute “hitpolicy” of <decisionTable> is not known here. Did you mean “hitPolicy”?"),
                dmn(
                        "an id that stands twice",
                        "<inputEntry id=\"l2\">",
                        "<inputEntry id=\"l1\">",
                        ":11:9 #l1: The id “l1” stands twice in this file. Give each element another id."));
    }

    private static List<Defect> tables() {
        return List.of(
                dmn(
                        "a hit policy that is none",
                        "\"FIRST\"",
                        "\"FRIST\"",
                        ":4:5 #table: There is no hit policy “FRIST”. Known here: ANY, COLLECT, FIRST, OUTPUT ORDER, PRIORITY, RULE ORDER, UNIQUE."),
                dmn(
                        "an aggregation without collecting",
                        "\"FIRST\"",
                        "\"FIRST\" aggregation=\"SUM\"",
                        ":4:5 #table: The hit policy FIRST puts nothing together by SUM. Leave “aggregation” out, or take the hit policy COLLECT."),
                dmn(
                        "an aggregation of two outputs",
                        "\"FIRST\"",
                        "\"COLLECT\" aggregation=\"SUM\"",
                        ":4:5 #table: SUM puts one output together, and there are 2. Keep one."),
                dmn(
                        "a priority without values",
                        "\"FIRST\"",
                        "\"PRIORITY\"",
                        ":4:5 #table: The hit policy PRIORITY goes by the order of an output's values, and none has any. Give an output <outputValues>, the first first."),
                dmn(
                        "a result that is none of the values",
                        "name=\"remark\" typeRef=\"string\" />",
                        "name=\"remark\" typeRef=\"string\"><outputValues><text>\"Lost\"</text></outputValues></output>",
                        ":20:9 #d4: `\"Late\"` is none of the values of “remark”. Write one of its outputValues."),
                dmn(
                        "values of another type",
                        "name=\"amount\" typeRef=\"double\" />",
                        "name=\"amount\" typeRef=\"double\"><outputValues><text>\"1\", \"2\"</text></outputValues></output>",
                        ":7:62 #out_amount: `\"1\", \"2\"` is no list of values of the type double. Write them out with commas between, such as 1, 2."),
                dmn(
                        "an output without a name",
                        "name=\"amount\" typeRef",
                        "typeRef",
                        ":7:7 #out_amount: An output has no name. Give it one in camelCase, so that it can be read as decide(\"late-fee\").amount."),
                dmn(
                        "an output without a type",
                        "name=\"amount\" typeRef=\"double\"",
                        "name=\"amount\"",
                        ":7:7 #out_amount: An output has no type. Give it typeRef: string, boolean, integer, long, double, date."),
                dmn(
                        "two outputs of one name",
                        "name=\"remark\"",
                        "name=\"amount\"",
                        ":8:7 #out_note: There are two outputs “amount”. Give each another name."),
                dmn(
                        "a type that is none",
                        "typeRef=\"double\"",
                        "typeRef=\"number\"",
                        ":7:7 #out_amount: There is no type “number” here. Write double, or integer for whole numbers."),
                dmn(
                        "a rule with a cell too many",
                        "<outputEntry id=\"l4\">",
                        "<outputEntry id=\"l5\"><text>1</text></outputEntry><outputEntry id=\"l4\">",
                        ":9:7 #lost: The rule has 2 inputEntry and 3 outputEntry. The table has 2 inputs and 2 outputs."),
                dmn(
                        "values of an input",
                        "<text>state</text></inputExpression>",
                        "<text>state</text></inputExpression><inputValues><text>\"OUT\"</text></inputValues>",
                        ":6:92 #state: <inputValues> in <input>: Which values there are is said by the property's schema. Leave it out."));
    }

    private static List<Defect> cells() {
        return List.of(
                dmn(
                        "an input of another type",
                        "typeRef=\"integer\"",
                        "typeRef=\"string\"",
                        ":5:24 #days_in: In `record.daysOverdue` at column 1: it gives a number where a text is wanted."
                                + ABOUT),
                dmn(
                        "an input that is not there",
                        "record.daysOverdue",
                        "record.daysOverdu",
                        ":5:24 #days_in: In `record.daysOverdu` at column 1: there is no daysOverdu; did you mean daysOverdue?"
                                + ABOUT),
                dmn(
                        "a cell of another type",
                        "[1..30], &gt; 40",
                        "\"long\"",
                        ":17:9 #d1: In `\"long\"` at column 1: a number is never compared with a text." + ABOUT),
                dmn(
                        "a code that is not in the list",
                        "\"LOST\"",
                        "\"LOSS\"",
                        ":11:9 #l2: In `\"LOSS\"` at column 1: there is no code \"LOSS\"; did you mean LOST?" + ABOUT),
                dmn(
                        "a cell that cannot be read",
                        "[1..30], &gt; 40",
                        "[1..30, &gt; 40",
                        ":17:9 #d1: In `[1..30, > 40` at column 7: , stands here where ] or ) at the end of the range is expected."),
                dmn(
                        "a result of another type",
                        "if reader.pays then 0.5 * daysOverdue else 0",
                        "\"much\"",
                        ":19:9 #d3: `\"much\"` is not of the type double. Change it, or the output's typeRef."),
                dmn(
                        "an expression of another type",
                        "if reader.pays then 0.5 * daysOverdue else 0",
                        "today()",
                        ":19:9 #d3: In `today()` at column 1: it gives a date where a number is wanted." + ABOUT),
                dmn(
                        "a result that is not written",
                        "<text>\"Lost\"</text>",
                        "<text></text>",
                        ":13:9 #l4: Nothing stands in <outputEntry>. Write a value or an expression, or null."),
                dmn(
                        "a record where a value is wanted",
                        "\"Late\"",
                        "reader",
                        ":20:9 #d4: `reader` gives a record where a value is wanted. Name a property of it." + ABOUT),
                dmn(
                        "a decision that depends on who asks",
                        "if reader.pays then",
                        "if actor.unit = \"A\" then",
                        ":19:9 #d3: `if actor.unit = \"A\" then 0.5 * daysOverdue else 0` depends on who asks. A decision says the same to everybody."),
                dmn(
                        "a setting that is not there",
                        "0.5 * daysOverdue",
                        "setting(\"feePerDay\")",
                        ":19:9 #d3: In `if reader.pays then setting(\"feePerDay\") else 0`: there is no setting “feePerDay”. Known here: loanDays, patience."
                                + ABOUT),
                dmn(
                        "a decision that asks itself",
                        "0.5 * daysOverdue",
                        "decide(\"late-fee\").amount",
                        ":3:3 #late-fee: Decisions ask each other in a circle: library/late-fee -> library/late-fee. Let one of them decide from the record alone."));
    }

    private static List<Defect> tasks() {
        return List.of(
                task(
                        "a task that asks nothing",
                        " camunda:decisionRef=\"late-fee\"",
                        "",
                        ":8:5 #decide: The task asks no decision. Give it camunda:decisionRef with the name of a file in decisions/."),
                task(
                        "a decision that is not there",
                        "late-fee",
                        "late-fees",
                        ":11:11 #decide: There is no decision “late-fees” in this module. Did you mean “late-fee”?"),
                task(
                        "an output that is not there",
                        "fee = amount",
                        "fee = amout",
                        ":11:11 #decide: In `decide(\"late-fee\").amout` at column 1: there is no amout; did you mean amount?"),
                task(
                        "a property that is not there",
                        "note = remark",
                        "notes = remark",
                        ":11:11 #decide: “library/loan” has no property “notes”. Did you mean “note”?"),
                task(
                        "a computed property that a decision sets",
                        "note = remark",
                        "dueOn = remark",
                        ":11:11 #decide: “dueOn” is computed. Set what it is computed from."),
                task(
                        "an output of another type",
                        "note = remark",
                        "note = amount",
                        ":11:11 #decide: In `decide(\"late-fee\").amount` at column 1: it gives a number where a text is wanted."),
                task(
                        "codes that the decision gives and the list has not",
                        "note = remark",
                        "state = remark",
                        ":11:11 #decide: “remark” can be “Late”, and “state” has no such code. Known here: BACK, LOST, OUT.",
                        ":11:11 #decide: “remark” can be “Lost”, and “state” has no such code. Did you mean “LOST”?"),
                task(
                        "a pair that is none",
                        "note = remark",
                        "note",
                        ":11:11 #decide: “note” sets nothing. Write PROPERTY = OUTPUT, such as amount = amount, currency = currency."),
                task(
                        "a task that sets nothing",
                        "<camunda:property name=\"set\" value=\"fee = amount, note = remark\" />",
                        "",
                        ":8:5 #decide: The task sets nothing. Give it the camunda:property “set”. Write PROPERTY = OUTPUT, such as amount = amount, currency = currency."),
                task(
                        "a result that is kept",
                        "camunda:decisionRef",
                        "camunda:resultVariable=\"x\" camunda:decisionRef",
                        ":8:5 #decide: camunda:resultVariable: Record values are never copied into process variables. Leave it out."));
    }

    private static List<Defect> expressions() {
        return List.of(
                asked(
                        "a computed value that asks for an unknown decision",
                        "number",
                        "decide(\"late-fees\").amount",
                        ":29:58 /properties/worth/x-computed/feel: There is no decision “late-fees” in this module. Did you mean “late-fee”?"),
                asked(
                        "a computed value that asks for an unknown output",
                        "number",
                        "decide(\"late-fee\").amout",
                        ":29:58 /properties/worth/x-computed/feel: In `decide(\"late-fee\").amout` at column 1: there is no amout; did you mean amount?"),
                asked(
                        "a computed value of another type",
                        "string",
                        "decide(\"late-fee\").amount",
                        ":29:58 /properties/worth/x-computed/feel: In `decide(\"late-fee\").amount` at column 1: it gives a number where a text is wanted."),
                asked(
                        "a text that the decision never gives",
                        "boolean",
                        "decide(\"late-fee\").remark = \"Mine\"",
                        ":29:59 /properties/worth/x-computed/feel: In `decide(\"late-fee\").remark = \"Mine\"` at column 29: there is no code \"Mine\"."),
                new Defect(
                        "a decision in a filter",
                        modules()
                                .but(
                                        "library",
                                        "views/loan.views.json",
                                        "state = \\\"OUT\\\" and",
                                        "decide(\\\"late-fee\\\").amount > 1 and"),
                        List.of(
                                "library/views/loan.views.json:4:15 /overdue/filter: In `decide(\"late-fee\").amount > 1 and dueOn < today()`: a filter cannot ask a decision, which looks at whole records; declare a stored x-computed that asks it, and filter by that.")),
                new Defect(
                        "a stored value by a decision that changes with time",
                        computed(
                                modules()
                                        .but("library", DMN, "record.daysOverdue", "days(lentOn, today())")
                                        .but("library", DMN, "0.5 * daysOverdue", "1"),
                                "number",
                                "\"decide(\\\"late-fee\\\").amount\""),
                        List.of(
                                "library/entities/loan.schema.json:29:48 /properties/worth/x-computed: In `decide(\"late-fee\").amount`: the decision “late-fee” changes with time, and this value is stored. Write { \"feel\": ..., \"stored\": false }, or \"refresh\": \"daily\".")),
                new Defect(
                        "computed values that read each other by a decision",
                        computed(
                                modules()
                                        .but("library", DMN, "record.daysOverdue", "worth")
                                        .but("library", DMN, "0.5 * daysOverdue", "1"),
                                "number",
                                "\"decide(\\\"late-fee\\\").amount\""),
                        List.of(
                                "library/entities/loan.schema.json:29:48 /properties/worth/x-computed: In `decide(\"late-fee\").amount`: the computed values read each other in a circle: loan.worth -> loan.worth. Compute one of them from what people enter.")),
                new Defect(
                        "a decision that nobody asks and that fits no entity",
                        modules()
                                .without("library", BPMN)
                                .but("library", DMN, "record.daysOverdue", "record.daysOverdu"),
                        List.of(
                                "library/decisions/late-fee.dmn:5:24 #days_in: In `record.daysOverdu` at column 1: there is no daysOverdu; did you mean daysOverdue?"
                                        + ABOUT)));
    }
}
