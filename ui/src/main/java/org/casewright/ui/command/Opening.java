package org.casewright.ui.command;

import java.util.ArrayList;
import java.util.List;
import org.casewright.identity.FirstPassword;
import org.casewright.release.Demo;
import org.casewright.release.Releases;
import org.casewright.schema.Plan;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** What comes between the parts being ready and anybody being answered: the release is opened, demonstrations are loaded. */
final class Opening implements SmartLifecycle {
    private final StartOptions options;
    private final boolean ownDatabase;
    private final Releases releases;
    private final Demo demo;
    private final List<String> news = new ArrayList<>();
    private boolean running;

    Opening(StartOptions options, boolean ownDatabase, Releases releases, Demo demo) {
        this.options = options;
        this.ownDatabase = ownDatabase;
        this.releases = releases;
        this.demo = demo;
    }

    @Override
    public void start() {
        var isNew = releases.newest().isEmpty();
        releases.open(options.modules(), options.apply(), this::agree).forEach(news::add);
        if (wantsDemo(options.demo(), isNew)) {
            loadDemo();
        }
        running = true;
    }

    /**
     * Nobody is asked by a start. In a database of our own that holds a demonstration there is nobody's secret, and whoever
     * writes definitions beside it is alone; elsewhere widening access takes two people.
     */
    void agree(Plan plan) {
        if (!(ownDatabase && demo.isLoaded())) {
            Releases.refuseAlone(plan);
        }
    }

    private boolean wantsDemo(@Nullable Boolean asked, boolean isNew) {
        return asked != null ? asked : ownDatabase && isNew;
    }

    private void loadDemo() {
        var given = System.getenv("CASEWRIGHT_DEMO_PASSWORD");
        var password = given == null || given.isEmpty() ? FirstPassword.next() : given;
        var made = demo.load(password);
        if (made.isEmpty()) {
            news.add("The demonstration accounts were there already and keep their passwords.");
        } else {
            news.add("Demonstration accounts: " + String.join(" ", made));
            news.add("Their password: " + (given == null || given.isEmpty() ? password : "CASEWRIGHT_DEMO_PASSWORD"));
        }
    }

    /** What a person should know, as lines; told once the pages answer. */
    List<String> news() {
        return List.copyOf(news);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server and before jobs. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
