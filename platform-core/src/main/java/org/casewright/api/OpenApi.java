package org.casewright.api;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PropertyType;
import org.casewright.identity.PlatformPrivilege;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The API as one actor may use it, as an OpenAPI 3.1 document. */
final class OpenApi {

    private static final String SCHEMAS = "#/components/schemas/";

    private final Knowledge knowledge;
    private final OpenApiSchemas schemas;

    private final Set<PlatformPrivilege> held;

    OpenApi(Knowledge knowledge, Set<PlatformPrivilege> held) {
        this.held = held;
        this.knowledge = knowledge;
        this.schemas = new OpenApiSchemas(knowledge);
    }

    ObjectNode document() {
        var document = Json.object();
        document.put("openapi", "3.1.1");
        document.putObject("info")
                .put("title", "Casewright")
                .put("version", "1." + knowledge.catalog().release())
                .put("description", "Records and tasks as you may see and change them.");
        document.putArray("servers").addObject().put("url", "/");
        var security = document.putArray("security");
        security.addObject().putArray("token");
        security.addObject().putArray("password");
        var tags = document.putArray("tags");
        var paths = document.putObject("paths");
        var components = document.putObject("components");
        var known =
                knowledge.catalog().entities().stream().filter(knowledge::knows).toList();
        for (var entity : known) {
            tags.addObject().put("name", entity.ref()).put("description", entity.plural());
            addPaths(paths, entity);
        }
        addFixedPaths(paths, tags);
        components.set("schemas", schemas.all(known, held.contains(PlatformPrivilege.AUDIT)));
        addParameters(components.putObject("parameters"));
        addResponses(components.putObject("responses"));
        addSecurity(components.putObject("securitySchemes"));
        return document;
    }

    private void addPaths(ObjectNode paths, EntityDefinition entity) {
        var list = Json.object();
        var one = Json.object();
        var base = ApiPaths.ROOT + "/" + entity.ref();
        var name = OpenApiSchemas.name(entity);
        var read = knowledge.may(Privilege.READ, entity);
        if (read) {
            list.set("get", query(entity, name));
            one.set("get", get(entity, name));
        }
        if (knowledge.may(Privilege.CREATE, entity) && !knowledge.catalog().isInput(entity)) {
            list.set("post", create(entity, name));
        }
        if (knowledge.may(Privilege.WRITE, entity)) {
            one.set("patch", patch(entity, name));
        }
        if (knowledge.may(Privilege.DELETE, entity)) {
            one.set("delete", delete(entity, name));
        }
        if (!list.isEmpty()) {
            paths.set(base, list);
        }
        if (read && knowledge.may(Privilege.EXPORT, entity)) {
            paths.set(base + "/export", Json.object().set("get", export(entity, name)));
        }
        if (read) {
            OpenApiLists.addPaths(paths, knowledge, entity, base, name);
        }
        if (!one.isEmpty()) {
            paths.set(base + "/{id}", withId(one));
        }
        if (knowledge.may(Privilege.DELETE, entity)) {
            var restore = operation(entity, "restore", "Brings a retired record back", name);
            answers(restore, "200", SCHEMAS + name, "401", "404", "409", "422", "429");
            paths.set(base + "/{id}/restore", withId(Json.object().set("post", keyed(restore))));
        }
        addSharing(paths, entity, base, name);
        if (DuplicatesController.answersFor(knowledge, entity)) {
            paths.set(base + "/duplicates", Json.object().set("post", duplicates(entity, name)));
        }
        addOperations(paths, entity, base, name);
        if (knowledge.opens(entity)) {
            paths.set(base + "/{id}" + BreakGlassController.PATH, breakGlass(entity, name));
        }
        if (read) {
            var history = operation(entity, "history", "Changes of a record, newest first", name);
            answers(history, "200", SCHEMAS + "History", "401", "404", "429");
            paths.set(base + "/{id}/history", withId(Json.object().set("get", history)));
            var why = operation(entity, "why", "By which rules you may do what with a record", name);
            answers(why, "200", SCHEMAS + "Anything", "401", "404", "429");
            paths.set(
                    base + "/{id}" + SharingController.WHY, withId(Json.object().set("get", why)));
            addNotes(paths, entity, base, name);
            var tasks = operation(entity, "tasks", "Open tasks about a record", name);
            answers(tasks, "200", SCHEMAS + "TaskPage", "401", "404", "429");
            paths.set(base + "/{id}/tasks", withId(Json.object().set("get", tasks)));
            if (hasFiles(entity)) {
                paths.set(base + "/{id}/attachments/{attachment}", file(entity, name));
            }
        }
    }

