package org.casewright.api;

import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import tools.jackson.databind.node.ObjectNode;

/** The parts of the API's description that tell of saved views and of changing many records. */
final class OpenApiLists {

    private static final String SCHEMAS = "#/components/schemas/";

    private OpenApiLists() {}

    static void addPaths(ObjectNode paths, Knowledge knowledge, EntityDefinition entity, String base, String name) {
        var list = OpenApi.operation(entity, "views", "The lists of the module, and those that people keep", name);
        OpenApi.answers(list, "200", SCHEMAS + "Views", "400", "401", "403", "404", "429");
        if (!knowledge.writes()) {
            paths.set(base + "/views", Json.object().set("get", list));
            return;
        }
        var keep = OpenApi.operation(entity, "keepView", "Keeps a list under a name", name);
        OpenApi.body(keep, Answer.JSON, SCHEMAS + "View");
        OpenApi.answers(keep, "201", SCHEMAS + "View", "400", "401", "403", "404", "409", "413", "415", "422", "429");
        var both = Json.object();
        both.set("get", list);
        both.set("post", OpenApi.keyed(keep));
        paths.set(base + "/views", both);
        var change = OpenApi.operation(
                entity,
                "changeView",
                "Changes a view of your own, or opens the list with any that is open to you",
                name);
        OpenApi.body(change, Requests.MERGE_PATCH, SCHEMAS + "View");
        OpenApi.answers(change, "200", SCHEMAS + "View", "400", "401", "403", "404", "413", "415", "422", "429");
        change.withObject("responses").putObject("204").put("description", "The list opens with it, or no more");
        var remove = OpenApi.operation(entity, "removeView", "Deletes a view of your own, for everybody", name);
        OpenApi.answers(remove, "204", null, "400", "401", "403", "404", "429");
        var one = Json.object();
        one.set("patch", change);
        one.set("delete", remove);
        OpenApi.parameter(one.putArray("parameters"), "viewId");
        paths.set(base + "/views/{viewId}", one);
        if (knowledge.may(Privilege.WRITE, entity)) {
            addBulk(paths, entity, base, name);
        }
    }

    private static void addBulk(ObjectNode paths, EntityDefinition entity, String base, String name) {
        var begin = OpenApi.operation(entity, "changeMany", "Changes many records alike, by a job", name);
        OpenApi.body(begin, Answer.JSON, SCHEMAS + "BulkChange");
        OpenApi.answers(
                begin, "202", SCHEMAS + "BulkJob", "400", "401", "403", "404", "409", "413", "415", "422", "429");
        begin.withObject("responses")
                .putObject("200")
                .put("description", "What it would come to")
                .putObject("content")
                .putObject(Answer.JSON)
                .putObject("schema")
                .put("$ref", SCHEMAS + "BulkEstimate");
        paths.set(base + "/bulk", Json.object().set("post", OpenApi.keyed(begin)));
        var look =
                OpenApi.operation(entity, "bulkJob", "How a job of yours stands, and what it could not change", name);
        var parameters = look.putArray("parameters");
        OpenApi.parameter(parameters, "limit");
        OpenApi.parameter(parameters, "cursor");
        OpenApi.answers(look, "200", SCHEMAS + "BulkJob", "400", "401", "404", "429");
        var cancel = OpenApi.operation(entity, "cancelBulkJob", "Lets a job of yours change nothing more", name);
        OpenApi.answers(cancel, "200", SCHEMAS + "BulkJob", "400", "401", "404", "429");
        var one = Json.object();
        one.set("get", look);
        one.set("delete", cancel);
        OpenApi.parameter(one.putArray("parameters"), "job");
        paths.set(base + "/bulk/{job}", one);
    }

    static void addSchemas(ObjectNode all) {
        addViews(all);
        addJobs(all);
    }

