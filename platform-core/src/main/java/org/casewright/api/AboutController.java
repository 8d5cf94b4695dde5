package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.definition.CodeList;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.ModuleDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.definition.ViewDefinition;
import org.casewright.identity.Directory;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.identity.Reach;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who asks, what there is for them, and how to speak with it. */
@Controller
class AboutController {

    private final Catalogs catalogs;
    private final Directory directory;
    private final PlatformPrivileges privileges;
    private final Prepared catalogAnswers = new Prepared();
    private final Map<Set<PlatformPrivilege>, Prepared> descriptions = new ConcurrentHashMap<>();

    AboutController(Catalogs catalogs, Directory directory, PlatformPrivileges privileges) {
        this.catalogs = catalogs;
        this.directory = directory;
        this.privileges = privileges;
    }

    @GetMapping(ApiPaths.ROOT + "/me")
    Answer me(HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var knowledge = new Knowledge(catalogs.current(actor.language()), actor);
        var me = Json.object();
        me.put("id", actor.id().toString());
        me.put("name", actor.name());
        me.put("title", actor.title());
        directory.unit(actor.unit()).ifPresent(unit -> me.set("unit", unit(unit)));
        var units = me.putArray("units");
        actor.units().stream()
                .sorted()
                .flatMap(number -> directory.unit(number).stream())
                .forEach(unit -> units.add(unit(unit)));
        me.put("timeZone", actor.zone());
        var titles = knowledge.catalog().roles();
        var roles = me.putArray("roles");
        actor.roles().stream()
                .sorted()
                .forEach(role -> roles.addObject().put("id", role).put("title", titles.getOrDefault(role, role)));
        var privileges = me.putObject("privileges");
        for (var entity : knowledge.catalog().entities()) {
            if (knowledge.knows(entity)) {
                addPrivileges(privileges.putArray(entity.ref()), entity, knowledge);
            }
        }
        addHeld(me, this.privileges.held(actor));
        me.put("release", knowledge.catalog().release());
        return Answer.ok(me);
    }

    /** Privileges over the platform, and for which modules those are held that are not held for all. */
    static void addHeld(ObjectNode into, Map<PlatformPrivilege, Reach> held) {
        var platform = into.putArray("platform");
        var limited = into.putObject("platformModules");
        held.forEach((privilege, reach) -> {
            platform.add(privilege.code());
            if (!reach.everywhere()) {
                var modules = limited.putArray(privilege.code());
                reach.modules().stream().sorted().forEach(modules::add);
            }
        });
    }

    private static ObjectNode unit(Directory.Unit unit) {
        return Json.object().put("code", unit.code()).put("name", unit.name());
    }

    private static void addPrivileges(ArrayNode into, EntityDefinition entity, Knowledge knowledge) {
        knowledge
                .privileges(entity)
                .forEach(privilege -> into.add(privilege.name().toLowerCase(Locale.ROOT)));
    }

    @GetMapping(ApiPaths.ROOT + "/catalog")
    Answer catalog(HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var catalog = catalogs.current(actor.language());
        return catalogAnswers.get(catalog, actor, () -> Answer.ok(describe(new Knowledge(catalog, actor))));
    }

    @GetMapping(ApiPaths.ROOT + "/openapi.json")
    Answer openApi(HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var catalog = catalogs.current(actor.language());
        var held = Set.copyOf(privileges.held(actor).keySet());
        return descriptions
                .computeIfAbsent(held, any -> new Prepared())
                .get(catalog, actor, () -> Answer.ok(new OpenApi(new Knowledge(catalog, actor), held).document()));
    }

    private static ObjectNode describe(Knowledge knowledge) {
        var codes = new LinkedHashSet<String>();
        var body = Json.object();
        body.put("release", knowledge.catalog().release());
        var modules = body.putArray("modules");
        for (var module : knowledge.catalog().modules()) {
            var known =
                    module.entities().values().stream().filter(knowledge::knows).toList();
            if (!known.isEmpty()) {
                var json = modules.addObject();
                json.put("name", module.name());
                json.put("version", module.version());
                json.put("title", module.title());
                json.put("icon", module.icon());
                var entities = json.putArray("entities");
                known.forEach(entity -> entities.add(entity(module, entity, knowledge, codes)));
            }
        }
        var lists = body.putObject("codes");
        codes.stream()
                .sorted()
                .forEach(ref -> lists.set(ref, codeList(knowledge.catalog().codeList(ref))));
        return body;
    }

