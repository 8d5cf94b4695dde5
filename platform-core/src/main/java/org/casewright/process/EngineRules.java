package org.casewright.process;

import java.util.List;
import java.util.Set;
import javax.script.ScriptEngine;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.persistence.StrongUuidGenerator;
import org.camunda.bpm.engine.impl.scripting.engine.ScriptEngineResolver;
import org.jspecify.annotations.Nullable;

/** What holds for every engine of ours, the one that serves and the one that deploys. */
final class EngineRules {

    /** Where each process has been, and when. Who did what, and said what, stands in the platform's own tables. */
    static final HistoryLevel HISTORY = new Places();

    /** Until settings say otherwise; processes do not choose it. */
    static final int HISTORY_DAYS = 180;

    private EngineRules() {}

    static void apply(ProcessEngineConfigurationImpl engine) {
        engine.setDatabaseType("postgres");
        engine.setDatabaseSchema(EngineTables.SCHEMA);
        engine.setDatabaseTablePrefix(EngineTables.SCHEMA + ".");
        engine.setDatabaseSchemaUpdate("false");
        engine.setCustomHistoryLevels(List.of(HISTORY));
        engine.setHistoryLevel(HISTORY);
        engine.setHistory(HISTORY.getName());
        engine.setHistoryTimeToLive("P" + HISTORY_DAYS + "D");
        engine.setEnforceHistoryTimeToLive(true);
        engine.setHistoryCleanupEnabled(false);
        engine.setIdGenerator(new StrongUuidGenerator());
        engine.setJobExecutorActivate(false);
        engine.setFailedJobRetryTimeCycle("R5/PT1M");
        engine.setMetricsEnabled(false);
        engine.setTaskMetricsEnabled(false);
        engine.setAuthorizationEnabled(false);
        engine.setCmmnEnabled(false);
        engine.setDmnEnabled(false);
        engine.setEnableCmdExceptionLogging(false);
        engine.setEnableReducedJobExceptionLogging(true);
        closeDoors(engine);
        engine.setExpressionManager(new Expressions());
        engine.setBpmnParseFactory(ProcessParse::new);
    }

    /** No script, no code from a file, no entity from outside, no serialized Java. */
    private static void closeDoors(ProcessEngineConfigurationImpl engine) {
        engine.setEnableXxeProcessing(false);
        engine.setJavaSerializationFormatEnabled(false);
        engine.setEnableExpressionsInAdhocQueries(false);
        engine.setEnableExpressionsInStoredQueries(false);
        engine.setScriptEngineResolver(new NoScripts());
        engine.setEnableScriptCompilation(false);
        engine.setEnableScriptEngineLoadExternalResources(false);
        engine.setEnableFetchScriptEngineFromProcessApplication(false);
        engine.setBeans(java.util.Map.of());
    }

    private static final class Places implements HistoryLevel {
        private static final Set<String> KEPT = Set.of("process-instance", "activity-instance");

        @Override
        public int getId() {
            return 100;
        }

        @Override
        public String getName() {
            return "places";
        }

        @Override
        public boolean isHistoryEventProduced(HistoryEventType type, @Nullable Object entity) {
            return KEPT.contains(type.getEntityType());
        }
    }

    private static final class NoScripts implements ScriptEngineResolver {
        private final ScriptEngineManager none = new ScriptEngineManager(ClassLoader.getPlatformClassLoader());

        @Override
        public void addScriptEngineFactory(ScriptEngineFactory factory) {
            // The engine offers its own; there is nobody to run a script.
        }

        @Override
        public ScriptEngineManager getScriptEngineManager() {
            return none;
        }

        @Override
        public @Nullable ScriptEngine getScriptEngine(String language, boolean cached) {
            throw new ProcessEngineException("Scripts are never run; " + language + " was asked for.");
        }
    }
}
