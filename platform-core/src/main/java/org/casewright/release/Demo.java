package org.casewright.release;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.ModuleDefinition;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Accounts;
import org.casewright.identity.Accounts.NewAccount;
import org.casewright.identity.Directory;
import org.casewright.identity.Units;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Outcome;
import org.casewright.records.Records;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The units, people and records of the modules' {@code demo/demo.json}; what is there already, stays as it is. */
@Component
public class Demo {

    private static final int BATCH = 10;

    private final Catalogs catalogs;
    private final Directory directory;
    private final Units units;
    private final Accounts accounts;
    private final Records records;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Demo(
            Catalogs catalogs,
            Directory directory,
            Units units,
            Accounts accounts,
            Records records,
            DataSource application,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.catalogs = catalogs;
        this.directory = directory;
        this.units = units;
        this.accounts = accounts;
        this.records = records;
        this.sql = JdbcClient.create(application);
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Loads what the served modules bring for demonstrations.
     *
     * @param password of every account that is made
     * @return names of the accounts that were made; empty when all were there
     */
    public List<String> load(String password) {
        var made = loadPeople(password);
        loadRecords();
        return made;
    }

    /** Whether this database was made to be shown: somebody has loaded a demonstration into it. */
    public boolean isLoaded() {
        return sql.sql("select exists (select 1 from platform.demo)")
                .query(Boolean.class)
                .single();
    }

    /** The units and accounts of {@link #load} without its records. */
    public List<String> loadPeople(String password) {
        var modules = modules();
        modules.forEach(module -> parts(module, "units").forEach(this::addUnit));
        var people = modules.stream()
                .flatMap(module -> parts(module, "users").stream())
                .map(Demo::account)
                .filter(account -> directory.account(account.name()).isEmpty())
                .toList();
        if (!people.isEmpty()) {
            accounts.addDemo(people, password);
        }
        return people.stream().map(NewAccount::name).toList();
    }

    /**
     * The records of {@link #load}, whose units and accounts are there.
     *
     * @return module -> the names that its file gives to records -> these; of those that were made now
     */
    public Map<String, Map<String, EntityRecord>> loadRecords() {
        var named = new HashMap<String, Map<String, EntityRecord>>();
        modules().forEach(module -> named.put(module.name(), addRecords(module)));
        return named;
    }

    private List<ModuleDefinition> modules() {
        return catalogs.current().modules().stream()
                .filter(module -> module.demo() != null)
                .toList();
    }

    private static List<JsonNode> parts(ModuleDefinition module, String name) {
        var demo = module.demo();
        return demo == null ? List.of() : List.copyOf(demo.path(name).values());
    }

    private void addUnit(JsonNode unit) {
        var code = unit.path("code").asString("");
        if (directory.unit(code).isEmpty()) {
            var parent = unit.path("parent");
            var calendar = unit.path("calendar");
            units.add(
                    code,
                    unit.path("name").asString(code),
                    parent.isString() ? parent.stringValue() : null,
                    unit.path("timeZone").asString("UTC"),
                    calendar.isString() ? calendar.stringValue() : null);
        }
    }

    private static NewAccount account(JsonNode user) {
        var name = user.path("name").asString("");
        var roles = new HashSet<String>();
        user.path("roles").forEach(role -> roles.add(role.asString("")));
        return new NewAccount(
                name, user.path("title").asString(name), user.path("unit").asString(""), roles);
    }

    /** A module's records come once, all or none. */
    private Map<String, EntityRecord> addRecords(ModuleDefinition module) {
        var loading = new Loading(module);
        transaction.executeWithoutResult(status -> {
            var first = sql.sql("insert into platform.demo (module, at) values (?, ?) on conflict do nothing")
                    .params(module.name(), OffsetDateTime.now(clock))
                    .update();
            if (first == 1) {
                loading.load(parts(module, "records"));
            }
        });
        return Map.copyOf(loading.named);
    }

    /** One module's records; names given in one batch are known in all later ones. */
    private final class Loading {

        private final ModuleDefinition module;
        private final Map<String, EntityRecord> named = new HashMap<>();

        Loading(ModuleDefinition module) {
            this.module = module;
        }

        void load(List<JsonNode> all) {
            for (var from = 0; from < all.size(); from += BATCH) {
                var changes = new ArrayList<Change>();
                all.subList(from, Math.min(all.size(), from + BATCH)).forEach(record -> changes.add(create(record)));
                apply(from, changes);
            }
        }

        private Change create(JsonNode record) {
            var name = record.path("create").asString("");
            var as = record.path("as");
            var values = record.path("values") instanceof ObjectNode object
                    ? (ObjectNode) known(object)
                    : JsonNodeFactory.instance.objectNode();
            return new Change.Create(
                    name.contains("/") ? name : module.name() + "/" + name,
                    as.isString() ? as.stringValue() : null,
                    values);
        }

        /** With the ids of earlier batches where their names stand. */
        private JsonNode known(JsonNode node) {
            return switch (node) {
                case ObjectNode object -> {
                    var copy = JsonNodeFactory.instance.objectNode();
                    object.properties().forEach(field -> copy.set(field.getKey(), known(field.getValue())));
                    yield copy;
                }
                case ArrayNode array -> {
                    var copy = JsonNodeFactory.instance.arrayNode();
                    array.forEach(item -> copy.add(known(item)));
                    yield copy;
                }
                default -> {
                    var text = node.isString() ? node.stringValue() : "";
                    var record = text.startsWith("@") ? named.get(text.substring(1)) : null;
                    yield record == null
                            ? node
                            : JsonNodeFactory.instance.stringNode(record.id().toString());
                }
            };
        }

        private void apply(int first, List<Change> changes) {
            var options = new Options(Set.of(), "Demonstration", null, Set.of(), 0, true);
            switch (records.apply(changes, Actor.ENGINE, options)) {
                case Outcome.Saved saved -> named.putAll(saved.named());
                case Outcome.Rejected rejected -> throw refusal(first, rejected.problems());
                case Outcome.Stale stale -> throw refusal(first, List.of());
            }
        }

        private Refusal refusal(int first, List<Problem> problems) {
            var file = module.name() + "/demo/demo.json";
            var located = problems.stream()
                    .map(problem -> {
                        var place = ChangePointer.of(problem);
                        var pointer = "/records/" + (first + place.change()) + "/values" + place.rest();
                        return ChangePointer.in(file, pointer, problem.message(), problem);
                    })
                    .toList();
            return new Refusal(ErrorCode.DEFINITION, "The records of " + file + " cannot be stored.", located);
        }
    }
}
