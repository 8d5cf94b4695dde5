package org.casewright;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.casewright.access.Actor;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Actors;
import org.casewright.postgres.Databases;
import org.casewright.postgres.KeptServer;
import org.casewright.postgres.PlatformMigrations;
import org.casewright.process.EngineTables;
import org.casewright.process.Tasks;
import org.casewright.records.Change;
import org.casewright.records.Options;
import org.casewright.records.Records;
import org.casewright.release.Demo;
import org.casewright.release.Releases;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * The platform in a process of its own, for tests that kill it: clerks who register visits and receive them, and say of each
 * when they have been told that it is done. Ends in order when its input ends.
 */
final class DeskApplication {

    private static final List<String> CLERKS = List.of("desk.low", "desk.far", "desk.odd", "lead.top");

    private final Records records;
    private final Tasks tasks;
    private final AtomicBoolean closing = new AtomicBoolean();

    private DeskApplication(ConfigurableApplicationContext context) {
        this.records = context.getBean(Records.class);
        this.tasks = context.getBean(Tasks.class);
    }

    /** Arguments: data directory, module folder, a word that no other run has. */
    public static void main(String[] arguments) throws Exception {
        try (var server = KeptServer.start(Path.of(arguments[0]));
                var databases = Databases.open(server)) {
            PlatformMigrations.run(databases.owner());
            EngineTables.prepare(databases.owner());
            try (var context = context(databases)) {
                context.getBean(Releases.class).open(List.of(Path.of(arguments[1])), false);
                context.getBean(Demo.class).load(TestPlatform.PASSWORD);
                say("server", server.pid());
                new DeskApplication(context).work(context.getBean(Actors.class), arguments[2]);
            }
        }
    }

    private static AnnotationConfigApplicationContext context(Databases databases) {
        var context = new AnnotationConfigApplicationContext();
        context.registerBean("application", DataSource.class, databases::application);
        context.registerBean(Databases.class, () -> databases, bean -> bean.setDestroyMethodName(""));
        context.registerBean(Clock.class, Clock::systemUTC);
        context.register(TestPlatform.Core.class);
        context.refresh();
        return context;
    }

    private void work(Actors actors, String run) throws Exception {
        var threads = new ArrayList<Thread>();
        for (var name : CLERKS) {
            var actor = actors.named(name).orElseThrow();
            threads.add(Thread.ofPlatform().start(() -> work(actor, run + "-" + name)));
        }
        while (System.in.read() >= 0) {
            // Nobody says anything: the end is what is waited for.
        }
        closing.set(true);
        for (var thread : threads) {
            thread.join();
        }
    }

    private void work(Actor clerk, String run) {
        for (int i = 0; !closing.get(); i++) {
            try {
                var visit = register(clerk, run + "-" + i);
                say("registered", visit.id());
                if (i % 3 != 0) {
                    receive(clerk, visit.id());
                    say("received", visit.id());
                }
            } catch (RuntimeException failed) {
                // The server may just have been killed; what was not acknowledged need not be there.
                say("failed", failed.getClass().getSimpleName());
            }
        }
    }

    private EntityRecord register(Actor clerk, String code) {
        var values = TestPlatform.json("{'name': 'Visit', 'code': '" + code
                + "', 'phones': [{'number': '1'}, {'number': '2'}],"
                + " 'guests': [{'name': 'Ada', 'place': 1}, {'name': 'Ben', 'place': 2}]}");
        var change = new Change.Create("desk/visit", null, values);
        return TestPlatform.saved(records.apply(List.of(change), clerk, Options.NONE));
    }

    /** Takes the visit's task, adds a guest, and lets the process go on to its end. */
    private void receive(Actor clerk, UUID visit) {
        var task = tasks.of(visit, clerk).getFirst();
        var values = TestPlatform.json("{'remark': 'seen', 'guests': [{'name': 'Cid', 'place': 3}]}");
        TestPlatform.saved(tasks.complete(task.id(), null, values, null, clerk));
    }

    /** One line, at once, its end marked: a line that was cut off by a kill is no promise. */
    private static synchronized void say(String what, Object whom) {
        System.out.println(what + " " + whom + " .");
    }
}
