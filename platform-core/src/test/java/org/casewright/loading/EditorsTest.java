package org.casewright.loading;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.casewright.loading.MetaSchemas.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** As an editor does it: a file says its schema, and the published schema alone, without the platform, accepts the file. */
class EditorsTest {

    private static final SchemaRegistry PUBLISHED = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(published()));

    private static Map<String, String> published() {
        var texts = new LinkedHashMap<String, String>();
        for (var kind : Kind.values()) {
            var file = Path.of("src/main/resources/schema/v1", kind.name().toLowerCase(Locale.ROOT) + ".json");
            try {
                texts.put(kind.id(), Files.readString(file));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
        return texts;
    }

    static List<Path> definitions() throws IOException {
        var folders = Stream.of(
                "../module-definitions",
                "src/test/resources/modules",
                "../benchmark/src/main/resources/modules",
                "../ui/src/test/modules");
        var found = new java.util.ArrayList<Path>();
        for (var folder : folders.map(Path::of).toList()) {
            try (var files = Files.walk(folder)) {
                files.filter(file -> file.toString().endsWith(".json"))
                        .filter(file -> !folder.relativize(file).toString().contains("target"))
                        .filter(file -> FileKind.of(inModule(folder, file))
                                .filter(kind -> kind.schema() != null)
                                .isPresent())
                        .forEach(found::add);
            }
        }
        assertThat(found).hasSizeGreaterThan(100);
        return found;
    }

    /** The path behind the module's own folder. */
    private static String inModule(Path folder, Path file) {
        var path = folder.relativize(file);
        return path.getNameCount() < 2
                ? ""
                : path.subpath(1, path.getNameCount()).toString();
    }

    @ParameterizedTest
    @MethodSource("definitions")
    void isAcceptedByTheSchemaThatItNames(Path file) throws IOException {
        var content = JsonMapper.shared().readTree(Files.readString(file));

        assertThat(content.path("$schema").asString(""))
                .as("$schema of " + file)
                .startsWith(MetaSchemas.BASE);
        assertThat(PUBLISHED
                        .getSchema(SchemaLocation.of(content.path("$schema").asString("")))
                        .validate(content))
                .as(file.toString())
                .isEmpty();
    }
}
