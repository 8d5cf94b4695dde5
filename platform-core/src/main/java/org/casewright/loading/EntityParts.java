package org.casewright.loading;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The files that make an entity: its own, and the mixins that it takes over by {@code allOf}. */
record EntityParts(List<Part> parts) {

    /** One file, and the module in whose words it speaks. */
    record Part(ModuleSource module, JsonFile file) {

        JsonNode entity() {
            return file.root().path("x-entity");
        }
    }

    static EntityParts of(ModuleSource module, JsonFile file, References references) {
        var parts = new ArrayList<Part>();
        parts.add(new Part(module, file));
        var all = file.root().path("allOf");
        for (var i = 0; i < all.size(); i++) {
            if (all.get(i).has("$ref")) {
                var pointer = "/allOf/" + i + "/$ref";
                var mixin = references.mixin(module, all.get(i).path("$ref").asString(""), file.at(pointer));
                if (mixin != null && mixin.file() != null) {
                    parts.add(new Part(mixin.module(), mixin.file()));
                }
            }
        }
        return new EntityParts(parts);
    }

    Part own() {
        return parts.getFirst();
    }
}
