package org.casewright.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.catalog.Catalog;
import org.casewright.problem.Problem;
import org.casewright.problem.Severity;

/**
 * What applying a catalog would do: what people would notice, the steps with their statements, what stored rows would break,
 * and what was changed by hand. Text that can be read, before it is an effect.
 */
public final class Plan {

    private final long release;
    private final List<Difference> differences;
    private final List<Step> steps;
    private final List<Problem> problems;
    private final List<Drift> drift;
    private final Set<String> modules;

    private Plan(
            long release,
            Set<String> modules,
            List<Difference> differences,
            List<Step> steps,
            List<Problem> problems,
            List<Drift> drift) {
        this.release = release;
        this.modules = Set.copyOf(modules);
        this.differences = List.copyOf(differences);
        this.steps = List.copyOf(steps);
        this.problems = List.copyOf(problems);
        this.drift = List.copyOf(drift);
    }

    /**
     * Compares; changes nothing.
     *
     * @param present what is served; its names are compared, wherever they are stored
     * @param next as it was read from files
     * @param release the number that the next release would have
     */
    public static Plan of(Catalog present, Catalog next, long release, Connection connection) throws SQLException {
        return of(present, next, release, connection, true, Drift.of(connection));
    }

    /**
     * What the tables of a release that is served lack, because this version of the platform wants more of the same
     * definitions. No value becomes another one, and what was changed by hand is not looked for.
     */
    public static Plan lacking(Catalog served, long release, Connection connection) throws SQLException {
        return of(served, served, release, connection, false, List.of());
    }

    private static Plan of(
            Catalog present, Catalog next, long release, Connection connection, boolean fills, List<Drift> drift)
            throws SQLException {
        var mapping = Mapping.read(connection);
        var schemas = new LinkedHashSet<>(mapping.schemas());
        next.entities().forEach(entity -> schemas.add(entity.schema()));
        var actual = ActualTables.read(connection, schemas);
        var binding = Binding.of(next, mapping, actual);
        var rows = new StoredRows(connection, actual);
        var fillings = fills
                ? Fillings.of(binding, present, next, mapping, rows)
                : Fillings.none(binding, present, next, mapping, rows);
        var differences =
                Differences.between(DesiredTables.of(binding.catalog()), actual, binding, fillings, rows, release);
        var comparison = Comparison.of(present, next, binding, fillings, rows);
        var steps = Stream.of(
                        differences.steps(),
                        MappingChange.steps(binding, mapping, release),
                        SearchKeySteps.of(present, binding, rows),
                        RowAccessSteps.of(present, binding, rows))
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Step::phase))
                .toList();
        var problems = Stream.of(binding.problems(), fillings.problems(), differences.problems(), comparison.problems())
                .flatMap(List::stream)
                .distinct()
                .toList();
        var touched = Touched.modules(present, next, comparison.differences());
        return new Plan(release, touched, comparison.differences(), steps, problems, drift);
    }

    /** The catalog with the tables and columns in which its release stores, as the database says; any role may ask. */
    public static Catalog stored(Catalog catalog, long release, Connection connection) throws SQLException {
        return Binding.of(catalog, Mapping.read(release, connection), new ActualTables(Set.of(), Map.of()))
                .catalog();
    }

    /** The number that the release would have. */
    public long release() {
        return release;
    }

    /** The modules of which it would change something. */
    public Set<String> modules() {
        return modules;
    }

    /** What people would notice. */
    public List<Difference> differences() {
        return differences;
    }

    /** In the order in which they are taken. */
    public List<Step> steps() {
        return steps;
    }

    /** What cannot be done; when there is any, nothing is. */
    public List<Problem> problems() {
        return problems;
    }

    /** What was changed by hand. */
    public List<Drift> drift() {
        return drift;
    }

    /** Whether the tables are as they should be. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** To what somebody has to agree. */
    public List<Difference> consents() {
        return differences.stream().filter(Difference::needsConsent).toList();
    }

    /** Who gains access to what is there already: to that one person alone cannot agree. */
    public List<Difference> widenings() {
        return differences.stream()
                .filter(difference -> difference instanceof Difference.AccessGained && difference.needsConsent())
                .toList();
    }

    /** Whether anything stands in the way. */
    public boolean isRefused() {
        return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
    }

    /** The statements in order. */
    public List<String> statements() {
        return steps.stream().flatMap(step -> step.statements().stream()).toList();
    }

    /** The statements as one text. */
    public String sql() {
        return statements().stream().map(statement -> statement + ";\n").collect(Collectors.joining());
    }
}
