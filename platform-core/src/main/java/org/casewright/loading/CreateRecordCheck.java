package org.casewright.loading;

import java.util.Set;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Service tasks that make records: of which entity, of which values, and which reference names what was made. */
final class CreateRecordCheck {

    private final ModuleSource module;
    private final String label;
    private final BpmnFeel names;
    private final Catalog catalog;
    private final References references;
    private final Problems problems;

    CreateRecordCheck(
            ModuleSource module,
            String label,
            BpmnFeel names,
            Catalog catalog,
            References references,
            Problems problems) {
        this.module = module;
        this.label = label;
        this.names = names;
        this.catalog = catalog;
        this.references = references;
        this.problems = problems;
    }

    void check(XmlElement task) {
        var inputs = names.inputs(task, Set.of("entity", "values", "into"));
        var entity = entity(task, inputs.get("entity"));
        var made = entity == null ? null : catalog.findEntity(entity).orElse(null);
        var values = inputs.get("values");
        if (values == null || !values.text().startsWith("=")) {
            problem(
                    values == null ? task : values,
                    "Nothing says what the record is made of.",
                    "Give the step the input “values”, such as = {loan: record}.");
        } else if (made != null) {
            names.created(values, made, values.text().substring(1).strip(), names.scope(values));
        }
        var into = inputs.get("into");
        if (into != null && made != null) {
            into(into, made);
        }
    }

    private @Nullable String entity(XmlElement task, @Nullable XmlElement input) {
        if (input == null || input.text().isBlank()) {
            problem(task, "Nothing says what is made.", "Give the step the input “entity”, such as loan.");
            return null;
        }
        return references.ownEntity(module, input.text().strip(), input.at(label));
    }

    /** A reference of the process's own record to records of the entity that is made. */
    private void into(XmlElement input, EntityDefinition made) {
        var name = input.text().strip();
        var own = catalog.findEntity(names.entity()).orElse(null);
        if (own == null || names.settable(input, own, name) == null) {
            return;
        }
        var fits = own.property(name)
                .filter(property -> property.type() instanceof PropertyType.Reference reference
                        && reference.to().entity().equals(made.ref()))
                .isPresent();
        if (!fits) {
            problem(
                    input,
                    "“" + name + "” is no reference to “" + made.ref() + "”.",
                    "Name a property with \"x-reference\", or leave “into” out.");
        }
    }

    private void problem(XmlElement element, String message, String advice) {
        problems.add(Problem.in(element.at(label), message, advice));
    }
}