    /** Who reads records reads their notes; who may append to them writes some. */
    private void addNotes(ObjectNode paths, EntityDefinition entity, String base, String name) {
        var both = Json.object();
        var list = operation(entity, "notes", "What people wrote about a record, the last first", name);
        answers(list, "200", SCHEMAS + "Notes", "401", "404", "429");
        both.set("get", list);
        if (knowledge.may(Privilege.APPEND, entity)) {
            var write = operation(entity, "note", "Writes a note on a record", name);
            body(write, Answer.JSON, SCHEMAS + "NewNote");
            answers(write, "201", SCHEMAS + "Note", "400", "401", "403", "404", "409", "413", "415", "422", "429");
            both.set("post", keyed(write));
            var one = Json.object();
            var change = operation(entity, "changeNote", "Changes a note that you have just written", name);
            body(change, Answer.JSON, SCHEMAS + "NewNote");
            answers(change, "200", SCHEMAS + "Note", "400", "401", "403", "404", "409", "413", "415", "422", "429");
            one.set("patch", change);
            var strike = operation(entity, "strikeNote", "Strikes out a note, which stays readable", name);
            answers(strike, "200", SCHEMAS + "Note", "401", "403", "404", "409", "429");
            one.set("delete", strike);
            var path = withId(one);
            parameter(path.withArray("parameters"), "note");
            paths.set(base + "/{id}" + NoteController.NOTES + "/{note}", path);
        }
        paths.set(base + "/{id}" + NoteController.NOTES, withId(both));
    }

    /** Who may give records to others, or share them. */
    private void addSharing(ObjectNode paths, EntityDefinition entity, String base, String name) {
        if (knowledge.may(Privilege.ASSIGN, entity) && entity.ownership() instanceof Ownership.Unit) {
            var assign = operation(entity, "assign", "Gives a record to another unit, account or team", name);
            parameter(assign.putArray("parameters"), "ifMatchOptional");
            body(assign, Answer.JSON, SCHEMAS + "Assignment");
            answers(assign, "200", SCHEMAS + name, "400", "401", "403", "404", "409", "412", "415", "422", "429");
            paths.set(
                    base + "/{id}" + SharingController.ASSIGN,
                    withId(Json.object().set("post", keyed(assign))));
        }
        if (!knowledge.may(Privilege.SHARE, entity)) {
            return;
        }
        var list = operation(entity, "shares", "With whom a record is and was shared", name);
        answers(list, "200", SCHEMAS + "Shares", "401", "403", "404", "429");
        var share = operation(entity, "share", "Opens a record to others", name);
        body(share, Answer.JSON, SCHEMAS + "NewShare");
        answers(share, "201", SCHEMAS + "Share", "400", "401", "403", "404", "409", "415", "422", "429");
        var both = Json.object();
        both.set("get", list);
        both.set("post", keyed(share));
        paths.set(base + "/{id}" + SharingController.SHARES, withId(both));
        var end = operation(entity, "unshare", "Ends a share", name);
        answers(end, "204", null, "401", "403", "404", "429");
        var one = withId(Json.object().set("delete", end));
        parameter(one.withArray("parameters"), "share");
        paths.set(base + "/{id}" + SharingController.SHARES + "/{share}", one);
    }

