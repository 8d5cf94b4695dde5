package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.casewright.access.Actor;
import org.casewright.access.Entitlement;
import org.casewright.access.Reasons;
import org.casewright.access.Reasons.EntityDecision;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.AccessDefinition.Privilege;
import org.casewright.identity.Administration;
import org.casewright.identity.Directory;
import org.casewright.records.Entitlements;
import org.casewright.records.Entitlements.OfEntity;
import org.casewright.records.Entitlements.Summary;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.node.ObjectNode;

/** What an account may do, and by which rules, for who holds the privilege to administer. */
@Controller
class AdministrationController {

    static final String ACCESS = ApiPaths.ROOT + "/administration/people/{name}/access";

    private final Administration administration;
    private final Entitlements entitlements;
    private final Directory directory;
    private final Catalogs catalogs;

    AdministrationController(
            Administration administration, Entitlements entitlements, Directory directory, Catalogs catalogs) {
        this.administration = administration;
        this.entitlements = entitlements;
        this.directory = directory;
        this.catalogs = catalogs;
    }

    @GetMapping(ACCESS)
    Answer access(@PathVariable String name, HttpServletRequest request, Actor actor) {
        administration.requireOpenTo(actor);
        var wanted = Parameters.of(request, Set.of("entity")).text("entity");
        if (wanted != null && catalogs.current().findEntity(wanted).isEmpty()) {
            throw Parameters.malformed("There is no entity " + wanted + ".");
        }
        var summary = entitlements.of(name, actor);
        var body = person(summary);
        var entities = body.putObject("entities");
        summary.entities().stream()
                .filter(each -> wanted == null || each.rules().entity().ref().equals(wanted))
                .forEach(each -> entities.set(each.rules().entity().ref(), json(each)));
        return Answer.ok(body);
    }

    private ObjectNode person(Summary summary) {
        var person = summary.person();
        var partner = person.partner();
        var json = Json.object()
                .put("name", person.name())
                .put("title", person.title())
                .put("comesIn", summary.comesIn());
        var units = json.putArray("units");
        units.addObject().put("code", code(person.unit())).putNull("until");
        summary.lent()
                .forEach(lent -> units.addObject()
                        .put("code", code(lent.unit()))
                        .put("until", lent.until() == null ? null : lent.until().toString()));
        texts(json, "roles", person.roles());
        texts(json, "teams", summary.teams());
        json.put("partner", partner == null ? null : partner.partner());
        AboutController.addHeld(json, summary.platform());
        return json;
    }

    private String code(int unit) {
        return directory.unit(unit).map(Directory.Unit::code).orElse("");
    }

    private static ObjectNode json(OfEntity of) {
        var rules = of.rules();
        var json = Json.object().put("hidden", rules.hidden());
        var privileges = json.putObject("privileges");
        for (var privilege : Privilege.values()) {
            privileges.set(Reasons.name(privilege), json(rules.decision(privilege)));
        }
        var fields = json.putObject("fields");
        fields(fields, "written", rules, field -> field.reads() && field.writes());
        fields(fields, "read", rules, field -> field.reads() && !field.writes());
        fields(fields, "writtenUnread", rules, field -> !field.reads() && field.writes());
        fields(fields, "closed", rules, field -> !field.reads() && !field.writes());
        var grants = json.putArray("grants");
        rules.grants().forEach(granting -> {
            var grant = granting.grant();
            var until = grant.until();
            var said = grants.addObject()
                    .put("by", granting.by().ref())
                    .put("to", grant.to().text())
                    .put("until", until == null ? null : until.text())
                    .put("profile", grant.profile());
            texts(said, "privileges", grant.privileges());
            texts(said, "roles", granting.roles());
        });
        texts(json, "barring", rules.barring().stream().map(each -> each.ref()).toList());
        var glass = rules.glass();
        if (glass != null) {
            texts(json.putObject("breakGlass").put("hours", glass.hours()), "fieldClasses", glass.fieldClasses());
        }
        var shares = json.putArray("shares");
        of.shares()
                .forEach(sharing -> shares.addObject().put("by", sharing.by()).put("records", sharing.records()));
        return json;
    }

    private static ObjectNode json(EntityDecision decision) {
        var json = Json.object().put("may", decision.may()).put("open", decision.open());
        var rules = json.putArray("rules");
        decision.rules().forEach(rule -> {
            var said = rules.addObject()
                    .put("role", rule.role())
                    .put("depth", rule.depth().name().toLowerCase(Locale.ROOT));
            texts(said, "rowClasses", rule.rowClasses());
        });
        texts(json, "deniedTo", decision.denials());
        return json;
    }

    private static void fields(ObjectNode into, String name, Entitlement rules, Predicate<Entitlement.Field> which) {
        var fields = into.putArray(name);
        rules.fields().stream().filter(which).map(Entitlement.Field::name).forEach(fields::add);
    }

    private static void texts(ObjectNode into, String name, Collection<String> texts) {
        var array = into.putArray(name);
        texts.stream().sorted().forEach(array::add);
    }
}
