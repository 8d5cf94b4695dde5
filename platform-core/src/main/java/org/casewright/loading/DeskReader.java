package org.casewright.loading;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.FormDefinition;
import org.casewright.definition.FormDefinition.Control;
import org.casewright.definition.FormDefinition.Desk;
import org.casewright.definition.FormDefinition.Element;
import org.casewright.definition.FormDefinition.First;
import org.casewright.definition.FormDefinition.Label;
import org.casewright.definition.FormDefinition.Layout;
import org.casewright.definition.FormDefinition.Quick;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code x-desk} of a form: a list of the record whose entries are entered as lines of a grid. */
final class DeskReader {

    private static final String AT = "/x-desk";

    private final JsonFile file;
    private final Catalog catalog;
    private final Problems problems;

    DeskReader(JsonFile file, Catalog catalog, Problems problems) {
        this.file = file;
        this.catalog = catalog;
        this.problems = problems;
    }

    Desk read(ObjectNode node, String ref, Element root) {
        var list = node.path("list").stringValue();
        var entity = catalog.findEntity(ref).orElse(null);
        var from = entity == null ? null : lines(entity, list, root);
        var expected = node.path("expected").asString(null);
        if (entity != null && expected != null && !isWhole(entity, expected)) {
            problem(
                    AT + "/expected",
                    "“" + expected + "” is no whole number of “" + ref + "”.",
                    "Name the property that says how many lines there are to be.");
        }
        return new Desk(
                node.path("title").stringValue(),
                list,
                expected,
                node.path("first") instanceof ObjectNode first ? first(first, entity, from) : null,
                node.path("quick") instanceof ObjectNode quick ? quick(quick, entity) : null);
    }

    /** The entity of the lines; null where there is none, with a problem. */
    private @Nullable EntityDefinition lines(EntityDefinition entity, String list, Element root) {
        var inverse = catalog.inverse(entity, list).orElse(null);
        if (inverse == null) {
            problem(
                    AT + "/list",
                    "“" + entity.ref() + "” has no inverse list “" + list + "”.",
                    Similar.advice(list, catalog.inverses(entity).keySet()));
            return null;
        }
        var controls = controls(root).filter(control -> isOf(control, list)).toList();
        if (controls.size() != 1 || controls.getFirst().columns().isEmpty()) {
            problem(
                    AT + "/list",
                    "The form has not one control of “" + list + "” with columns.",
                    "Give it one with the scope \"#/inverse/" + list
                            + "\" and “x-columns”: what is typed into the grid.");
        }
        return inverse.from();
    }

    private static boolean isOf(Control control, String list) {
        var steps = control.scope().steps();
        return steps.size() == 1
                && steps.getFirst().inverse()
                && steps.getFirst().name().equals(list);
    }

    private static Stream<Control> controls(Element element) {
        return switch (element) {
            case Control control -> Stream.of(control);
            case Label label -> Stream.empty();
            case Layout layout -> layout.elements().stream().flatMap(DeskReader::controls);
        };
    }

    private static boolean isWhole(EntityDefinition entity, String name) {
        return entity.property(name)
                .filter(property -> property.type() instanceof PropertyType.Whole)
                .isPresent();
    }

    private First first(ObjectNode node, @Nullable EntityDefinition entity, @Nullable EntityDefinition from) {
        var reference = node.path("reference").asString(null);
        if (entity != null
                && from != null
                && reference != null
                && entity.property(reference)
                        .filter(property -> property.type() instanceof PropertyType.Reference(var to)
                                && to.entity().equals(from.ref()))
                        .isEmpty()) {
            problem(
                    AT + "/first/reference",
                    "“" + reference + "” is no reference from “" + entity.ref() + "” to “" + from.ref() + "”.",
                    "Name the reference that points to the first line.");
        }
        return new First(reference, values(AT + "/first/values", node.path("values"), from));
    }

    private Quick quick(ObjectNode node, @Nullable EntityDefinition entity) {
        return new Quick(
                node.path("title").stringValue(),
                node.path("form").stringValue(),
                values(AT + "/quick/values", node.path("values"), entity),
                node.path("view").asString(null));
    }

    private ObjectNode values(String pointer, JsonNode node, @Nullable EntityDefinition of) {
        if (of != null) {
            node.forEachEntry((name, value) -> {
                var property = of.properties().get(name);
                var at = Pointer.child(pointer, name);
                if (property == null) {
                    problem(
                            at,
                            "“" + of.ref() + "” has no property “" + name + "”.",
                            Similar.advice(name, of.properties().keySet()));
                } else if (property.computed() != null || property.readOnly()) {
                    problem(at, "Nobody enters “" + name + "”.", "Leave it out.");
                } else if (!isCode(property, value)) {
                    problem(at, "“" + value.asString("") + "” is no code of “" + name + "”.", "Name one of its codes.");
                }
            });
        }
        return node instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    private boolean isCode(PropertyDefinition property, JsonNode value) {
        return !(property.type() instanceof PropertyType.Code(var list))
                || catalog.findCodeList(list)
                        .filter(codes -> !codes.codes().containsKey(value.asString("")))
                        .isEmpty();
    }

    /** What can be said of desks when all forms and views of their module are read: one for each entity, and what they name exists. */
    static void check(ModuleSource source, List<FormDefinition> forms, List<ViewDefinition> views, Problems problems) {
        forms.stream()
                .filter(form -> form.desk() != null)
                .forEach(form -> new DeskCheck(source, form, forms, views, problems).check());
    }

    private record DeskCheck(
            ModuleSource source,
            FormDefinition form,
            List<FormDefinition> forms,
            List<ViewDefinition> views,
            Problems problems) {

        void check() {
            var before = forms.stream()
                    .takeWhile(other -> !other.equals(form))
                    .filter(other -> other.desk() != null && other.entity().equals(form.entity()))
                    .findFirst();
            before.ifPresent(other -> say(
                    "",
                    "“" + form.entity() + "” has a desk already, in " + FileKind.FORM.path(other.name()) + ".",
                    "An entity has one desk."));
            var quick = Objects.requireNonNull(form.desk()).quick();
            if (quick != null) {
                check(quick);
            }
        }

        private void check(Quick quick) {
            var entry = forms.stream()
                    .filter(other -> other.name().equals(quick.form()))
                    .findFirst();
            if (entry.isEmpty()) {
                say(
                        "/quick/form",
                        "There is no form “" + quick.form() + "” in this module.",
                        Similar.advice(
                                quick.form(),
                                forms.stream().map(FormDefinition::name).toList()));
            } else if (!entry.get().entity().equals(form.entity())) {
                say(
                        "/quick/form",
                        "“" + quick.form() + "” is a form of “" + entry.get().entity() + "”.",
                        "Name a form of “" + form.entity() + "”.");
            }
            Optional.ofNullable(quick.view())
                    .filter(name -> views.stream()
                            .noneMatch(view -> view.entity().equals(form.entity())
                                    && view.name().equals(name)))
                    .ifPresent(name -> say(
                            "/quick/view",
                            "“" + form.entity() + "” has no view “" + name + "”.",
                            "Name one of its lists."));
        }

        private void say(String pointer, String message, String advice) {
            source.sound(FileKind.FORM).forEach((name, file) -> {
                if (name.equals(form.name())) {
                    problems.add(Problem.in(file.at(AT + pointer), message, advice));
                }
            });
        }
    }

    private void problem(String pointer, String message, @Nullable String advice) {
        problems.add(Problem.in(file.at(pointer), message, advice));
    }
}