    /** The operations that the asker may do with some record, and the way back of those that made one of these. */
    private void addOperations(ObjectNode paths, EntityDefinition entity, String base, String name) {
        if (!knowledge.may(Privilege.READ, entity)) {
            return;
        }
        var offered = knowledge.operations(entity);
        var undoable = knowledge.undoable(entity);
        if (!offered.isEmpty() || undoable) {
            var list = operation(entity, "operations", "What can be done with a record now, and undone", name);
            answers(list, "200", SCHEMAS + "Operations", "401", "404", "429");
            paths.set(base + "/{id}/operations", withId(Json.object().set("get", list)));
        }
        for (var operation : offered) {
            var run = operation(entity, "run_" + operation.name(), operation.title(), name);
            parameter(run.putArray("parameters"), "ifMatchOptional");
            var input = OpenApiSchemas.name(knowledge.catalog().entity(operation.creates()));
            var body = run.putObject("requestBody")
                    .put("required", true)
                    .putObject("content")
                    .putObject(Answer.JSON)
                    .putObject("schema")
                    .put("type", "object")
                    .putObject("properties");
            body.putObject("values")
                    .put("description", "Values of the operation's form")
                    .put("type", "object");
            body.putObject("acknowledge")
                    .put("type", "array")
                    .putObject("items")
                    .put("type", "string");
            answers(run, "201", SCHEMAS + input, "400", "401", "403", "404", "409", "412", "413", "415", "422", "429");
            paths.set(
                    base + "/{id}/operations/" + operation.name(),
                    withId(Json.object().set("post", keyed(run))));
        }
        if (undoable) {
            var undo = operation(entity, "undo", "Undoes the operation that made this record", name);
            answers(undo, "200", SCHEMAS + "Anything", "401", "403", "404", "409", "422", "429");
            paths.set(base + "/{id}/undo", withId(Json.object().set("post", keyed(undo))));
        }
    }

    private static ObjectNode breakGlass(EntityDefinition entity, String name) {
        var open = operation(entity, "breakGlass", "Opens a record to you for some hours, for a reason", name);
        body(open, Answer.JSON, SCHEMAS + "BreakGlass");
        answers(open, "200", SCHEMAS + "Opened", "400", "401", "404", "409", "413", "415", "422", "429");
        return withId(Json.object().set("post", keyed(open)));
    }

    private static boolean hasFiles(EntityDefinition entity) {
        return entity.properties().values().stream()
                .flatMap(property -> Stream.concat(Stream.of(property), property.type().parts().stream()))
                .anyMatch(property -> property.type() instanceof PropertyType.Attachment);
    }

    private static ObjectNode export(EntityDefinition entity, String name) {
        var export = operation(entity, "export", "A list as a CSV file, which its records keep in their history", name);
        var parameters = export.putArray("parameters");
        for (var parameter : List.of("filter", "sort", "q", "view", "retired", "columns")) {
            parameter(parameters, parameter);
        }
        answers(export, "200", null, "400", "401", "403", "404", "422", "429");
        export.withObject("responses")
                .withObject("200")
                .putObject("content")
                .putObject("text/csv")
                .putObject("schema")
                .put("type", "string");
        return export;
    }

    private static ObjectNode file(EntityDefinition entity, String name) {
        var read = operation(entity, "readFile", "A file of a record, also one that was replaced", name);
        answers(read, "200", null, "401", "404", "429");
        read.withObject("responses")
                .withObject("200")
                .putObject("content")
                .putObject("*/*")
                .putObject("schema")
                .put("description", "The content, with its own media type");
        read.withObject("responses").putObject("304").put("description", "It is still as If-None-Match says.");
        var path = withId(Json.object().set("get", read));
        parameter(path.withArray("parameters"), "attachment");
        return path;
    }

    private static ObjectNode upload() {
        var upload = fixed("platform", "uploadFile", "Keeps a file for a day, till a record takes it");
        parameter(upload.putArray("parameters"), "fileName");
        upload.putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject("application/octet-stream")
                .putObject("schema")
                .put("description", "The file itself; what it is, is found in it");
        answers(upload, "201", SCHEMAS + "Attachment", "400", "401", "403", "413", "415", "422", "429");
        return upload;
    }

