package org.casewright.loading;

import java.util.List;
import org.casewright.loading.BrokenDefinitionsTest.Defect;

/** Defects of how records are opened for some hours, and what is said of each. */
final class BreakGlassDefects {

    private static final String LOAN = "library/entities/loan.schema.json:";
    private static final String LIBRARIAN = "[ \"LIB\" ]";
    private static final String STAFF = "[ \"staff\" ]";
    private static final String OWNER = "\"owner\"";

    private BreakGlassDefects() {}

    /** The library, each part of it on a line of its own. */
    private static GoodModules library(String hours, String roles, String classes, String announce) {
        return new GoodModules().but("library", "entities/loan.schema.json", "\"plural\": \"Loans\",", """
                        "plural": "Loans",
                        "breakGlass": {
                        "hours": %s,
                        "roles": %s,
                        "fieldClasses": %s,
                        "announce": %s },
                        """.formatted(
                        hours, roles, classes, announce));
    }

    private static Defect broken(String name, GoodModules library, String... said) {
        return new Defect(name, library, List.of(said));
    }

    private static Defect hours(String name, String hours, String... said) {
        return broken(name, library(hours, LIBRARIAN, STAFF, OWNER), said);
    }

    private static Defect roles(String name, String roles, String... said) {
        return broken(name, library("24", roles, STAFF, OWNER), said);
    }

    private static Defect announce(String name, String announce, String... said) {
        return broken(name, library("24", LIBRARIAN, STAFF, announce), said);
    }

    static List<Defect> all() {
        return List.of(
                hours(
                        "glass that stays broken",
                        "169",
                        LOAN
                                + "8:10 /x-entity/breakGlass/hours: “hours” is not right: must have a maximum value of 168. Right would be: For how many hours, 1 to 168."),
                hours(
                        "glass for no time",
                        "0",
                        LOAN
                                + "8:10 /x-entity/breakGlass/hours: “hours” is not right: must have a minimum value of 1. Right would be: For how many hours, 1 to 168."),
                roles(
                        "glass for a role that is not there",
                        "[ \"LIP\" ]",
                        LOAN + "9:12 /x-entity/breakGlass/roles/0: There is no role “LIP”. Did you mean “LIB”?"),
                roles(
                        "glass for a process",
                        "[ \"process:library\" ]",
                        LOAN
                                + "9:12 /x-entity/breakGlass/roles/0: “process:library” is a process, not people. Name a role."),
                roles(
                        "glass for who reads nothing behind it",
                        "[ \"LIB\", \"AUDITOR\" ]",
                        LOAN
                                + "9:19 /x-entity/breakGlass/roles/1: “AUDITOR” does not read “library/loan”, so that it opens nothing to them. Let access.json give it at least { \"read\": \"own\" }."),
                broken(
                        "glass over no field",
                        library("24", LIBRARIAN, "[ \"stuff\" ]", OWNER),
                        LOAN
                                + "10:19 /x-entity/breakGlass/fieldClasses/0: No property here has the field class “stuff”. Did you mean “staff”?"),
                announce(
                        "glass that tells nobody",
                        "\"boss\"",
                        LOAN
                                + "11:13 /x-entity/breakGlass/announce: “boss” is nobody who could be told. Write \"owner\", or a list of roles."),
                announce(
                        "glass that tells who reads nothing behind it",
                        "[ \"AUDITOR\" ]",
                        LOAN
                                + "11:15 /x-entity/breakGlass/announce/0: “AUDITOR” does not read “library/loan”, so that they are never told. Let access.json give it at least { \"read\": \"own\" }."),
                announce(
                        "glass that tells a role that is not there",
                        "[ \"BOSS\" ]",
                        LOAN
                                + "11:15 /x-entity/breakGlass/announce/0: There is no role “BOSS”. Known here: AUDITOR, LIB, READER."),
                broken(
                        "glass before what all may read",
                        new GoodModules().with("library", "entities/shelf.schema.json", """
                                        { "title": "Shelf", "type": "object",
                                          "x-entity": { "ownership": "none", "breakGlass": { "hours": 1, "roles": [ "LIB" ] } },
                                          "properties": { "code": { "type": "string" } } }
                                        """),
                        "library/entities/shelf.schema.json:2:52 /x-entity/breakGlass: Reference data are read by everybody. Leave it out, or let \"ownership\" be \"unit\" or a parent's."));
    }
}
