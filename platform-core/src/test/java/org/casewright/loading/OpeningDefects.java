package org.casewright.loading;

import java.util.List;
import java.util.stream.Stream;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** What is wrong with steps that open records to others or give them away, and what is said of it. */
final class OpeningDefects {

    private static final String BPMN = "workflows/lend.bpmn";
    private static final String VALUES =
            "<camunda:inputParameter name=\"values\">= {state: \"LOST\", fee: 12.5}</camunda:inputParameter>";
    private static final String OUTCOMES = "<camunda:property name=\"outcomes\" value=\"back=Returned, lost=Lost!\" />";

    private OpeningDefects() {}

    /** The library, whose processes may do all of this. */
    private static GoodModules modules() {
        return new GoodModules()
                .but(
                        "library",
                        "access.json",
                        "\"process:library\": { \"loan\": [ { \"read\": \"all\", \"write\": \"all\" } ] }",
                        "\"process:library\": { \"loan\": [ { \"read\": \"all\", \"write\": \"all\", \"assign\": \"all\", \"share\": \"all\" } ] }");
    }

    private static GoodModules service(String name, String... inputs) {
        return service(modules(), name, inputs);
    }

    private static GoodModules service(GoodModules modules, String name, String... inputs) {
        var text = new StringBuilder();
        for (var i = 0; i < inputs.length; i += 2) {
            text.append("<camunda:inputParameter name=\"" + inputs[i] + "\">" + inputs[i + 1]
                    + "</camunda:inputParameter>\n");
        }
        return modules.but("library", BPMN, "org.casewright.set-fields", "org.casewright." + name)
                .but("library", BPMN, VALUES, text.toString().stripTrailing());
    }

    private static GoodModules handed(GoodModules modules, String team) {
        return modules.but(
                "library",
                BPMN,
                OUTCOMES,
                OUTCOMES + "\n<camunda:property name=\"partnerTeam\" value=\"" + team + "\" />");
    }

    private static Defect defect(String name, GoodModules modules, String... said) {
        return new Defect(
                name,
                modules,
                Stream.of(said).map(one -> "library/" + BPMN + one).toList());
    }

    static List<Defect> all() {
        return Stream.of(shared(), assigned(), toPartners())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Defect> shared() {
        return List.of(
                defect(
                        "a share with nobody for nothing",
                        service("share"),
                        ":22:5 #write_off: Nothing says what the record is shared for. Give the step the input “purpose”, such as Treatment.",
                        ":22:5 #write_off: Nothing says with whom the record is shared. Give the step the input “to”, such as = record.partner."),
                defect(
                        "a share with a book until a word",
                        service("share", "to", "= record.book", "purpose", "= record.fee", "until", "soon"),
                        ":25:11 #write_off: `= record.book` gives a record where a user, a team, a unit or a partner is wanted.",
                        ":26:1 #write_off: `= record.fee` gives a number where a text is wanted.",
                        ":27:1 #write_off: “soon” is not a date, or a date and time. Write it as ISO 8601 says, or FEEL behind =."),
                defect(
                        "a share with somebody who is not named right",
                        service("share", "to", "lib.knf", "purpose", "Help"),
                        ":25:11 #write_off: “lib.knf” is not a user, a team, a unit or a partner. Write user:NAME, team:NAME, unit:CODE or partner:CODE, or FEEL behind =."),
                defect(
                        "a share of what is no privilege, by what is no profile",
                        service(
                                "share",
                                "to",
                                "partner:OTTO",
                                "purpose",
                                "Help",
                                "privileges",
                                "raed",
                                "profile",
                                "MIEN"),
                        ":27:1 #write_off: “raed” is no privilege that can be shared. Known here: append, assign, delete, read, share, write.",
                        ":28:1 #write_off: There is no profile “MIEN”. Known here: MINE."),
                defect(
                        "a share that takes another input",
                        service("share", "to", "unit:KNF", "purpose", "Help", "values", "= {state: \"LOST\"}"),
                        ":27:1 #write_off: The input “values” is not known. Known here: privileges, profile, purpose, to, until."),
                defect(
                        "a share by processes that may not",
                        service(
                                new GoodModules(),
                                "share",
                                "to",
                                "unit:KNF",
                                "purpose",
                                "Help",
                                "privileges",
                                "append"),
                        ":22:5 #write_off: “process:library” may not append, share “library/loan”. Let access.json give it \"append\": \"all\"."));
    }

    private static List<Defect> assigned() {
        return List.of(
                defect(
                        "a record given to nobody",
                        service("assign"),
                        ":22:5 #write_off: Nothing says to whom the record is given. Give the step the input “unit”, “user” or “team”, such as = record.officer."),
                defect(
                        "a record given to two",
                        service("assign", "user", "lib.knf", "team", "night"),
                        ":22:5 #write_off: A record has one owner. Leave “user” or “team” out."),
                defect(
                        "a record given to a unit as to a team",
                        service("assign", "team", "= record.unit"),
                        ":25:11 #write_off: `= record.unit` gives a record where a team is wanted."),
                defect(
                        "a record given by processes that may not",
                        service(new GoodModules(), "assign", "unit", "KNF"),
                        ":22:5 #write_off: “process:library” may not assign “library/loan”. Let access.json give it \"assign\": \"all\"."));
    }

    private static List<Defect> toPartners() {
        return List.of(
                defect(
                        "a task for a book instead of a team",
                        handed(modules(), "= record.book"),
                        ":15:1 #follow_up: `= record.book` gives a record where a team is wanted."),
                defect(
                        "a task for a team by a variable",
                        handed(modules(), "${team}"),
                        ":15:1 #follow_up: `${team}` is not worked out here. Write FEEL behind =."),
                defect(
                        "a task for a partner's team that would see nothing",
                        handed(modules(), "night")
                                .but("library", BPMN, " camunda:formKey=\"form:return\"", "")
                                .without("library", "forms/return.form.json"),
                        ":15:1 #follow_up: A partner's team sees what the task's form shows, and the task has none. Give it camunda:formKey=\"form:NAME\"."),
                defect(
                        "a task for a partner's team by processes that may not share",
                        handed(new GoodModules(), "night"),
                        ":15:1 #follow_up: “process:library” may not share “library/loan”. Let access.json give it \"share\": \"all\"."));
    }
}