    static ObjectNode operation(EntityDefinition entity, String verb, String summary, String name) {
        var operation = Json.object();
        operation.putArray("tags").add(entity.ref());
        operation.put("operationId", verb + "_" + name.replace('.', '_'));
        operation.put("summary", summary + " (" + entity.title() + ")");
        return operation;
    }

    private static ObjectNode query(EntityDefinition entity, String name) {
        var query = operation(entity, "find", "A page of records", name);
        var parameters = query.putArray("parameters");
        for (var parameter : Set.of(
                        "filter", "sort", "limit", "cursor", "fields", "count", "q", "retired", "expand", "view",
                        "groupBy")
                .stream()
                .sorted()
                .toList()) {
            parameter(parameters, parameter);
        }
        answers(query, "200", SCHEMAS + name + ".Page", "400", "401", "403", "404", "406", "422", "429");
        return query;
    }

    private ObjectNode get(EntityDefinition entity, String name) {
        var get = operation(entity, "get", "A record, by id or number", name);
        var parameters = get.putArray("parameters");
        parameter(parameters, "expand");
        parameter(parameters, "fields");
        if (knowledge.reveals(entity)) {
            parameter(parameters, "reveal");
            parameter(parameters, "purpose");
        }
        answers(get, "200", SCHEMAS + name, "400", "401", "404", "406", "422", "429");
        etag(get, "200");
        get.withObject("responses").putObject("304").put("description", "It is still as If-None-Match says.");
        return get;
    }

    private static ObjectNode create(EntityDefinition entity, String name) {
        var create = operation(entity, "create", "A new record, with related ones in it", name);
        body(create, Answer.JSON, SCHEMAS + name + ".Create");
        answers(create, "201", SCHEMAS + name, "400", "401", "403", "404", "409", "413", "415", "422", "429");
        etag(create, "201");
        create.withObject("responses")
                .withObject("201")
                .withObject("headers")
                .putObject("Location")
                .put("description", "Where the record is")
                .putObject("schema")
                .put("type", "string")
                .put("format", "uri-reference");
        return keyed(create);
    }

    private static ObjectNode duplicates(EntityDefinition entity, String name) {
        var ask = operation(entity, "duplicates", "The records that a new one perhaps is, the likest first", name);
        body(ask, Answer.JSON, SCHEMAS + "Anything");
        answers(ask, "200", SCHEMAS + name + ".Duplicates", "400", "401", "403", "404", "413", "415", "422", "429");
        return ask;
    }

    private static ObjectNode patch(EntityDefinition entity, String name) {
        var patch = operation(entity, "change", "Changes a record by JSON Merge Patch", name);
        parameter(patch.putArray("parameters"), "ifMatch");
        body(patch, Requests.MERGE_PATCH, SCHEMAS + name + ".Patch");
        answers(
                patch,
                "200",
                SCHEMAS + name,
                "400",
                "401",
                "403",
                "404",
                "409",
                "412",
                "413",
                "415",
                "422",
                "428",
                "429");
        etag(patch, "200");
        return patch;
    }

    private static ObjectNode delete(EntityDefinition entity, String name) {
        var delete = operation(entity, "retire", "Takes a record out of lists; nothing is deleted", name);
        parameter(delete.putArray("parameters"), "ifMatchOptional");
        answers(delete, "204", null, "401", "403", "404", "409", "412", "422", "429");
        return delete;
    }