    private static ObjectNode entity(
            ModuleDefinition module, EntityDefinition entity, Knowledge knowledge, Set<String> codes) {
        var json = Json.object();
        json.put("name", entity.name());
        json.put("title", entity.title());
        json.put("plural", entity.plural());
        json.put("icon", entity.icon());
        json.put("main", module.main().contains(entity.name()));
        json.put("path", ApiPaths.ROOT + "/" + entity.ref());
        addPrivileges(json.putArray("privileges"), entity, knowledge);
        if (entity.lifecycle() != null) {
            json.put("status", entity.lifecycle().property());
        }
        var glass = entity.breakGlass();
        if (glass != null && knowledge.opens(entity)) {
            json.putObject("breakGlass").put("hours", glass.hours());
        }
        var properties = json.putArray("properties");
        for (var property : knowledge.properties(entity)) {
            properties.add(property(entity, property, knowledge, codes));
        }
        var inverses = json.putArray("inverses");
        for (var inverse : knowledge.inverses(entity)) {
            inverses.addObject()
                    .put("name", inverse.name())
                    .put("entity", inverse.from().ref())
                    .put("reference", inverse.path());
        }
        var views = json.putArray("views");
        if (knowledge.may(Privilege.READ, entity)) {
            knowledge.views(entity).forEach(view -> views.add(view(view)));
        }
        return json;
    }

    private static ObjectNode property(
            EntityDefinition entity, PropertyDefinition property, Knowledge knowledge, Set<String> codes) {
        var json = described(property, codes);
        if (!property.type().parts().isEmpty()) {
            var parts = json.putArray("properties");
            property.type().parts().stream()
                    .filter(part -> knowledge.knows(entity, property, part))
                    .forEach(part -> parts.add(described(part, codes)));
        }
        return json;
    }

    private static ObjectNode described(PropertyDefinition property, Set<String> codes) {
        var json = Json.object();
        json.put("name", property.name());
        json.put("title", property.title());
        json.put("type", property.type().getClass().getSimpleName().toLowerCase(Locale.ROOT));
        json.put("readOnly", property.readOnly() || property.computed() != null);
        json.put("sortable", property.sortable());
        json.put("search", property.search().name().toLowerCase(Locale.ROOT));
        switch (property.type()) {
            case PropertyType.Code(var list) -> addCodes(json, list, codes);
            case PropertyType.Codes(var list) -> addCodes(json, list, codes);
            case PropertyType.Referring referring ->
                json.put("entity", referring.to().entity());
            case PropertyType.Attachment(var types, var megabytes) -> {
                types.forEach(json.putArray("types")::add);
                json.put("maxMegabytes", megabytes);
            }
            default -> {
                // the name of the type says it all
            }
        }
        return json;
    }

    private static void addCodes(ObjectNode json, String list, Set<String> codes) {
        json.put("codes", list);
        codes.add(list);
    }

    private static ObjectNode view(ViewDefinition view) {
        var json = Json.object();
        json.put("name", view.name());
        json.put("title", view.title());
        json.put("default", view.isDefault());
        json.put("filter", view.filter() == null ? null : view.filter().text());
        json.put(
                "sort",
                String.join(
                        ",",
                        view.sort().stream()
                                .map(by -> (by.descending() ? "-" : "") + by.property())
                                .toList()));
        var columns = json.putArray("columns");
        view.columns().forEach(column -> columns.add(String.join(".", column.path())));
        if (view.groupBy() != null) {
            json.put("groupBy", view.groupBy());
            var counts = json.putObject("counts");
            view.counts().forEach((name, condition) -> counts.put(name, condition.text()));
        }
        return json;
    }

    private static ObjectNode codeList(CodeList list) {
        var json = Json.object();
        json.put("title", list.title());
        var codes = json.putArray("codes");
        for (var code : list.codes().values()) {
            var item = codes.addObject().put("code", code.code()).put("title", code.title());
            if (code.parent() != null) {
                item.put("parent", code.parent());
            }
            if (code.shade() != null) {
                item.put("shade", code.shade());
            }
            if (code.deprecated()) {
                item.put("deprecated", true);
            }
            if (code.replacedBy() != null) {
                item.put("replacedBy", code.replacedBy());
            }
        }
        return json;
    }
}
