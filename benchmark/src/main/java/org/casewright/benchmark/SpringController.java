package org.casewright.benchmark;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.camunda.bpm.engine.RuntimeService;
import org.casewright.benchmark.SpringTokens.Person;
import org.casewright.benchmark.SpringTokens.SignedIn;
import org.casewright.entity.Uuids;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The two tables of rival (b). */
@RestController
final class SpringController {

    private static final String ITEM_SCHEMA = """
            {"type": "object", "additionalProperties": false, "required": ["title", "state", "quantity", "arrived"],
             "properties": {
               "title": {"type": "string", "maxLength": 200},
               "code": {"type": "string", "maxLength": 20, "pattern": "^[A-Z]{2}-[0-9]{6}$"},
               "state": {"enum": ["OPEN", "HELD", "DONE", "GONE"]},
               "kind": {"enum": ["SMALL", "MIDDLE", "LARGE"]},
               "priority": {"type": "integer", "minimum": 1, "maximum": 5},
               "quantity": {"type": "integer", "minimum": 0, "maximum": 1000},
               "price": {"type": "number", "multipleOf": 0.01, "minimum": 0},
               "urgent": {"type": "boolean"},
               "arrived": {"type": "string", "format": "date"},
               "contact": {"type": "string", "format": "email", "maxLength": 200},
               "note": {"type": "string", "maxLength": 2000}}}""";

    private static final String TICKET_SCHEMA = """
            {"type": "object", "additionalProperties": false, "required": ["subject", "urgency"],
             "properties": {
               "subject": {"type": "string", "maxLength": 200},
               "text": {"type": "string", "maxLength": 2000},
               "urgency": {"type": "integer", "minimum": 1, "maximum": 3},
               "answer": {"type": "string", "maxLength": 2000},
               "due": {"type": "string", "format": "date"}}}""";

    private static final JsonMapper JSON = new JsonMapper();

