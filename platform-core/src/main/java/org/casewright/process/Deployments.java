package org.casewright.process;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.ProcessDefinitionQuery;
import org.casewright.definition.ProcessDefinition;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Location;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/**
 * Gives process files to the workflow engine. Works on the connection of a release, with an engine that only deploys; the
 * engine that serves finds new versions in the tables when the release has committed.
 */
@Component
public final class Deployments implements AutoCloseable {

    /** One name for all, so that what an earlier release deployed is known. */
    private static final String NAME = "casewright";

    private final DelegatingDataSource connection = new DelegatingDataSource();
    private @Nullable ProcessEngine engine;

    /**
     * Deploys what differs from the versions deployed last; says nothing to the engine about processes that are not given.
     * Neither commits nor closes the connection.
     *
     * @param owner connection of the owner, in a transaction
     * @throws Refusal {@code DEFINITION}, with every problem that the engine found
     */
    public synchronized void deploy(Connection owner, Collection<ProcessDefinition> processes) {
        if (processes.isEmpty()) {
            return;
        }
        connection.setTargetDataSource(new SingleConnectionDataSource(owner, true));
        try {
            var repository = engine().getRepositoryService();
            var deployment = repository.createDeployment().name(NAME).enableDuplicateFiltering(true);
            processes.forEach(process -> deployment.addInputStream(
                    resource(process),
                    new java.io.ByteArrayInputStream(process.bpmn().getBytes(StandardCharsets.UTF_8))));
            deployment.deploy();
            checkAllKnown(repository.createProcessDefinitionQuery(), processes);
        } catch (ParseException e) {
            throw new Refusal(ErrorCode.DEFINITION, "A workflow cannot be deployed.", problems(e));
        } catch (ProcessEngineException e) {
            throw Refusal.of(ErrorCode.DEFINITION, "A workflow cannot be deployed: {0}", e.getMessage());
        }
    }

    /** Makes ready what deploying needs. The first time it takes long, and is better not waited for in a transaction. */
    public synchronized void makeReady(Connection owner) {
        connection.setTargetDataSource(new SingleConnectionDataSource(owner, true));
        engine();
    }

    private static String resource(ProcessDefinition process) {
        return process.module() + "/" + process.id() + ".bpmn";
    }

    private static void checkAllKnown(ProcessDefinitionQuery query, Collection<ProcessDefinition> processes) {
        var known = query.latestVersion().list().stream()
                .map(org.camunda.bpm.engine.repository.ProcessDefinition::getKey)
                .collect(Collectors.toSet());
        var unknown = processes.stream()
                .filter(process -> !known.contains(process.id()))
                .map(process -> Problem.in(
                        Location.of(resource(process)),
                        "The file has no executable process " + process.id() + ".",
                        "Set isExecutable=\"true\" on a process whose id is the file's name."))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Refusal(ErrorCode.DEFINITION, "A workflow cannot be deployed.", unknown);
        }
    }

    private static List<Problem> problems(ParseException failure) {
        var problems = new ArrayList<Problem>();
        failure.getResorceReports()
                .forEach(report -> report.getErrors().forEach(error -> {
                    var element = error.getMainElementId() == null ? "" : "#" + error.getMainElementId();
                    var place = new Location(report.getResourceName(), error.getLine(), error.getColumn(), element);
                    problems.add(Problem.in(place, String.valueOf(error.getMessage()), null));
                }));
        return problems;
    }

    private ProcessEngine engine() {
        var built = engine;
        if (built == null) {
            var deploying = new DeployingEngine();
            deploying.setProcessEngineName("casewright deployments " + System.identityHashCode(this));
            deploying.setDataSource(connection);
            deploying.setTransactionsExternallyManaged(true);
            EngineRules.apply(deploying);
            built = deploying.buildProcessEngine();
            engine = built;
        }
        return built;
    }

    /** The engine that deploys; the workflow engine's list of all engines would keep it for ever. */
    @Override
    public synchronized void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }

    private static final class DeployingEngine extends StandaloneProcessEngineConfiguration {
        @Override
        protected void initDmnEngine() {}
    }
}
