package org.casewright.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which, and behind which fence each technology stays: the table of ARCHITECTURE.md. */
class ArrowsAndFencesTest {

    private static final String ROOT = "org.casewright.";

    /** package -> the packages it may know, besides itself and {@code text}, which all may know. */
    private static final Map<String, String> ARROWS = Map.ofEntries(
            // words: plain data
            Map.entry("text", ""),
            Map.entry("problem", ""),
            Map.entry("expression", ""),
            Map.entry("matching", ""),
            Map.entry("definition", "expression problem"),
            Map.entry("catalog", "definition expression problem"),
            Map.entry("entity", "definition problem"),
            Map.entry("decision", "definition expression"),
            // steps: words only, never one another
            Map.entry("loading", "catalog definition expression problem"),
            Map.entry("schema", "catalog definition expression problem"),
            Map.entry("access", "catalog definition entity"),
            Map.entry("validation", "catalog definition entity matching problem"),
            Map.entry("storage", "catalog definition entity expression matching postgres problem"),
            Map.entry("history", "definition entity postgres problem"),
            Map.entry("postgres", "problem"),
            Map.entry("identity", "access problem"),
            // the front doors
            Map.entry(
                    "records",
                    "access catalog decision definition entity expression history identity matching problem schema"
                            + " storage validation"),
            Map.entry("process", "access catalog definition entity expression identity postgres problem records"),
            Map.entry(
                    "release",
                    "access catalog definition entity identity loading postgres problem process records schema"),
            Map.entry("exchange", "access catalog definition entity problem records storage"),
            // on top
            Map.entry(
                    "api",
                    "access catalog definition entity exchange expression identity problem process records release scenario"
                            + " schema"),
            Map.entry(
                    "scenario",
                    "access catalog definition entity expression identity postgres problem process records release"));

    /** technology -> the packages that may know it. */
    private static final Map<String, String> FENCES = Map.of(
            "org.jooq..", "storage schema history identity search exchange release process",
            "org.camunda..", "process",
            "com.networknt..", "validation loading",
            "org.apache.tika..", "exchange loading",
            "com.vaadin..", "",
            "com.google.re2j..", "expression",
            "org.springframework.security.oauth2..", "identity",
            "org.apache.commons.text..", "matching",
            "com.google.i18n.phonenumbers..", "matching",
            "com.ibm.icu..", "text");

    private static final Set<String> WITHOUT_SPRING = Set.of(
            "text",
            "problem",
            "expression",
            "matching",
            "definition",
            "catalog",
            "entity",
            "decision",
            "access",
            "loading",
            "schema");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.casewright");

    static Stream<String> packages() {
        return ARROWS.keySet().stream().sorted();
    }

    @Test
    void everyPackageStandsInTheTable() {
        var found = new TreeSet<String>();
        for (JavaClass type : CLASSES) {
            var name = type.getPackageName();
            if (name.startsWith(ROOT)) {
                found.add(name.substring(ROOT.length()).split("\\.")[0]);
            }
        }
        assertThat(found).isEqualTo(new TreeSet<>(ARROWS.keySet()));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void knowsOnlyWhatItsRowSays(String name) {
        var allowed = Set.copyOf(List.of((name + " text " + ARROWS.get(name)).split(" ")));
        var others = ARROWS.keySet().stream()
                .filter(other -> !allowed.contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .check(CLASSES);
    }

    @Test
    void technologyStaysBehindItsFence() {
        FENCES.forEach((technology, inside) -> {
            var allowed = Set.of(inside.split(" "));
            var outside = ARROWS.keySet().stream()
                    .filter(name -> !allowed.contains(name))
                    .map(name -> ROOT + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAnyPackage(outside)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(technology)
                    .check(CLASSES);
        });
    }

    @Test
    void wordsAndPureStepsKnowNoSpring() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        WITHOUT_SPRING.stream().map(name -> ROOT + name + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CLASSES);
    }

    /** The engine is generic: what the shipped modules are about is said in their files alone. */
    @Test
    void noWordOfABusinessDomain() throws IOException {
        var words = Pattern.compile(
                "individual|refugee|asylum|resettlement|household|focal.?point|reception\\b", Pattern.CASE_INSENSITIVE);
        var found = new TreeSet<String>();
        for (var folder : List.of("src/main/java", "../ui/src/main/java")) {
            if (Files.isDirectory(Path.of(folder))) {
                try (var files = Files.walk(Path.of(folder))) {
                    for (var file : files.filter(path -> path.toString().endsWith(".java"))
                            .toList()) {
                        if (words.matcher(Files.readString(file)).find()) {
                            found.add(file.toString());
                        }
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theTableAllowsNoCircle() {
        ARROWS.forEach((name, allowed) -> Arrays.stream(allowed.split(" "))
                .filter(other -> !other.isEmpty())
                .forEach(other -> assertThat(reaches(other, name))
                        .as("%s -> %s -> ... -> %s", name, other, name)
                        .isFalse()));
    }

    private static boolean reaches(String from, String to) {
        return from.equals(to)
                || Arrays.stream(String.valueOf(ARROWS.get(from)).split(" "))
                        .anyMatch(next -> !next.isEmpty() && reaches(next, to));
    }
}