    private void addFixedPaths(ObjectNode paths, ArrayNode tags) {
        tags.addObject().put("name", "tasks").put("description", "What is to do");
        tags.addObject().put("name", "platform").put("description", "Who you are and what there is");
        var find = fixed("tasks", "findTasks", "Open tasks, late and urgent ones first");
        var parameters = find.putArray("parameters");
        parameter(parameters, "view");
        parameter(parameters, "limit");
        parameter(parameters, "cursor");
        parameter(parameters, "count");
        answers(find, "200", SCHEMAS + "TaskPage", "400", "401", "429");
        paths.set(ApiPaths.ROOT + "/tasks", Json.object().set("get", find));
        var get = fixed("tasks", "getTask", "An open task");
        answers(get, "200", SCHEMAS + "Task", "401", "404", "429");
        paths.set(ApiPaths.ROOT + "/tasks/{id}", withId(Json.object().set("get", get)));
        for (var verb : new String[] {"claim", "release"}) {
            var operation = fixed(
                    "tasks", verb + "Task", verb.equals("claim") ? "Takes a task" : "Gives a task back to the team");
            answers(operation, "200", SCHEMAS + "Task", "401", "403", "404", "409", "429");
            paths.set(
                    ApiPaths.ROOT + "/tasks/{id}/" + verb, withId(Json.object().set("post", keyed(operation))));
        }
        var complete = fixed("tasks", "completeTask", "Completes a task with the values of its form");
        body(complete, Answer.JSON, SCHEMAS + "Completion");
        answers(
                complete,
                "200",
                SCHEMAS + "Saved",
                "400",
                "401",
                "403",
                "404",
                "409",
                "412",
                "413",
                "415",
                "422",
                "429");
        paths.set(ApiPaths.ROOT + "/tasks/{id}/complete", withId(Json.object().set("post", keyed(complete))));
        addNotices(paths);
        var batch = fixed("platform", "applyBatch", "Several changes, all or nothing");
        body(batch, Answer.JSON, SCHEMAS + "Batch");
        answers(
                batch,
                "200",
                SCHEMAS + "Saved",
                "400",
                "401",
                "403",
                "404",
                "409",
                "412",
                "413",
                "415",
                "422",
                "428",
                "429");
        paths.set(ApiPaths.ROOT + "/batch", Json.object().set("post", keyed(batch)));
        paths.set(AttachmentController.UPLOADS, Json.object().set("post", upload()));
        for (var name : new String[] {"me", "catalog", "releases", "openapi.json"}) {
            var about = fixed("platform", "get_" + name.replace(".json", ""), "About " + name);
            answers(about, "200", SCHEMAS + "Anything", "401", "429");
            paths.set(ApiPaths.ROOT + "/" + name, Json.object().set("get", about));
        }
        if (held.contains(PlatformPrivilege.DEPLOY) || held.contains(PlatformPrivilege.CONFIGURE)) {
            addReleases(paths);
        }
        if (held.contains(PlatformPrivilege.ADMINISTER)) {
            addAdministration(paths);
        }
        if (held.contains(PlatformPrivilege.AUDIT)) {
            addAudit(paths);
        }
    }

    private static void addAdministration(ObjectNode paths) {
        var access = fixed("platform", "whatSomebodyMayDo", "What an account may do, and by which rules");
        var parameters = access.putArray("parameters");
        parameters
                .addObject()
                .put("name", "name")
                .put("in", "path")
                .put("required", true)
                .put("description", "By which the account signs in")
                .putObject("schema")
                .put("type", "string");
        query(parameters, "entity", "Of this entity only, such as module/entity");
        answers(access, "200", SCHEMAS + "Anything", "400", "401", "403", "404", "429");
        paths.set(AdministrationController.ACCESS, Json.object().set("get", access));
    }

    private static void addAudit(ObjectNode paths) {
        var find = fixed("platform", "findAudited", "Records with an id or a number, to ask who has seen them");
        query(find.putArray("parameters"), "find", "Id or number").put("required", true);
        answers(find, "200", SCHEMAS + "AuditedRecords", "400", "401", "403", "429");
        paths.set(AuditController.RECORDS, Json.object().set("get", find));
        var steps = fixed("platform", "whoHasSeen", "Who has read, changed and opened a record, the latest first");
        var parameters = steps.putArray("parameters");
        parameter(parameters, "limit");
        parameter(parameters, "cursor");
        answers(steps, "200", SCHEMAS + "AuditPage", "400", "401", "403", "404", "429");
        paths.set(AuditController.RECORDS + "/{id}", withId(Json.object().set("get", steps)));
        var deeds = fixed("platform", "whatWasAdministered", "What was done to units, people, teams and partners");
        var asked = deeds.putArray("parameters");
        query(asked, "about", "Name or code of an account, a team, a unit or a partner");
        query(asked, "by", "Name of whoever did it");
        parameter(asked, "limit");
        parameter(asked, "cursor");
        answers(deeds, "200", SCHEMAS + "DeedPage", "400", "401", "403", "429");
        paths.set(AuditController.DEEDS, Json.object().set("get", deeds));
    }

