package org.casewright.loading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.EntityScope;
import org.casewright.definition.EntityDefinition.GrantDefinition;
import org.casewright.definition.EntityDefinition.Ownership;
import org.casewright.definition.PlatformEntity;
import org.casewright.expression.Checker;
import org.casewright.expression.Expression;
import org.casewright.expression.FeelType;
import org.casewright.expression.Scope;
import org.casewright.loading.Feel.Wanted;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Problems;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads for whom a record is opened, and who is barred from it. */
final class GrantReader {

    private static final String BARRED = "/x-entity/barred";
    private static final String GRANTS = "/x-entity/grants";

    private final JsonFile file;
    private final References references;
    private final Feel feel;
    private final Problems problems;
    private final Wanted wanted;

    GrantReader(JsonFile file, References references, Feel feel, Problems problems, Wanted wanted) {
        this.file = file;
        this.references = references;
        this.feel = feel;
        this.problems = problems;
        this.wanted = wanted;
    }

    @Nullable
    Expression barred(Ownership ownership) {
        var barred = typed(BARRED, GrantReader::isAccount, "accounts are", "Give a reference to platform/user.");
        if (barred != null) {
            checkOwned(ownership, BARRED);
        }
        return barred;
    }

    List<GrantDefinition> grants(Ownership ownership) {
        var grants = new ArrayList<GrantDefinition>();
        var list = file.root().at(GRANTS);
        for (var i = 0; i < list.size(); i++) {
            var grant = grant(GRANTS + "/" + i, list.get(i));
            if (grant != null) {
                grants.add(grant);
            }
        }
        if (!list.isEmpty()) {
            checkOwned(ownership, GRANTS);
        }
        return grants;
    }

    private @Nullable GrantDefinition grant(String pointer, JsonNode node) {
        var to = typed(
                pointer + "/to",
                GrantReader::isGrantee,
                "accounts, teams, units or partners are",
                "Give a reference to platform/user, platform/team, platform/unit or platform/partner.");
        var until = typed(
                pointer + "/until",
                type -> type instanceof FeelType.Date || type instanceof FeelType.DateTime,
                "a date or a moment is",
                "Give the last day, or the moment when it ends.");
        var roles = new ArrayList<String>();
        for (var i = 0; i < node.path("roles").size(); i++) {
            var role = node.path("roles").get(i).stringValue();
            references.role(role, false, file.at(pointer + "/roles/" + i));
            roles.add(role);
        }
        var privileges = new LinkedHashSet<String>();
        node.path("privileges").forEach(privilege -> privileges.add(privilege.stringValue()));
        return to == null
                ? null
                : new GrantDefinition(
                        to, privileges, until, roles, node.path("profile").asString(null));
    }

    /** What is open to all cannot be opened, nor closed, to some. */
    private void checkOwned(Ownership ownership, String pointer) {
        if (ownership instanceof Ownership.None) {
            problems.add(Problem.in(
                    file.at(pointer),
                    "Reference data are read by everybody.",
                    "Leave it out, or let \"ownership\" be \"unit\" or a parent's."));
        }
    }

    /** An expression that gives what is stored with the record, the same for whoever asks. */
    private @Nullable Expression typed(String pointer, Predicate<FeelType> fits, String words, String advice) {
        var expression = feel.expression(file, pointer, wanted);
        if (expression != null) {
            var at = file.at(pointer);
            feel.later(catalog -> check(expression, at, catalog, fits, words, advice));
        }
        return expression;
    }

    private void check(
            Expression expression,
            Location at,
            Catalog catalog,
            Predicate<FeelType> fits,
            String words,
            String advice) {
        var wrong = new ArrayList<String>();
        var type = Checker.check(expression, wanted.scope().apply(catalog), null, wrong::add);
        if (!wrong.isEmpty()) {
            return;
        }
        if (expression.readsActor()) {
            problems.add(Problem.in(
                    at,
                    "`" + expression.text() + "` depends on who asks.",
                    "It is stored with the record, the same for everybody."));
        } else if (!(type instanceof FeelType.Any) && !fits.test(type)) {
            problems.add(Problem.in(
                    at, "`" + expression.text() + "` gives " + type.words() + " where " + words + " wanted.", advice));
        }
    }

    private static boolean isAccount(FeelType type) {
        return leadsTo(type, EntityScope.USER);
    }

    private static boolean isGrantee(FeelType type) {
        return Stream.of(PlatformEntity.values()).anyMatch(entity -> leadsTo(type, EntityScope.of(entity)));
    }

    private static boolean leadsTo(FeelType type, Scope scope) {
        return switch (type) {
            case FeelType.ListOf(var item) -> leadsTo(item, scope);
            case FeelType.Reference(var to) -> to.equals(scope);
            default -> false;
        };
    }
}
