package org.casewright.ui.form;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.jspecify.annotations.Nullable;

/** The definition files of which a form is made, to be compared between releases. */
final class FormFiles {

    private final Catalog catalog;
    private final Map<String, ByteBuffer> files = new HashMap<>();

    private FormFiles(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Gathers them.
     *
     * @param entities {@code module/entity}, whose records are open in the form
     * @param form the task's form; null for the record's own
     */
    static Map<String, ByteBuffer> of(Catalog catalog, Set<String> entities, @Nullable String form) {
        var found = new FormFiles(catalog);
        entities.forEach(ref -> catalog.findEntity(ref).ifPresent(found::entity));
        if (form != null) {
            found.add(form, "forms/", ".form.json");
        }
        return found.files;
    }

    private void entity(EntityDefinition entity) {
        add(entity.ref(), "entities/", ".schema.json");
        add(entity.ref(), "forms/", ".form.json");
        catalog.module(entity.module())
                .ifPresent(module -> module.files().keySet().stream()
                        .filter(path -> path.startsWith("mixins/"))
                        .forEach(path -> add(entity.module(), path)));
        entity.properties().values().forEach(this::codes);
    }

    private void codes(PropertyDefinition property) {
        switch (property.type()) {
            case PropertyType.Code(var list) -> add(list, "codes/", ".codes.json");
            case PropertyType.Codes(var list) -> add(list, "codes/", ".codes.json");
            case PropertyType.Group group -> group.properties().forEach(this::codes);
            case PropertyType.Structure structure -> structure.properties().forEach(this::codes);
            default -> {
                // has no list
            }
        }
    }

    private void add(String ref, String folder, String ending) {
        var slash = ref.indexOf('/');
        add(ref.substring(0, slash), folder + ref.substring(slash + 1) + ending);
    }

    private void add(String module, String path) {
        catalog.module(module).ifPresent(found -> {
            var content = found.files().get(path);
            if (content != null) {
                files.put(module + "/" + path, ByteBuffer.wrap(content));
            }
        });
    }
}