    private void addReleases(ObjectNode paths) {
        var base = ApiPaths.ROOT + "/releases/";
        var plan = deployment("planRelease", "What applying definition files would do", "remove");
        zip(plan);
        paths.set(base + "plan", Json.object().set("post", plan));
        var rollback =
                deployment("rollBack", "Applies an earlier release again", "plan", "consent", "despiteScenarios");
        rollback.withArray("parameters")
                .addObject()
                .put("name", "number")
                .put("in", "path")
                .put("required", true)
                .putObject("schema")
                .put("type", "integer")
                .put("minimum", 1);
        paths.set(base + "{number}/rollback", Json.object().set("post", rollback));
        if (!held.contains(PlatformPrivilege.DEPLOY)) {
            return;
        }
        var apply = deployment("applyRelease", "Applies definition files", "remove", "consent", "despiteScenarios");
        zip(apply);
        paths.set(base + "apply", Json.object().set("post", apply));
        var approve = deployment("approveRelease", "Agrees to what somebody else is going to apply");
        body(approve, Answer.JSON, SCHEMAS + "Approval");
        answers(approve, "201", SCHEMAS + "Anything", "400", "401", "403", "409", "415", "429");
        paths.set(base + "approvals", Json.object().set("post", approve));
    }

    private static ObjectNode deployment(String id, String summary, String... parameters) {
        var operation = fixed("platform", id, summary);
        for (var name : parameters) {
            operation
                    .withArray("parameters")
                    .addObject()
                    .put("name", name)
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", Set.of("plan", "consent").contains(name) ? "boolean" : "string");
        }
        answers(operation, "200", SCHEMAS + "Anything", "400", "401", "403", "404", "409", "415", "422", "428", "429");
        return operation;
    }

    private static void zip(ObjectNode operation) {
        operation
                .putObject("requestBody")
                .putObject("content")
                .putObject("application/zip")
                .putObject("schema")
                .put("description", "An exported release, or module folders below modules/");
    }

    private static void addNotices(ObjectNode paths) {
        var list = fixed("platform", "findNotices", "What you were told, the latest first");
        var parameters = list.putArray("parameters");
        parameter(parameters, "unread");
        parameter(parameters, "limit");
        parameter(parameters, "cursor");
        answers(list, "200", SCHEMAS + "NoticePage", "400", "401", "429");
        paths.set(NoticeController.NOTICES, Json.object().set("get", list));
        var read = fixed("platform", "readNotice", "Marks a notice as read");
        answers(read, "200", SCHEMAS + "Notice", "401", "404", "429");
        paths.set(NoticeController.NOTICES + "/{id}/read", withId(Json.object().set("post", read)));
    }

    private static ObjectNode fixed(String tag, String id, String summary) {
        var operation = Json.object();
        operation.putArray("tags").add(tag);
        operation.put("operationId", id);
        operation.put("summary", summary);
        return operation;
    }

    private static ObjectNode withId(ObjectNode path) {
        parameter(path.putArray("parameters"), "id");
        return path;
    }

    static ObjectNode keyed(ObjectNode operation) {
        parameter(operation.withArray("parameters"), "idempotencyKey");
        return operation;
    }

