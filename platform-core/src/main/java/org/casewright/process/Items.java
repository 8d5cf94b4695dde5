package org.casewright.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.casewright.expression.Values;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The list for whose entries a step is repeated. It is looked up once, when the process comes to the step: who is added later is
 * not among them. Of records only which they are is kept with the process, never a value.
 */
final class Items implements Expression {

    /** The name of the one at hand. */
    static final String ONE = "item";

    private static final long serialVersionUID = 1L;
    private static final int MOST = 1000;
    private static final String LIST = "items";
    private static final String RECORD = "record ";
    private static final String TEXT = "text ";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final transient org.casewright.expression.Expression feel;

    Items(org.casewright.expression.Expression feel) {
        this.feel = feel;
    }

    @Override
    public Object getValue(VariableScope scope) {
        var body = body((ExecutionEntity) scope);
        if (body.getVariableLocal(LIST) instanceof byte[] kept) {
            return JSON.readTree(new String(kept, StandardCharsets.UTF_8))
                    .valueStream()
                    .map(entry -> entry.asString(""))
                    .toList();
        }
        var list = kept(Workings.current().feel().value(feel, scope));
        body.setVariableLocal(LIST, JSON.writeValueAsBytes(list));
        return list;
    }

    /** The engine asks at the step as a whole, and again at each round. */
    private static ExecutionEntity body(ExecutionEntity execution) {
        var at = execution;
        while (at.getActivity() != null && !at.getActivity().getId().endsWith("#multiInstanceBody")) {
            at = at.getParent();
        }
        return at;
    }

    private List<String> kept(@Nullable Object value) {
        var list = new ArrayList<String>();
        for (var entry :
                value instanceof Collection<?> entries ? entries : value == null ? List.of() : List.of(value)) {
            if (entry != null) {
                list.add(ProcessFeel.idOf(entry instanceof Values ? entry : null)
                        .map(id -> RECORD + id)
                        .orElseGet(() -> TEXT + entry));
            }
        }
        if (list.size() > MOST) {
            throw Refusal.of(
                    ErrorCode.MODULE_FAILED,
                    "A step is repeated for at most {0} entries; `{1}` has more.",
                    MOST,
                    feel.text());
        }
        return list;
    }

    /** What was kept of one entry, as expressions see it. */
    static @Nullable Object one(String kept, BiFunction<String, UUID, Values> records) {
        if (!kept.startsWith(RECORD)) {
            return kept.startsWith(TEXT) ? kept.substring(TEXT.length()) : kept;
        }
        var id = UUID.fromString(kept.substring(RECORD.length()));
        return Workings.current()
                .book()
                .entityOf(id)
                .map(entity -> records.apply(entity, id))
                .orElse(null);
    }

    @Override
    public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
        return getValue(scope);
    }

    @Override
    public void setValue(Object value, VariableScope scope) {
        throw new ProcessEngineException("FEEL does not assign.");
    }

    @Override
    public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
        setValue(value, scope);
    }

    @Override
    public String getExpressionText() {
        return "= " + feel.text();
    }

    @Override
    public boolean isLiteralText() {
        return false;
    }
}