    private static final Table<Record> ITEM = DSL.table(DSL.name("bench", "item"));
    private static final Table<Record> TICKET = DSL.table(DSL.name("bench", "ticket"));
    private static final Table<Record> HISTORY = DSL.table(DSL.name("bench", "rival_history"));
    private static final Table<Record> TASK = DSL.table(DSL.name("platform", "task"));
    private static final Field<UUID> ID = DSL.field(DSL.name("id"), SQLDataType.UUID);
    private static final Field<String> NUMBER = DSL.field(DSL.name("number"), SQLDataType.CLOB);
    private static final Field<Integer> UNIT = DSL.field(DSL.name("unit_no"), SQLDataType.INTEGER);
    private static final Field<Integer> ROW_CLASS = DSL.field(DSL.name("row_class"), SQLDataType.INTEGER);
    private static final Field<Integer> ACCESS_KEY = DSL.field(DSL.name("access_key"), SQLDataType.INTEGER);
    private static final Field<UUID> OWNER = DSL.field(DSL.name("owner_user"), SQLDataType.UUID);
    private static final Field<Long> VERSION = DSL.field(DSL.name("version"), SQLDataType.BIGINT);
    private static final Field<OffsetDateTime> CREATED_AT = moment("created_at");
    private static final Field<UUID> CREATED_BY = DSL.field(DSL.name("created_by"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> UPDATED_AT = moment("updated_at");
    private static final Field<UUID> UPDATED_BY = DSL.field(DSL.name("updated_by"), SQLDataType.UUID);
    private static final Field<OffsetDateTime> RETIRED_AT = moment("retired_at");
    private static final Field<String> TITLE = DSL.field(DSL.name("title"), SQLDataType.CLOB);
    private static final Field<String> CODE = DSL.field(DSL.name("code"), SQLDataType.CLOB);
    private static final Field<String> STATE = DSL.field(DSL.name("state"), SQLDataType.CLOB);
    private static final Field<String> KIND = DSL.field(DSL.name("kind"), SQLDataType.CLOB);
    private static final Field<Long> PRIORITY = DSL.field(DSL.name("priority"), SQLDataType.BIGINT);
    private static final Field<Long> QUANTITY = DSL.field(DSL.name("quantity"), SQLDataType.BIGINT);
    private static final Field<BigDecimal> PRICE = DSL.field(DSL.name("price"), SQLDataType.NUMERIC);
    private static final Field<Boolean> URGENT = DSL.field(DSL.name("urgent"), SQLDataType.BOOLEAN);
    private static final Field<LocalDate> ARRIVED = DSL.field(DSL.name("arrived"), SQLDataType.LOCALDATE);
    private static final Field<String> CONTACT = DSL.field(DSL.name("contact"), SQLDataType.CLOB);
    private static final Field<String> NOTE = DSL.field(DSL.name("note"), SQLDataType.CLOB);
    private static final List<Field<?>> ITEM_FIELDS = List.of(
            ID,
            NUMBER,
            UNIT,
            OWNER,
            VERSION,
            CREATED_AT,
            CREATED_BY,
            UPDATED_AT,
            UPDATED_BY,
            RETIRED_AT,
            TITLE,
            CODE,
            STATE,
            KIND,
            PRIORITY,
            QUANTITY,
            PRICE,
            URGENT,
            ARRIVED,
            CONTACT,
            NOTE);
    private static final Field<String> SUBJECT = DSL.field(DSL.name("subject"), SQLDataType.CLOB);
    private static final Field<String> TEXT = DSL.field(DSL.name("text"), SQLDataType.CLOB);
    private static final Field<Integer> URGENCY = DSL.field(DSL.name("urgency"), SQLDataType.INTEGER);
    private static final Field<String> ANSWER = DSL.field(DSL.name("answer"), SQLDataType.CLOB);
    private static final Field<LocalDate> DUE = DSL.field(DSL.name("due"), SQLDataType.LOCALDATE);
    private static final Field<String> NEXT_NUMBER =
            DSL.field("'R-' || nextval('bench.rival_number')", SQLDataType.CLOB);

    private final DSLContext dsl;
    private final TransactionTemplate transaction;
    private final RuntimeService processes;
    private final Schema itemSchema;
    private final Schema ticketSchema;
    private final Map<Integer, String> units = new ConcurrentHashMap<>();
    private final Map<UUID, String> names = new ConcurrentHashMap<>();

    SpringController(DSLContext dsl, TransactionTemplate transaction, RuntimeService processes) {
        this.dsl = dsl;
        this.transaction = transaction;
        this.processes = processes;
        var registry = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
        this.itemSchema = registry.getSchema(JSON.readTree(ITEM_SCHEMA));
        this.ticketSchema = registry.getSchema(JSON.readTree(TICKET_SCHEMA));
    }

    private static Field<OffsetDateTime> moment(String name) {
        return DSL.field(DSL.name(name), SQLDataType.TIMESTAMPWITHTIMEZONE);
    }

    record NewItem(
            String title,
            @Nullable String code,
            String state,
            @Nullable String kind,
            @Nullable Long priority,
            long quantity,
            @Nullable BigDecimal price,
            @Nullable Boolean urgent,
            LocalDate arrived,
            @Nullable String contact,
            @Nullable String note) {}

    record Item(
            UUID id,
            String number,
            String unit,
            String owner,
            long version,
            OffsetDateTime createdAt,
            String createdBy,
            OffsetDateTime updatedAt,
            String updatedBy,
            boolean retired,
            String title,
            @Nullable String code,
            String state,
            @Nullable String kind,
            @Nullable Long priority,
            long quantity,
            @Nullable BigDecimal price,
            @Nullable Boolean urgent,
            LocalDate arrived,
            @Nullable String contact,
            @Nullable String note) {}

    record Items(
            List<Item> items,
            @Nullable String next,
            @Nullable Long count) {}

    record NewTicket(
            String subject,
            @Nullable String text,
            int urgency,
            @Nullable String answer,
            @Nullable LocalDate due) {}

    record Ticket(
            UUID id,
            String number,
            String unit,
            String owner,
            long version,
            OffsetDateTime createdAt,
            String createdBy,
            OffsetDateTime updatedAt,
            String updatedBy,
            boolean retired,
            String subject,
            @Nullable String text,
            int urgency,
            @Nullable String answer,
            @Nullable LocalDate due) {}

    @GetMapping("/api/v1/bench/item/{id}")
    Item get(@PathVariable UUID id, SignedIn asker) {
        return as(
                        asker.person(),
                        () -> dsl.select(ITEM_FIELDS)
                                .from(ITEM)
                                .where(ID.eq(id))
                                .fetchOptional(this::item))
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    @GetMapping("/api/v1/bench/item")
    Items list(
            @RequestParam String state,
            @RequestParam long quantity,
            @RequestParam int limit,
            @RequestParam @Nullable String count,
            SignedIn asker) {
        var condition = RETIRED_AT.isNull().and(STATE.eq(state)).and(QUANTITY.ge(quantity));
        return as(asker.person(), () -> page(condition, limit, count != null));
    }

    private Items page(Condition condition, int limit, boolean counted) {
        var found = dsl.select(ITEM_FIELDS)
                .from(ITEM)
                .where(condition)
                .orderBy(ARRIVED.desc(), ID.desc())
                .limit(limit + 1)
                .fetch(this::item);
        var items = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit
                ? items.getLast().arrived() + " " + items.getLast().id()
                : null;
        return new Items(items, next, counted ? Long.valueOf(dsl.fetchCount(ITEM, condition)) : null);
    }

    @PostMapping("/api/v1/bench/item")
    ResponseEntity<Item> createItem(@RequestBody ObjectNode body, SignedIn asker) {
        var person = asker.person();
        requireClerk(person);
        requireValid(itemSchema, body);
        var values = JSON.treeToValue(body, NewItem.class);
        var id = Uuids.next();
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        var number = as(person, () -> {
            var made = dsl.insertInto(ITEM)
                    .set(system(id, person, now))
                    .set(TITLE, values.title())
                    .set(CODE, values.code())
                    .set(STATE, values.state())
                    .set(KIND, values.kind())
                    .set(PRIORITY, values.priority())
                    .set(QUANTITY, values.quantity())
                    .set(PRICE, values.price())
                    .set(URGENT, values.urgent())
                    .set(ARRIVED, values.arrived())
                    .set(CONTACT, values.contact())
                    .set(NOTE, values.note())
                    .returning(NUMBER)
                    .fetchSingle(NUMBER);
            history(id, "bench/item", person, now, body);
            return made;
        });
        return ResponseEntity.created(URI.create("/api/v1/bench/item/" + id))
                .eTag("\"1\"")
                .body(new Item(
                        id,
                        number,
                        person.unitCode(),
                        person.name(),
                        1,
                        now,
                        person.name(),
                        now,
                        person.name(),
                        false,
                        values.title(),
                        values.code(),
                        values.state(),
                        values.kind(),
                        values.priority(),
                        values.quantity(),
                        values.price(),
                        values.urgent(),
                        values.arrived(),
                        values.contact(),
                        values.note()));
    }

    @PostMapping("/api/v1/bench/ticket")
    ResponseEntity<Ticket> createTicket(@RequestBody ObjectNode body, SignedIn asker) {
        var person = asker.person();
        requireClerk(person);
        requireValid(ticketSchema, body);
        var values = JSON.treeToValue(body, NewTicket.class);
        var id = Uuids.next();
        var now = OffsetDateTime.now(ZoneOffset.UTC);
        var number = as(person, () -> {
            var made = dsl.insertInto(TICKET)
                    .set(system(id, person, now))
                    .set(SUBJECT, values.subject())
                    .set(TEXT, values.text())
                    .set(URGENCY, values.urgency())
                    .set(ANSWER, values.answer())
                    .set(DUE, values.due())
                    .returning(NUMBER)
                    .fetchSingle(NUMBER);
            history(id, "bench/ticket", person, now, body);
            var instance = processes.startProcessInstanceByKey("bench_ticket", id.toString());
            task(id, instance.getId(), person, now);
            return made;
        });
        return ResponseEntity.created(URI.create("/api/v1/bench/ticket/" + id))
                .eTag("\"1\"")
                .body(new Ticket(
                        id,
                        number,
                        person.unitCode(),
                        person.name(),
                        1,
                        now,
                        person.name(),
                        now,
                        person.name(),
                        false,
                        values.subject(),
                        values.text(),
                        values.urgency(),
                        values.answer(),
                        values.due()));
    }

    private static Map<Field<?>, Object> system(UUID id, Person person, OffsetDateTime now) {
        return Map.ofEntries(
                Map.entry(ID, id),
                Map.entry(NUMBER, NEXT_NUMBER),
                Map.entry(UNIT, person.unit()),
                Map.entry(ROW_CLASS, 0),
                Map.entry(ACCESS_KEY, person.unit() * 64),
                Map.entry(OWNER, person.id()),
                Map.entry(VERSION, 1L),
                Map.entry(CREATED_AT, now),
                Map.entry(CREATED_BY, person.id()),
                Map.entry(UPDATED_AT, now),
                Map.entry(UPDATED_BY, person.id()));
    }

    private void history(UUID id, String entity, Person person, OffsetDateTime now, ObjectNode values) {
        var changes = JsonNodeFactory.instance.objectNode();
        values.properties()
                .forEach(value -> changes.putArray(value.getKey()).addNull().add(value.getValue()));
        dsl.insertInto(HISTORY)
                .set(DSL.field(DSL.name("record_id"), SQLDataType.UUID), id)
                .set(DSL.field(DSL.name("entity"), SQLDataType.CLOB), entity)
                .set(moment("at"), now)
                .set(DSL.field(DSL.name("action"), SQLDataType.CLOB), "create")
                .set(DSL.field(DSL.name("actor_id"), SQLDataType.UUID), person.id())
                .set(DSL.field(DSL.name("actor_name"), SQLDataType.CLOB), person.name())
                .set(VERSION, 1L)
                .set(DSL.field(DSL.name("release"), SQLDataType.BIGINT), 1L)
                .set(DSL.field(DSL.name("changes"), SQLDataType.JSONB), JSONB.jsonb(changes.toString()))
                .execute();
    }

    /** For the list of what is to be done, which has to be filtered by unit. */
    private void task(UUID ticket, String instance, Person person, OffsetDateTime now) {
        dsl.insertInto(TASK)
                .set(DSL.field(DSL.name("id"), SQLDataType.CLOB), Uuids.next().toString())
                .set(DSL.field(DSL.name("instance"), SQLDataType.CLOB), instance)
                .set(DSL.field(DSL.name("process"), SQLDataType.CLOB), "bench_ticket")
                .set(DSL.field(DSL.name("step"), SQLDataType.CLOB), "handle")
                .set(DSL.field(DSL.name("name"), SQLDataType.CLOB), "Handle")
                .set(DSL.field(DSL.name("case_id"), SQLDataType.UUID), ticket)
                .set(DSL.field(DSL.name("record_id"), SQLDataType.UUID), ticket)
                .set(DSL.field(DSL.name("entity"), SQLDataType.CLOB), "bench/ticket")
                .set(DSL.field(DSL.name("table_ref"), SQLDataType.CLOB), "bench.ticket")
                .set(UNIT, person.unit())
                .set(ROW_CLASS, 0)
                .set(ACCESS_KEY, person.unit() * 64)
                .set(OWNER, person.id())
                .set(DSL.field(DSL.name("roles"), SQLDataType.CLOB.array()), new String[] {"CLERK"})
                .set(DSL.field(DSL.name("priority"), SQLDataType.INTEGER), 50)
                .set(CREATED_AT, now)
                .set(DSL.field(DSL.name("form"), SQLDataType.CLOB), "handle")
                .set(DSL.field(DSL.name("outcomes"), SQLDataType.JSONB), JSONB.jsonb("[]"))
                .execute();
    }

    private Item item(Record row) {
        return new Item(
                row.get(ID),
                row.get(NUMBER),
                units.computeIfAbsent(row.get(UNIT), this::unit),
                names.computeIfAbsent(row.get(OWNER), this::name),
                row.get(VERSION),
                row.get(CREATED_AT),
                names.computeIfAbsent(row.get(CREATED_BY), this::name),
                row.get(UPDATED_AT),
                names.computeIfAbsent(row.get(UPDATED_BY), this::name),
                row.get(RETIRED_AT) != null,
                row.get(TITLE),
                row.get(CODE),
                row.get(STATE),
                row.get(KIND),
                row.get(PRIORITY),
                row.get(QUANTITY),
                row.get(PRICE),
                row.get(URGENT),
                row.get(ARRIVED),
                row.get(CONTACT),
                row.get(NOTE));
    }

    private String unit(int number) {
        return Objects.requireNonNull(dsl.fetchSingle("select code from platform.unit where number = ?", number)
                .get(0, String.class));
    }

    private String name(UUID account) {
        return Objects.requireNonNull(dsl.fetchSingle("select name from platform.account where id = ?", account)
                .get(0, String.class));
    }

    /** In a transaction that the database knows to be this person's. */
    private <T> T as(Person person, Supplier<T> work) {
        return Objects.requireNonNull(transaction.execute(status -> {
            dsl.select(setting("rival.user", person.id().toString()), setting("rival.keys", keys(person)))
                    .execute();
            return work.get();
        }));
    }

    private static Field<String> setting(String name, String value) {
        return DSL.function("set_config", SQLDataType.CLOB, DSL.val(name), DSL.val(value), DSL.inline(true));
    }

    /** A clerk reads every row of class 0. */
    private static String keys(Person person) {
        return person.roles().contains("CLERK") ? "{0}" : "{}";
    }

    private static void requireClerk(Person person) {
        if (!person.roles().contains("CLERK")) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
    }

    private static void requireValid(Schema schema, ObjectNode body) {
        var errors = schema.validate(
                body, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!errors.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, errors.toString());
        }
    }
}
