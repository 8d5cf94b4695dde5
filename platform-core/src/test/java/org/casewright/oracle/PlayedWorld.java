package org.casewright.oracle;

import java.sql.Types;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.casewright.TestPlatform;
import org.casewright.identity.Accounts;
import org.casewright.identity.Directory;
import org.casewright.identity.Partners;
import org.casewright.identity.Teams;
import org.casewright.identity.Units;
import org.casewright.oracle.AccessOracle.Task;
import org.casewright.oracle.AccessOracle.Thing;
import org.casewright.oracle.AccessOracle.User;
import org.casewright.records.Shares;
import org.casewright.records.Shares.NewShare;
import org.casewright.records.Shares.With;
import org.jspecify.annotations.Nullable;

/** A world made in a platform that has its module: its people, its things with a part each, and what the oracle says of them. */
public final class PlayedWorld {

    private static final int SAME = 4;

    private final RandomWorld world;
    private final TestPlatform platform;
    private final AccessOracle oracle;
    private final List<Thing> things = new ArrayList<>();
    /** Part -> its thing. */
    private final Map<String, Thing> parts = new TreeMap<>();

    /** Thing -> who has the step about it that is given to somebody. */
    private final Map<String, String> helpers = new TreeMap<>();

    private final List<Task> tasks;

    public PlayedWorld(RandomWorld world, TestPlatform platform, int many) {
        this.world = world;
        this.platform = platform;
        this.oracle = new AccessOracle(world.units, world.roles, world.unreading, world.unrunning);
        people();
        for (var i = 0; i < many; i++) {
            make(world.thing(), i);
        }
        this.tasks = open();
    }

    public Iterable<User> users() {
        return world.users.values();
    }

    /** Thing -> what the user reads of it; without those that are not there for the user. */
    public Map<String, Set<String>> things(User user) {
        var seen = new TreeMap<String, Set<String>>();
        things.forEach(thing -> put(seen, thing.id(), oracle.reads(user, thing)));
        return seen;
    }

    /** The same of the parts. */
    public Map<String, Set<String>> parts(User user) {
        var seen = new TreeMap<String, Set<String>>();
        parts.forEach((part, thing) -> put(seen, part, oracle.reads(user, thing)));
        return seen;
    }

    private static void put(Map<String, Set<String>> into, String id, @Nullable Set<String> seen) {
        if (seen != null) {
            into.put(id, seen);
        }
    }

    /** Every thing, or every part. */
    public List<String> all(String entity) {
        return entity.equals("thing") ? things.stream().map(Thing::id).toList() : List.copyOf(parts.keySet());
    }

    /** The thing of a part. */
    public String thingOf(String part) {
        return Objects.requireNonNull(parts.get(part)).id();
    }

    /** Every open task. */
    public List<Task> allTasks() {
        return tasks;
    }

    /** Whether somebody else has it who can see it: who cannot stands in nobody's way. */
    public boolean isTaken(Task task, User user) {
        var holder = task.holder() == null ? null : world.users.get(task.holder());
        return holder != null && !holder.equals(user) && oracle.sees(holder, task);
    }

    /** Gives a task back to who had it at first. */
    public void giveBack(Task task) {
        platform.owner()
                .sql("""
                with had as (select id from platform.account where name = ?),
                     seen as (update platform.task set assignee = (select id from had) where id = ?)
                update camunda.act_ru_task set assignee_ = (select id::text from had), rev_ = rev_ + 1 where id_ = ?""")
                .params(Objects.requireNonNull(task.holder()), task.id(), task.id())
                .update();
    }

    /** Those of them that the user sees. */
    public Set<String> tasks(User user) {
        var seen = new TreeSet<String>();
        tasks.stream().filter(task -> oracle.sees(user, task)).forEach(task -> seen.add(task.id()));
        return seen;
    }

    /** What stands in a property of a thing or a part. */
    public String value(String property, String id) {
        return value(property, things.indexOf(thing(id)));
    }

    /** Some things have the same value, so that a filter finds several. */
    private static String value(String property, int number) {
        return property + number % SAME;
    }