    private static void addViews(ObjectNode all) {
        var view = all.putObject("View").put("type", "object").putObject("properties");
        text(view, "id", "Of one that somebody keeps").put("format", "uuid").put("readOnly", true);
        text(view, "name", "Of one of the module").put("readOnly", true);
        text(view, "title", "What people call it").put("maxLength", 100);
        var columns = view.putObject("columns").put("type", "array").putObject("items");
        columns.put("type", "object").putArray("required").add("path");
        var column = columns.putObject("properties");
        text(column, "path", "A name, or a reference, a dot and a name behind it");
        column.putObject("width").put("type", "integer").put("minimum", 40).put("maximum", 1_000);
        OpenApiSchemas.nullable(view.putObject("filter"), "string").put("description", "FEEL");
        OpenApiSchemas.nullable(view.putObject("sort"), "string")
                .put("description", "Names between commas; - before a name for descending");
        OpenApiSchemas.nullable(view.putObject("groupBy"), "string").put("readOnly", true);
        text(view, "owner", "Who keeps it").put("readOnly", true);
        view.putObject("mine").put("type", "boolean").put("readOnly", true);
        var with = OpenApiSchemas.nullable(view.putObject("with"), "object")
                .put("description", "For whom besides its owner: one of these")
                .putObject("properties");
        text(with, "unit", "Code");
        text(with, "team", "Name");
        text(with, "role", "Id");
        with.putObject("everybody").put("const", true);
        view.putObject("first").put("type", "boolean").put("description", "Whether the list opens with it for you");
        var lost = view.putObject("lost")
                .put("type", "object")
                .put("readOnly", true)
                .put("description", "How much of it is not there any more, or not open to you")
                .putObject("properties");
        for (var part : new String[] {"columns", "conditions", "sorts"}) {
            lost.putObject(part).put("type", "integer");
        }
        lost.putObject("names").put("type", "array").putObject("items").put("type", "string");
        var list = all.putObject("Views").put("type", "object").putObject("properties");
        list.putObject("items").put("type", "array").putObject("items").put("$ref", SCHEMAS + "View");
        OpenApiSchemas.nullable(list.putObject("first"), "string")
                .put("description", "Name or id of the view with which the list opens for you");
    }

    private static void addJobs(ObjectNode all) {
        var change = all.putObject("BulkChange").put("type", "object");
        change.putArray("required").add("select").add("values");
        var members = change.putObject("properties");
        var select = members.putObject("select").put("type", "object").putObject("properties");
        select.putObject("ids")
                .put("type", "array")
                .putObject("items")
                .put("type", "string")
                .put("format", "uuid");
        text(select, "filter", "FEEL");
        text(select, "q", "Words to search for");
        text(select, "view", "Name or id of a view");
        select.putObject("all").put("type", "boolean");
        members.putObject("values").put("type", "object").put("description", "What each of them gets");
        text(members, "reason", "For the history");
        members.putObject("estimate").put("type", "boolean").put("description", "Only says what it would come to");
        var estimate = all.putObject("BulkEstimate").put("type", "object").putObject("properties");
        for (var count : new String[] {"records", "change", "same", "refused"}) {
            estimate.putObject(count).put("type", "integer");
        }
        var job = all.putObject("BulkJob").put("type", "object").putObject("properties");
        job.putObject("id").put("type", "string").put("format", "uuid");
        var states = job.putObject("state").put("type", "string").putArray("enum");
        states.add("running").add("done").add("cancelled").add("stopped");
        for (var count : new String[] {"records", "changed", "failed"}) {
            job.putObject(count).put("type", "integer");
        }
        job.putObject("begunAt").put("type", "string").put("format", "date-time");
        OpenApiSchemas.nullable(job.putObject("endedAt"), "string").put("format", "date-time");
        var failure = job.putObject("failures")
                .put("type", "array")
                .putObject("items")
                .put("type", "object")
                .putObject("properties");
        for (var name : new String[] {"id", "number", "title"}) {
            OpenApiSchemas.nullable(failure.putObject(name), "string");
        }
        var errors = failure.putObject("errors").put("type", "array").putObject("items");
        var error = errors.put("type", "object").putObject("properties");
        for (var name : new String[] {"pointer", "code", "message"}) {
            error.putObject(name).put("type", "string");
        }
        OpenApiSchemas.nullable(job.putObject("next"), "string");
    }

    private static ObjectNode text(ObjectNode into, String name, String description) {
        return into.putObject(name).put("type", "string").put("description", description);
    }
}
