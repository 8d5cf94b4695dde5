package org.casewright.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.casewright.process.Bpmn.end;
import static org.casewright.process.Bpmn.flow;
import static org.casewright.process.Bpmn.setFields;
import static org.casewright.process.Bpmn.start;
import static org.casewright.process.Bpmn.userTask;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.casewright.definition.ProcessDefinition;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.postgres.TestDatabase;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentsTest {

    private static final String SIMPLE = start("begin")
            + userTask("read", "Read", "LIB", "", "")
            + end("done", "Done")
            + flow("begin", "read")
            + flow("read", "done");

    private static TestDatabase database;
    private static final Deployments DEPLOYMENTS = new Deployments();

    @BeforeAll
    static void open() {
        database = TestDatabase.copyOf(template());
    }

    static String template() {
        return Template.NAME;
    }

    private static final class Template {
        static final String NAME = TestDatabase.template("template_engine", owner -> {
            PlatformMigrations.run(owner);
            EngineTables.prepare(owner);
            EngineTables.prepare(owner);
        });
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void forget() throws SQLException {
        run(
                "delete from camunda.act_re_procdef; delete from camunda.act_ge_bytearray; delete from camunda.act_re_deployment");
    }

    @Test
    void aNewFileBecomesAVersionAndTheSameContentDoesNot() throws SQLException {
        deploy(SIMPLE);
        deploy(SIMPLE);
        assertThat(versions()).isEqualTo("1");

        deploy(SIMPLE.replace("Read", "Read it"));
        assertThat(versions()).isEqualTo("1,2");

        deploy(SIMPLE);
        assertThat(versions()).as("a roll-back is a new version").isEqualTo("1,2,3");
    }

    @Test
    void nothingIsDeployedWhenTheReleaseIsRolledBack() throws SQLException {
        try (var connection = database.owner().getConnection()) {
            connection.setAutoCommit(false);
            DEPLOYMENTS.deploy(connection, List.of(definition(SIMPLE)));
            connection.rollback();
        }
        assertThat(versions()).isNull();
        deploy(SIMPLE);
        assertThat(versions()).isEqualTo("1");
    }

    @Test
    void historyIsKeptAsLongAsThePlatformSaysWhateverTheFileSays() throws SQLException {
        deploy(SIMPLE);
        assertThat(ask("select history_ttl_::text from camunda.act_re_procdef")).isEqualTo("180");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <bpmn:scriptTask id="x" scriptFormat="javascript"><bpmn:script>1</bpmn:script></bpmn:scriptTask> | Scripts are never run.
            <bpmn:serviceTask id="x" camunda:class="java.lang.Runtime"/> | There is no service task without a template.
            <bpmn:serviceTask id="x" camunda:delegateExpression="${dataSource}"/> | There is no service task without a template.
            <bpmn:serviceTask id="x" camunda:expression="${x.y()}"/> | There is no service task without a template.
            <bpmn:serviceTask id="x" camunda:modelerTemplate="org.casewright.fly"/> | There is no service task org.casewright.fly.
            <bpmn:userTask id="x" camunda:dueDate="${execution.getId()}"/> | neither a variable's path nor a comparison
            <bpmn:userTask id="x" camunda:dueDate="#{''.getClass()}"/> | neither a variable's path nor a comparison
            <bpmn:userTask id="x"><bpmn:extensionElements><camunda:taskListener event="create" class="X"/></bpmn:extensionElements></bpmn:userTask> | Listeners with code are never run.
            <bpmn:userTask id="x"><bpmn:extensionElements><camunda:executionListener event="start" expression="${x}"/></bpmn:extensionElements></bpmn:userTask> | Listeners with code are never run.
            <bpmn:userTask id="x"><bpmn:extensionElements><camunda:inputOutput><camunda:inputParameter name="a">1</camunda:inputParameter></camunda:inputOutput></bpmn:extensionElements></bpmn:userTask> | Only service tasks of the catalogue have inputs.
            <bpmn:userTask id="x" camunda:dueDate="= now( +"/> | now( +
            """)
    void whatWouldRunCodeIsRefused(String element, String words) throws SQLException {
        var elements = start("begin") + element + end("done", "Done") + flow("begin", "x") + flow("x", "done");
        assertThatThrownBy(() -> deploy(elements))
                .isInstanceOf(Refusal.class)
                .satisfies(refusal -> assertThat(refusal.getMessage() + " " + ((Refusal) refusal).problems())
                        .contains(words));
        assertThat(versions()).isNull();
    }

    @Test
    void aProblemNamesFileLineAndElement() {
        var elements = start("begin") + "\n<bpmn:serviceTask id=\"x\"/>" + flow("begin", "x");
        assertThatThrownBy(() -> deploy(elements))
                .asInstanceOf(InstanceOfAssertFactories.type(Refusal.class))
                .extracting(Refusal::problems, InstanceOfAssertFactories.list(Problem.class))
                .first()
                .extracting(Problem::location)
                .satisfies(place -> assertThat(String.valueOf(place))
                        .startsWith("library/loan.bpmn:11")
                        .endsWith("#x"));
    }

    @Test
    void entitiesFromOutsideAreNotRead() {
        var bpmn = Bpmn.process("loan", SIMPLE)
                .replaceFirst("\\?>", "?><!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>")
                .replace("name=\"Read\"", "name=\"&x;\"");
        assertThatThrownBy(() -> deployText(bpmn)).isInstanceOf(Refusal.class);
    }

    @Test
    void aConditionInAnotherLanguageIsRefused() {
        var elements = SIMPLE.replace("sourceRef=\"read\" targetRef=\"done\"/>", """
                sourceRef="read" targetRef="done"><bpmn:conditionExpression language="groovy">1</bpmn:conditionExpression>
                </bpmn:sequenceFlow>""");
        assertThatThrownBy(() -> deploy(elements))
                .satisfies(refusal ->
                        assertThat(((Refusal) refusal).problems().toString()).contains("not in groovy"));
    }

    @Test
    void variablesMayBeComparedAndServiceTasksOfTheCatalogueAreKnown() throws SQLException {
        deploy(start("begin")
                + "<bpmn:userTask id=\"x\" camunda:priority=\"${urgent}\" camunda:dueDate=\"${due.at}\"/>"
                + setFields("set", "Set", "= {note: \"read\"}")
                + end("done", "Done")
                + flow("begin", "x")
                + flow("x", "set")
                + flow("set", "done"));
        assertThat(versions()).isEqualTo("1");
    }

    private static void deploy(String elements) throws SQLException {
        deployText(Bpmn.process("loan", elements));
    }

    private static void deployText(String bpmn) throws SQLException {
        try (var connection = database.owner().getConnection()) {
            connection.setAutoCommit(false);
            DEPLOYMENTS.deploy(
                    connection,
                    List.of(new ProcessDefinition("library", "loan", "Loan", "library/loan", null, Map.of(), bpmn)));
            connection.commit();
        }
    }

    private static ProcessDefinition definition(String elements) {
        return new ProcessDefinition(
                "library", "loan", "Loan", "library/loan", null, Map.of(), Bpmn.process("loan", elements));
    }

    private static String versions() throws SQLException {
        return ask(
                "select string_agg(version_::text, ',' order by version_) from camunda.act_re_procdef where key_ = 'loan'");
    }

    private static void run(String sql) throws SQLException {
        try (var connection = database.owner().getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(String sql) throws SQLException {
        return ask(database.owner(), sql);
    }

    private static String ask(DataSource source, String sql) throws SQLException {
        try (var connection = source.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
