package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.EntityDefinition.OperationDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.expression.FeelType;
import org.casewright.loading.Feel.Wanted;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import tools.jackson.databind.JsonNode;

/** Reads the operations of an entity: what each makes a record of, and who may when. */
final class OperationReader {

    private static final String AT = "/x-entity/operations";

    private final ModuleSource module;
    private final JsonFile file;
    private final String entity;
    private final References references;
    private final Feel feel;
    private final Problems problems;

    /**
     * For one file.
     *
     * @param entity {@code module/entity} whose file it is
     */
    OperationReader(
            ModuleSource module, JsonFile file, String entity, References references, Feel feel, Problems problems) {
        this.module = module;
        this.file = file;
        this.entity = entity;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
    }

    Map<String, OperationDefinition> read() {
        var operations = new LinkedHashMap<String, OperationDefinition>();
        file.root().at(AT).forEachEntry((name, node) -> {
            var pointer = Pointer.child(AT, name);
            Names.camel(name)
                    .ifPresent(wrong -> problems.add(Problem.in(file.atName(pointer), wrong, "Rename the operation.")));
            operations.put(name, operation(pointer, name, node));
        });
        return operations;
    }

    private OperationDefinition operation(String pointer, String name, JsonNode node) {
        var said = node.path("creates").stringValue();
        var creates = references.ownEntity(module, said, file.at(pointer + "/creates"));
        var reference = node.path("reference").stringValue();
        if (creates != null) {
            feel.later(catalog -> checkReference(catalog, pointer, creates, reference));
        }
        var form = node.path("form").asString(null);
        return new OperationDefinition(
                name,
                node.path("title").stringValue(),
                creates == null ? said : creates,
                reference,
                form == null ? null : references.form(module, form, file.at(pointer + "/form")),
                feel.expression(file, pointer + "/when", condition()),
                roles(pointer + "/roles", node.path("roles")),
                node.has("undoDays") ? (Integer) node.path("undoDays").intValue() : null);
    }

    private Wanted condition() {
        return new Wanted(module.name(), catalog -> EntityScope.of(catalog, entity), catalog -> FeelType.bool());
    }

    private List<String> roles(String pointer, JsonNode list) {
        var roles = new ArrayList<String>();
        for (var i = 0; i < list.size(); i++) {
            var role = list.get(i).stringValue();
            references.role(role, false, file.at(pointer + "/" + i));
            roles.add(role);
        }
        return roles;
    }

    /** The input must be able to say on which record the operation is done. */
    private void checkReference(Catalog catalog, String pointer, String creates, String reference) {
        var input = catalog.findEntity(creates).orElse(null);
        if (input == null) {
            return;
        }
        var at = pointer + "/reference";
        var property = input.properties().get(reference);
        if (property == null) {
            problem(
                    at,
                    "“" + creates + "” has no property “" + reference + "”.",
                    Similar.advice(reference, input.properties().keySet()));
        } else if (!(property.type() instanceof PropertyType.Reference(var to)
                && to.entity().equals(entity))) {
            problem(
                    at,
                    "“" + reference + "” of “" + creates + "” does not point to a record of “" + entity + "”.",
                    "Name the reference by which the input says what it is done with.");
        } else if (property.readOnly() || property.computed() != null) {
            problem(
                    at,
                    "“" + reference + "” of “" + creates + "” is not entered.",
                    "Name a reference that people set.");
        }
    }

    private void problem(String pointer, String message, String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }
}
