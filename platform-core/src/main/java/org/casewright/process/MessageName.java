package org.casewright.process;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.casewright.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The name under which a process waits for a message: the message's own, and behind it the key for which it waits. The engine has an
 * index on it, so that a message finds who waits for it among millions.
 */
final class MessageName implements org.camunda.bpm.engine.impl.el.Expression {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_KEY = 100;

    private final String message;
    private final transient @Nullable Expression correlate;

    /** {@code correlate} gives the key; null: every such message is meant. */
    MessageName(String message, @Nullable Expression correlate) {
        this.message = message;
        this.correlate = correlate;
    }

    /** The name with a key; a key that is null is no key of any message. */
    static String of(String message, @Nullable Object key) {
        var text = text(key);
        return message + "|" + (text.length() <= LONGEST_KEY ? text : "#" + hash(text));
    }

    private static String text(@Nullable Object key) {
        return switch (key) {
            case null -> "";
            case BigDecimal number ->
                number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
            default -> ProcessFeel.idOf(key).map(Object::toString).orElseGet(key::toString);
        };
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public Object getValue(VariableScope scope) {
        return correlate == null
                ? of(message, null)
                : of(message, Workings.current().feel().value(correlate, scope));
    }

    @Override
    public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
        return getValue(scope);
    }

    @Override
    public void setValue(Object value, VariableScope scope) {
        throw new ProcessEngineException("A message's name is not assigned.");
    }

    @Override
    public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
        setValue(value, scope);
    }

    @Override
    public String getExpressionText() {
        return message;
    }

    @Override
    public boolean isLiteralText() {
        return false;
    }
}