    private void people() {
        world.units
                .values()
                .forEach(unit ->
                        platform.bean(Units.class).add(unit.code(), "Unit " + unit.code(), unit.parent(), "UTC", null));
        var today = LocalDate.now(ZoneOffset.UTC);
        world.partners.forEach(code -> platform.bean(Partners.class).add(code, code, today, null));
        var names = new ArrayList<Accounts.NewAccount>();
        world.users
                .values()
                .forEach(user ->
                        names.add(new Accounts.NewAccount(user.name(), user.name(), user.unit(), user.roles())));
        names.add(new Accounts.NewAccount("maker", "Maker", "TOP", Set.of("MAKER")));
        platform.bean(Accounts.class).addDemo(names, TestPlatform.PASSWORD);
        world.teams.forEach((team, partner) -> {
            platform.bean(Teams.class).add(team, team, "TOP");
            if (partner != null) {
                platform.bean(Partners.class).belong(team, partner);
            }
        });
        world.users.values().forEach(this::belong);
    }

    private void belong(User user) {
        var id = platform.actor(user.name()).id();
        user.lent().forEach(unit -> platform.bean(Accounts.class).lend(id, unit(unit), null));
        var teams = platform.bean(Teams.class);
        user.teams().forEach(team -> teams.join(teams.find(team).orElseThrow().id(), id, null));
        if (user.partner() != null) {
            platform.bean(Partners.class).belong(user.name(), user.partner());
        }
    }

    private int unit(String code) {
        return platform.bean(Directory.class).unit(code).orElseThrow().number();
    }

    private void make(Thing wanted, int number) {
        var helper = world.helper();
        var values = "{'kind': '%s', 'unit': '%s', 'kin': [%s], %s %s}"
                .formatted(
                        wanted.kind(),
                        wanted.unit(),
                        String.join(
                                ", ", wanted.barred().stream().map(this::quoted).toList()),
                        helper == null ? "" : "'helper': " + quoted(helper) + ",",
                        values(number));
        var id = platform.created("maker", "world/thing", values).id();
        var part = platform.created("maker", "world/part", "{'thing': '" + id + "', " + values(number) + "}");
        own(id, wanted.owner());
        own(part.id(), wanted.owner());
        wanted.shares().forEach(share -> share(id, share));
        var thing = new Thing(
                id.toString(), wanted.unit(), wanted.owner(), wanted.kind(), wanted.barred(), wanted.shares());
        things.add(thing);
        parts.put(part.id().toString(), thing);
        if (helper != null) {
            helpers.put(id.toString(), helper);
        }
    }

    private String quoted(String name) {
        return "'" + platform.actor(name).id() + "'";
    }

    /** To whom it belongs, as if it had been given: also to who does not see it. */
    private void own(UUID id, @Nullable String owner) {
        var account = owner == null
                ? null
                : platform.bean(Directory.class).account(owner).orElseThrow().id();
        for (var place : List.of(
                "world.thing where id",
                "world.part where id",
                "platform.record where id",
                "platform.task where record_id")) {
            platform.owner()
                    .sql("update " + place.replace(" where", " set owner_user = :owner where") + " = :id")
                    .param("owner", account, Types.OTHER)
                    .param("id", id)
                    .update();
        }
    }

    private void share(UUID id, AccessOracle.Share share) {
        var with = new With(With.Kind.valueOf(share.kind().toUpperCase(Locale.ROOT)), share.name());
        platform.bean(Shares.class)
                .share(
                        "world/thing",
                        id.toString(),
                        new NewShare(with, Set.of(), RandomWorld.profile(share.profile()), "By chance", null, null),
                        platform.actor("maker"));
    }

    private static String values(int number) {
        return String.join(
                ", ",
                AccessOracle.PROPERTIES.keySet().stream()
                        .map(name -> "'" + name + "': '" + value(name, number) + "'")
                        .toList());
    }

    /** What the processes have left to do, with the ids that they gave it. */
    private List<Task> open() {
        return platform.owner()
                .sql("select id, process, record_id::text from platform.task order by id")
                .query((row, number) -> task(row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }

    private Task task(String id, String process, String record) {
        return new Task(
                id,
                record,
                Objects.requireNonNull(thing(record)),
                Objects.requireNonNull(world.processes.get(process)),
                process.equals(RandomWorld.OF_PERSON) ? helpers.get(record) : null);
    }

    /** The thing with this id, or with such a part. */
    private @Nullable Thing thing(String id) {
        return parts.getOrDefault(
                id,
                things.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null));
    }
}
