package org.casewright.process;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.casewright.expression.Values;
import org.casewright.identity.Directory;
import org.casewright.identity.Teams;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.process.ServiceInputs.Input;
import org.casewright.records.Shares.With;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom steps name: people, teams, units and partners, by what FEEL gives or by their names. */
@Component
final class Named {

    private final Directory directory;
    private final Teams teams;

    Named(Directory directory, Teams teams) {
        this.directory = directory;
        this.teams = teams;
    }

    /** The partner's team that a task is given to; null when the expression gives none. */
    @Nullable
    UUID partnersTeam(Input input, TaskEntity task, Workings workings) {
        var value = ServiceInputs.value(input, task.getExecution(), workings, Map.of());
        if (value == null) {
            return null;
        }
        var name = account(value).map(Directory.Account::name).orElse("");
        var team = teams.find(name);
        if (team.filter(found -> found.partner() != null).isEmpty()) {
            throw Refusal.of(
                    ErrorCode.MODULE_FAILED,
                    team.isPresent()
                            ? "Step {0} is for a partner’s team, and the team {1} belongs to no partner."
                            : "Step {0} is for a partner’s team, and there is no such team.",
                    task.getName(),
                    name);
        }
        return team.get().id();
    }

    /** Who can own records, and is named; empty when that is nobody. */
    Optional<Directory.Account> account(Object value) {
        return ProcessFeel.idOf(value)
                .flatMap(directory::account)
                .or(() -> value instanceof String name ? directory.account(name) : Optional.empty());
    }

    /** The code of the unit that is named. */
    Optional<String> unit(Object value) {
        return switch (value) {
            case String code -> directory.unit(code).map(Directory.Unit::code);
            case Values unit when unit.get("code") instanceof String code -> Optional.of(code);
            default -> Optional.empty();
        };
    }

    /** With whom something is shared; {@code user:NAME}, {@code team:NAME}, {@code unit:CODE} and {@code partner:CODE} in words. */
    Optional<With> with(Object value) {
        if (value instanceof String text) {
            var colon = text.indexOf(':');
            return With.Kind.of(text.substring(0, Math.max(0, colon)))
                    .map(kind -> new With(kind, text.substring(colon + 1).strip()));
        }
        if (value instanceof Values named && named.get("code") instanceof String code) {
            return Optional.of(new With(named.get("number") == null ? With.Kind.PARTNER : With.Kind.UNIT, code));
        }
        return account(value)
                .map(account -> new With(account.team() ? With.Kind.TEAM : With.Kind.USER, account.name()));
    }
}
