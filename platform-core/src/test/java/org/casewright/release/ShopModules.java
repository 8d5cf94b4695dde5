package org.casewright.release;

/** A module before and after a change of every kind that takes steps: a table, columns, values, an index, a workflow. */
final class ShopModules {

    private ShopModules() {}

    /** Who works in all of them. */
    static Modules people() {
        return Modules.of("people");
    }

    static Modules present(String name) {
        return module(name, "Look")
                .with("access.json", access(name, "shelf"))
                .with(
                        "entities/shelf.schema.json",
                        Modules.entity(
                                "Shelf",
                                "",
                                "'name': { 'type': 'string' }, 'size': { 'type': 'string' },"
                                        + " 'tag': { 'type': 'integer' }"));
    }

    static Modules next(String name) {
        return module(name, "Look again")
                .with("access.json", access(name, "shelf", "bin"))
                .with("entities/bin.schema.json", Modules.entity("Bin", "", "'label': { 'type': 'string' }", "label"))
                .with(
                        "entities/shelf.schema.json",
                        Modules.entity(
                                "Shelf",
                                "",
                                "'title': { 'type': 'string', 'x-renamedFrom': 'name', 'x-sortable': true,"
                                        + " 'x-backfill': '\\\"none\\\"' }, 'size': { 'type': 'integer' },"
                                        + " 'tag': { 'type': 'integer', 'maximum': 100000 },"
                                        + " 'bin': { 'x-reference': { 'entity': 'bin' } }",
                                "title"));
    }

    private static String access(String name, String... entities) {
        var clerk = new StringBuilder();
        var process = new StringBuilder();
        for (var entity : entities) {
            clerk.append(clerk.isEmpty() ? "" : ", ")
                    .append("'" + entity
                            + "': [ { 'create': 'unit', 'read': 'unit', 'write': 'unit', 'run': 'unit' } ]");
            process.append(process.isEmpty() ? "" : ", ").append("'" + entity + "': [ { 'read': 'all' } ]");
        }
        return "{ 'roles': { 'CLERK': { " + clerk + " }, 'process:" + name + "': { " + process + " } } }";
    }

    private static Modules module(String name, String task) {
        return Modules.of(name)
                .with(
                        "module.json",
                        "{ 'name': '" + name + "', 'version': '1.0.0', 'title': 'Shop', 'needs': { 'people': '^1' } }")
                .with(
                        "forms/look.form.json",
                        "{ 'type': 'VerticalLayout', 'elements': [ { 'type': 'Control', 'scope': '#/properties/tag' } ] }")
                .with("workflows/" + name + "_look.bpmn", """
                        <definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'
                            xmlns:camunda='http://camunda.org/schema/1.0/bpmn' targetNamespace='x'>
                          <process id='%s_look' name='Look' isExecutable='true'>
                            <extensionElements><camunda:properties>
                              <camunda:property name='entity' value='shelf' />
                              <camunda:property name='start' value='create' />
                            </camunda:properties></extensionElements>
                            <startEvent id='begin' />
                            <userTask id='look' name='%s' camunda:formKey='form:look' camunda:candidateGroups='CLERK' />
                            <endEvent id='end' />
                            <sequenceFlow id='to_look' sourceRef='begin' targetRef='look' />
                            <sequenceFlow id='to_end' sourceRef='look' targetRef='end' />
                          </process>
                        </definitions>
                        """.formatted(name, task));
    }
}
