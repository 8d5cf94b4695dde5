package org.casewright.process;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.EntityRecord;
import org.casewright.expression.Environment;
import org.casewright.expression.Evaluator;
import org.casewright.expression.Expression;
import org.casewright.expression.ExpressionException;
import org.casewright.expression.Values;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.records.RecordFeel;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * FEEL in a process: {@code record} is the process's record as it is now, {@code outcome} and {@code comment} those of the
 * step before. Bare names are the record's. Reads as the engine.
 */
@Component
final class ProcessFeel {

    private static final Date NEVER = Date.from(Instant.parse("9999-01-01T00:00:00Z"));

    private final RecordFeel records;
    private final EngineReading engine;
    private final Catalogs catalogs;

    ProcessFeel(RecordFeel records, EngineReading engine, Catalogs catalogs) {
        this.records = records;
        this.engine = engine;
        this.catalogs = catalogs;
    }

    /** The value for an execution or a task. */
    @Nullable
    Object value(Expression feel, VariableScope scope) {
        return value(feel, scope, Map.of());
    }

    /** The value, with more names than the execution has. */
    @Nullable
    Object value(Expression feel, VariableScope scope, Map<String, Object> more) {
        return engine.asEngine(dsl -> {
            var execution = execution(scope);
            var facts = ProcessFacts.of(execution.getProcessDefinition());
            var record = records.values(facts.entity(), caseOf(execution));
            return evaluate(feel, record, scope, more, records.environment(facts.module(), unit(dsl, execution)));
        });
    }

    /** Whether a process starts for a record; null is no. */
    boolean starts(Expression condition, String module, String entity, UUID id, int unit) {
        return engine.asEngine(dsl -> {
            var record = records.values(entity, id);
            Values root = name -> name.equals("record") ? record : record.get(name);
            return Boolean.TRUE.equals(evaluate(condition, root, records.environment(module, unit)));
        });
    }

    /** Whether a condition was true for a record as it was; null is no. */
    boolean held(Expression condition, String module, EntityRecord record) {
        return engine.asEngine(dsl -> {
            var before = records.values(record);
            Values root = name -> name.equals("record") ? before : before.get(name);
            var environment = records.environment(module, record.system().unit());
            return Boolean.TRUE.equals(evaluate(condition, root, environment));
        });
    }

    /** The values of the record with which a process begins that a message starts. */
    @Nullable
    Object atStart(Expression create, String module, Payload payload, int unit) {
        return engine.asEngine(dsl -> {
            var message = payload.seen(records::values);
            Values root = name -> name.equals(Messages.VARIABLE) ? message : null;
            return evaluate(create, root, records.environment(module, unit));
        });
    }

    /** The value in the engine's own types: dates as its dates, durations as ISO text. */
    @Nullable
    Object forEngine(Expression feel, VariableScope scope, FeelText.Use use) {
        var value = value(feel, scope);
        if (value == null) {
            return switch (use) {
                case TIMER -> NEVER;
                case CONDITION -> false;
                case VALUE, DEADLINE -> null;
            };
        }
        return forEngine(value, scope, use);
    }

    private Object forEngine(Object value, VariableScope scope, FeelText.Use use) {
        return switch (value) {
            case OffsetDateTime moment -> Date.from(moment.toInstant());
            case LocalDate day
            when use == FeelText.Use.DEADLINE ->
                Date.from(beginning(day.plusDays(1), scope).minusSeconds(1));
            case LocalDate day -> Date.from(beginning(day, scope));
            case Duration duration -> duration.toString();
            case Period period -> period.toString();
            case BigDecimal number -> number.doubleValue();
            case UUID id -> id.toString();
            case Collection<?> list ->
                list.stream().map(item -> forEngine(item, scope, use)).toList();
            case Values record ->
                idOf(record)
                        .map(UUID::toString)
                        .orElseThrow(() -> new ProcessEngineException("A group of values is no value for a process."));
            default -> value;
        };
    }

    private Instant beginning(LocalDate day, VariableScope scope) {
        return begins(day, scope).toInstant();
    }

    /** When a day begins where the record belongs. */
    OffsetDateTime begins(LocalDate day, VariableScope scope) {
        return day.atStartOfDay(zone(scope)).toOffsetDateTime();
    }

    private ZoneId zone(VariableScope scope) {
        return engine.asEngine(dsl -> {
            var execution = execution(scope);
            var module = ProcessFacts.of(execution.getProcessDefinition()).module();
            return records.environment(module, unit(dsl, execution)).zone();
        });
    }

    private @Nullable Object evaluate(
            Expression feel, Values record, VariableScope scope, Map<String, Object> more, Environment environment) {
        Values root = name -> more.containsKey(name)
                ? more.get(name)
                : switch (name) {
                    case "record" -> record;
                    case Tasks.OUTCOME, Tasks.COMMENT -> scope.getVariable(name);
                    case Messages.VARIABLE -> message(scope);
                    case Items.ONE -> item(scope);
                    default -> record.get(name);
                };
        return evaluate(feel, root, environment);
    }

    private static @Nullable Object evaluate(Expression feel, Values root, Environment environment) {
        try {
            return Evaluator.evaluate(feel, root, environment);
        } catch (ExpressionException e) {
            throw Refusal.of(ErrorCode.MODULE_FAILED, "A workflow’s expression failed. {0}", e.getMessage());
        }
    }

    /** What came last; null before the first. */
    private @Nullable Values message(VariableScope scope) {
        return scope.getVariable(Messages.VARIABLE) instanceof byte[] kept
                ? Payload.kept(kept, catalogs.current(), records::values)
                : null;
    }

    /** What a step is repeated for; null where nothing is. */
    private @Nullable Object item(VariableScope scope) {
        return scope.getVariable(Items.ONE) instanceof String kept ? Items.one(kept, records::values) : null;
    }

    /** The unit of the record of a running process. */
    int unit(ExecutionEntity execution) {
        return engine.asEngine(dsl -> unit(dsl, execution));
    }

    private static int unit(org.jooq.DSLContext dsl, ExecutionEntity execution) {
        var unit = dsl.select(
                        org.jooq.impl.DSL.field(org.jooq.impl.DSL.name("unit_no"), org.jooq.impl.SQLDataType.INTEGER))
                .from(org.jooq.impl.DSL.table(org.jooq.impl.DSL.name("platform", "record")))
                .where(org.jooq
                        .impl
                        .DSL
                        .field(org.jooq.impl.DSL.name("id"), org.jooq.impl.SQLDataType.UUID)
                        .eq(caseOf(execution)))
                .fetchOne();
        return unit == null ? 0 : unit.value1();
    }

    private static ExecutionEntity execution(VariableScope scope) {
        return switch (scope) {
            case ExecutionEntity execution -> execution;
            case TaskEntity task -> task.getExecution();
            default -> throw new ProcessEngineException("FEEL is evaluated in running processes only.");
        };
    }

    /** Id of the record of a running process. */
    static UUID caseOf(DelegateExecution execution) {
        return UUID.fromString(execution.getProcessBusinessKey());
    }

    /** The id that a value stands for: a record's, or one written out. */
    static Optional<UUID> idOf(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case UUID id -> Optional.of(id);
            case Values record -> idOf(record.get("id"));
            case String text when text.length() == 36 -> parse(text);
            default -> Optional.empty();
        };
    }

    private static Optional<UUID> parse(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