    private static ObjectNode query(ArrayNode into, String name, String description) {
        var parameter = into.addObject().put("name", name).put("in", "query").put("description", description);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    static void parameter(ArrayNode into, String name) {
        into.addObject().put("$ref", "#/components/parameters/" + name);
    }

    static void body(ObjectNode operation, String type, String schema) {
        var body = operation.putObject("requestBody").put("required", true);
        body.putObject("content").putObject(type).putObject("schema").put("$ref", schema);
    }

    static void answers(
            ObjectNode operation, String status, @org.jspecify.annotations.Nullable String schema, String... problems) {
        var responses = operation.putObject("responses");
        var good = responses.putObject(status).put("description", schema == null ? "Done" : "The answer");
        if (schema != null) {
            good.putObject("content").putObject(Answer.JSON).putObject("schema").put("$ref", schema);
        }
        for (var problem : problems) {
            responses.putObject(problem).put("$ref", "#/components/responses/Problem" + problem);
        }
    }

    private static void etag(ObjectNode operation, String status) {
        operation
                .withObject("responses")
                .withObject(status)
                .withObject("headers")
                .putObject("ETag")
                .put("description", "The record's version")
                .putObject("schema")
                .put("type", "string");
    }

    private static void addParameters(ObjectNode into) {
        text(into, "id", "path", "id", "Id or number");
        text(into, "share", "path", "share", "Id of the share");
        text(into, "viewId", "path", "viewId", "Id of a view, or the name of one of the module");
        text(into, "job", "path", "job", "Id of the job");
        text(into, "note", "path", "note", "Id of the note");
        text(into, "attachment", "path", "attachment", "Id of the file");
        text(into, "fileName", "query", "name", "What people call the file");
        text(into, "filter", "query", "filter", "FEEL over the record's properties, such as: state = \"OUT\"");
        text(into, "sort", "query", "sort", "Names between commas; - before a name for descending");
        text(into, "cursor", "query", "cursor", "What an earlier page gave as next");
        text(into, "fields", "query", "fields", "Names between commas: only these, id and version are given");
        text(into, "columns", "query", "columns", "Names between commas, also behind a reference, as in reader.name");
        text(into, "expand", "query", "expand", "References and lists of related records to put in");
        text(into, "reveal", "query", "reveal", "Names between commas of what a record withholds: kept in its history");
        text(into, "purpose", "query", "purpose", "What it is needed for");
        text(into, "q", "query", "q", "Words to search for");
        text(into, "idempotencyKey", "header", "Idempotency-Key", "Makes a repeated request harmless for a day");
        text(into, "ifMatch", "header", "If-Match", "The ETag of the version that you saw")
                .put("required", true);
        text(into, "ifMatchOptional", "header", "If-Match", "The ETag of the version that you saw");
        schema(into, "limit", "query", "How many at most")
                .put("type", "integer")
                .put("minimum", 1)
                .put("maximum", 200)
                .put("default", 50);
        choice(schema(into, "count", "query", "How the matching records are counted"), "none", "capped", "exact");
        text(into, "view", "query", "view", "Name of a list: its filter and sort, or its groups");
        text(
                into,
                "groupBy",
                "query",
                "groupBy",
                "Property by whose values the records are counted: the answer has groups instead of items");
        choice(schema(into, "retired", "query", "Retired records instead of living ones"), "true", "false");
        choice(schema(into, "unread", "query", "Only what you have not read"), "true", "false");
        choice(schema(into, "view", "query", "Which tasks"), "mine", "team", "overdue");
    }

    private static ObjectNode text(ObjectNode into, String key, String in, String name, String description) {
        var parameter = into.putObject(key).put("name", name).put("in", in).put("description", description);
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private static ObjectNode schema(ObjectNode into, String name, String in, String description) {
        return into.putObject(name)
                .put("name", name)
                .put("in", in)
                .put("description", description)
                .putObject("schema");
    }

    private static void choice(ObjectNode schema, String... words) {
        schema.put("type", "string");
        var values = schema.putArray("enum");
        for (var word : words) {
            values.add(word);
        }
    }

    private static void addResponses(ObjectNode into) {
        for (var status : new int[] {400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428, 429}) {
            var response = into.putObject("Problem" + status);
            response.put(
                    "description",
                    org.springframework.http.HttpStatus.valueOf(status).getReasonPhrase());
            response.putObject("content")
                    .putObject(Answer.PROBLEM)
                    .putObject("schema")
                    .put("$ref", SCHEMAS + "Problem");
        }
    }

    private static void addSecurity(ObjectNode into) {
        into.putObject("token").put("type", "http").put("scheme", "bearer");
        into.putObject("password").put("type", "http").put("scheme", "basic");
    }
}
