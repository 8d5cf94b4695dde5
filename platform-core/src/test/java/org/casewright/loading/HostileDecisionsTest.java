package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.casewright.decision.Dmn;
import org.casewright.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decision files are hostile until they are read; and the reference's example is one that is not. */
class HostileDecisionsTest {

    private static final Pattern EXAMPLE = Pattern.compile("```xml (\\S+)\\n(.*?)```", Pattern.DOTALL);

    private static List<String> said(String dmn) {
        return new GoodModules()
                .with("library", "decisions/fee.dmn", dmn).load().problems().stream()
                        .map(Problem::message)
                        .toList();
    }

    private static String cell(String feel) {
        return Dmn.table("fee", "", List.of("daysOverdue"), List.of("amount double"), feel + "|1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE d [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE d SYSTEM \"http://localhost/evil.dtd\">",
                "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            })
    void noEntityIsEverRead(String type) {
        var dmn = Dmn.literal("fee", "amount", "double", "1").replace("<definitions", type + "<definitions");

        assertThat(said(dmn))
                .containsExactly("A document type stands here; files with entities of their own are never read.");
    }

    @Test
    void depthAndSizeAreBounded() {
        var deep = "<description>".repeat(100) + "</description>".repeat(100);
        var wide = "<description/>".repeat(60_000);

        assertThat(said(Dmn.decision("fee", deep))).containsExactly("This XML is too deep or too large.");
        assertThat(said(Dmn.decision("fee", wide))).containsExactly("This XML is too deep or too large.");
    }

    @Test
    void cellsAreBoundedAsEveryExpressionIs() {
        assertThat(said(cell("(".repeat(60) + "1" + ")".repeat(60))))
                .singleElement()
                .asString()
                .contains("nested more than 50 deep");
        assertThat(said(cell("1" + " + 1".repeat(5_000))))
                .singleElement()
                .asString()
                .contains("at most 10000 characters");
        assertThat(said(cell("matches(string(?), \"((a{1000}){1000}){1000}\")")))
                .isNotEmpty();
    }

    @Test
    void aLargeTableIsReadInOneGo() {
        var rules = IntStream.range(0, 2_000).mapToObj(i -> i + "|" + i).toArray(String[]::new);

        assertThat(said(Dmn.table("fee", "", List.of("daysOverdue"), List.of("amount double"), rules)))
                .isEmpty();
    }

    /** Pieces cut out and doubled: only problems come of it. */
    @Test
    void mutilatedFilesAreRefusedAndNothingElseHappens() {
        var dmn = DecisionDefects.modules().text("library", "decisions/late-fee.dmn");
        for (var begin = 0; begin < dmn.length(); begin += 251) {
            var end = Math.min(dmn.length(), begin + 61);
            said(dmn.substring(0, begin) + dmn.substring(end));
            said(dmn.substring(0, end) + dmn.substring(begin));
            said(new StringBuilder(dmn).reverse().substring(begin));
        }
    }

    @Test
    void theReferencesExampleLoads() throws java.io.IOException {
        var modules = new GoodModules();
        var examples = EXAMPLE.matcher(Files.readString(Path.of("../docs/reference/decisions.md")))
                .results()
                .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
        examples.forEach((path, content) -> modules.with("library", path, content.getBytes(StandardCharsets.UTF_8)));

        assertThat(examples).isNotEmpty();
        assertThat(modules.load().problems()).isEmpty();
    }
}
