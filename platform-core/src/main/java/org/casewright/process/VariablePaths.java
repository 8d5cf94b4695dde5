package org.casewright.process;

import java.beans.FeatureDescriptor;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.FunctionMapper;
import org.jspecify.annotations.Nullable;

/** The engine's own expression language with nothing to reach but variables and what maps and lists in them hold. */
final class VariablePaths extends JuelExpressionManager {

    @Override
    protected ELResolver createElResolver() {
        return new Variables();
    }

    @Override
    protected FunctionMapper createFunctionMapper() {
        return new FunctionMapper() {
            @Override
            public java.lang.reflect.@Nullable Method resolveFunction(String prefix, String name) {
                return null;
            }
        };
    }

    private static final class Variables extends ELResolver {
        @Override
        public @Nullable Object getValue(ELContext context, @Nullable Object base, Object property) {
            context.setPropertyResolved(true);
            return switch (base) {
                case null -> variable(context, property.toString());
                case Map<?, ?> map -> map.get(property);
                case List<?> list when property instanceof Number index -> list.get(index.intValue());
                default ->
                    throw new ProcessEngineException("A process variable has nothing called " + property + " to read.");
            };
        }

        private static @Nullable Object variable(ELContext context, String name) {
            return context.getContext(VariableScope.class) instanceof VariableScope scope
                    ? scope.getVariable(name)
                    : null;
        }

        @Override
        public Class<?> getType(ELContext context, @Nullable Object base, Object property) {
            return Object.class;
        }

        @Override
        public void setValue(ELContext context, @Nullable Object base, Object property, Object value) {
            throw new ProcessEngineException("Expressions do not assign.");
        }

        @Override
        public boolean isReadOnly(ELContext context, @Nullable Object base, Object property) {
            return true;
        }

        @Override
        public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, @Nullable Object base) {
            return Collections.emptyIterator();
        }

        @Override
        public Class<?> getCommonPropertyType(ELContext context, @Nullable Object base) {
            return Object.class;
        }
    }
}
