package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with module.json is a module, a folder of such folders a set; nothing outside of them is read. */
class FoldersTest {

    @TempDir
    Path folder;

    @Test
    void aFolderOfFoldersIsASetOfModules() throws IOException {
        write(new GoodModules());
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");

        var loaded = ModuleLoader.load(List.of(folder));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.modules()).extracting(ModuleDefinition::name).containsExactly("common", "library");
    }

    @Test
    void aFolderIsOneModuleBesideThoseThatAreThere() throws IOException {
        var modules = new GoodModules();
        write(modules);

        var alone = ModuleLoader.load(List.of(folder.resolve("library")));
        var beside = ModuleLoader.load(List.of(folder.resolve("library")), modules.files());

        assertThat(alone.problems())
                .extracting(Problem::message)
                .containsExactly("The module “common” is needed and is not there.");
        assertThat(beside.catalog()).isNotNull();
    }

    @Test
    void whatAReleaseKeptLoadsAgain() throws IOException {
        write(new GoodModules());
        var first = ModuleLoader.load(List.of(folder));
        var kept = new TreeMap<String, Map<String, byte[]>>();
        first.modules().forEach(module -> kept.put(module.name(), module.files()));

        var again = ModuleLoader.load(kept);

        assertThat(again.problems()).isEmpty();
        assertThat(again.modules()).extracting(ModuleDefinition::name).containsExactly("common", "library");
    }

    @Test
    void foldersThatHoldWhatIsThereAlreadyAreKnown() throws IOException {
        var modules = new GoodModules();
        write(modules);

        assertThat(ModuleLoader.hold(List.of(folder), modules.files())).isTrue();
        assertThat(ModuleLoader.hold(List.of(folder.resolve("library")), modules.files()))
                .isTrue();
        Files.writeString(folder.resolve("library/access.json"), "{}");
        assertThat(ModuleLoader.hold(List.of(folder), modules.files())).isFalse();
        assertThat(ModuleLoader.hold(List.of(folder.resolve("common")), modules.files()))
                .isTrue();
        assertThat(ModuleLoader.hold(List.of(folder.resolve("nowhere")), modules.files()))
                .isFalse();
    }

    @Test
    void aLinkOutOfTheModuleIsRefused() throws IOException {
        write(new GoodModules());
        var outside = Files.writeString(folder.resolve("secret.json"), "{}");
        Files.createSymbolicLink(folder.resolve("library/codes/secret.codes.json"), outside);

        var loaded = ModuleLoader.load(List.of(folder));

        assertThat(loaded.problems().stream().map(Problem::toString))
                .containsExactly(
                        "library/codes/secret.codes.json: This link leads out of the module's folder. Put the file itself here.");
    }

    @Test
    void aFolderWithoutModulesIsRefused() {
        assertThat(ModuleLoader.load(List.of(folder)).problems())
                .extracting(Problem::message)
                .containsExactly("There is no module.json here, and none in the folders below.");
        assertThat(ModuleLoader.load(List.of(folder.resolve("nowhere"))).problems())
                .extracting(Problem::message)
                .containsExactly("There is no folder here.");
    }

    @Test
    void theShippedModulesAreRight() {
        var shipped = Path.of(System.getProperty("casewright.modules", "../module-definitions"));
        assumeTrue(Files.isDirectory(shipped), "The shipped modules are not there.");

        var loaded = ModuleLoader.load(List.of(shipped));

        assertThat(loaded.problems().stream().map(Problem::toString)).isEmpty();
        assertThat(loaded.catalog()).isNotNull();
    }

    @Test
    void longNamesGetColumnsThatPostgresCanHold() {
        var name = "p".repeat(200);
        var loaded = new GoodModules()
                .but(
                        "library",
                        "entities/reader.schema.json",
                        "\"pays\": {",
                        "\"" + name + "\": { \"type\": \"string\" }, \"pays\": {")
                .load();

        assertThat(loaded.problems()).isEmpty();
        var reader = loaded.modules().getLast().entities().get("reader");
        assertThat(reader).isNotNull();
        assertThat(reader.property(name))
                .map(PropertyDefinition::column)
                .hasValueSatisfying(column -> assertThat(column).hasSize(63).startsWith("ppp"));
        assertThat(reader.property("home").map(PropertyDefinition::type))
                .hasValueSatisfying(type -> assertThat(((PropertyType.Structure) type).properties())
                        .extracting(PropertyDefinition::column)
                        .containsExactly("home_street", "home_town"));
    }

    private void write(GoodModules modules) throws IOException {
        for (var module : modules.files().entrySet()) {
            for (var file : module.getValue().entrySet()) {
                var path = folder.resolve(module.getKey()).resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
    }
}
