package org.casewright.loading;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.casewright.loading.MetaSchemas.Kind;
import org.jspecify.annotations.Nullable;

/** What a file is, by its path inside the module's folder. */
enum FileKind {
    MANIFEST("", "module.json", Kind.MODULE),
    ACCESS("", "access.json", Kind.ACCESS),
    ENTITY("entities/", ".schema.json", Kind.ENTITY),
    MIXIN("mixins/", ".mixin.json", Kind.MIXIN),
    CODES("codes/", ".codes.json", Kind.CODES),
    FORM("forms/", ".form.json", Kind.FORM),
    VIEWS("views/", ".views.json", Kind.VIEWS),
    WORKFLOW("workflows/", ".bpmn", null),
    DATA("data/", ".csv", null),
    DEMO("demo/", "demo.json", Kind.DEMO),
    SCENARIO("tests/", ".test.json", Kind.SCENARIO),
    DECISION("decisions/", ".dmn", null),
    TEXTS("i18n/", ".json", Kind.TEXTS),
    NOTES("", ".md", null);

    private static final Pattern NOTE = Pattern.compile("([a-z0-9]+/)?[A-Za-z0-9_-]+\\.md|LICENSE");

    private final String folder;
    private final String ending;
    private final @Nullable Kind schema;

    FileKind(String folder, String ending, @Nullable Kind schema) {
        this.folder = folder;
        this.ending = ending;
        this.schema = schema;
    }

    static Optional<FileKind> of(String path) {
        return Arrays.stream(values()).filter(kind -> kind.is(path)).findFirst();
    }

    private boolean is(String path) {
        return switch (this) {
            case MANIFEST, ACCESS, DEMO -> path.equals(folder + ending);
            case NOTES -> NOTE.matcher(path).matches();
            default ->
                path.startsWith(folder)
                        && path.endsWith(ending)
                        && path.length() > folder.length() + ending.length()
                        && path.indexOf('/', folder.length()) < 0;
        };
    }

    /** The name between folder and ending. */
    String stem(String path) {
        return path.substring(folder.length(), path.length() - ending.length());
    }

    String path(String stem) {
        return folder + stem + ending;
    }

    boolean json() {
        return ending.endsWith(".json");
    }

    /** The meta-schema of such files; null for none. */
    @Nullable
    Kind schema() {
        return schema;
    }
}
