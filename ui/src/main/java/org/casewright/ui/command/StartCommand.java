package org.casewright.ui.command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.casewright.identity.SettingException;
import org.casewright.postgres.PostgresException;
import org.casewright.problem.Refusal;
import org.casewright.process.EngineTables;
import org.casewright.release.Demo;
import org.casewright.release.Releases;
import org.casewright.ui.Casewright;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Starts the application; Ctrl-C stops it.")
final class StartCommand implements Callable<Integer> {
    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--port", defaultValue = "8080", description = "the port of the pages (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--address",
            defaultValue = "127.0.0.1",
            description = "the address to listen at (default: ${DEFAULT-VALUE}, this machine only; 0.0.0.0 for all)")
    private String address = "127.0.0.1";

    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(
            names = "--modules",
            paramLabel = "DIR",
            description =
                    "a folder of definition files, a module or a set; may be repeated (default: the shipped modules)")
    private List<Path> modules = new ArrayList<>();

    @Option(
            names = "--demo",
            negatable = true,
            fallbackValue = "true",
            description = "demonstration units, users and records, or none (default: where the own database is new)")
    private @Nullable Boolean demo;

    @Option(names = "--apply", description = "apply the modules also where the database has a release")
    private boolean apply;

    @Option(names = "--watch", description = "apply the modules whenever their files change")
    private boolean watch;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        checkPort();
        var options = new StartOptions(folders(), demo, apply || watch, watch);
        var context = run(options);
        var stopped = new CountDownLatch(1);
        context.addApplicationListener(event -> {
            if (event instanceof ContextClosedEvent) {
                stopped.countDown();
            }
        });
        announce(context);
        stopped.await();
        return ExitCode.DONE;
    }

    private List<Path> folders() {
        ModuleFolders.check(modules);
        return modules.isEmpty() ? List.of(Home.modules()) : modules;
    }

    /** Before anything is started: a wrong port is the commonest mistake, and should cost no time. */
    private void checkPort() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new RefusedException("no such port: " + port);
        }
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
        } catch (UnknownHostException e) {
            throw new RefusedException("no such address: " + address);
        } catch (IOException e) {
            throw portRefused(e.getMessage());
        }
    }

    private RefusedException portRefused(@Nullable String reason) {
        return new RefusedException(
                "cannot listen at " + address + " port " + port + ": " + reason + "; choose another --port");
    }

    private ConfigurableApplicationContext run(StartOptions options) {
        var open = OpenDatabase.of(database);
        try {
            EngineTables.prepare(open.databases().owner());
            // From here on the context holds the database, and closes it last.
            return new SpringApplicationBuilder(Casewright.class)
                    .initializers(open.beans(), (GenericApplicationContext context) -> register(context, open, options))
                    .run("--server.port=" + port, "--server.address=" + address);
        } catch (RuntimeException e) {
            open.close();
            throw reason(e);
        }
    }

    private void register(GenericApplicationContext context, OpenDatabase open, StartOptions options) {
        context.registerBean(Opening.class, () -> opening(context, open, options));
        if (options.watch()) {
            context.registerBean(
                    Watching.class,
                    () -> new Watching(
                            options.modules(),
                            context.getBean(Releases.class),
                            context.getBean(Opening.class)::agree,
                            this::say));
        }
    }

    private static Opening opening(GenericApplicationContext context, OpenDatabase open, StartOptions options) {
        return new Opening(
                options, open.server() != null, context.getBean(Releases.class), context.getBean(Demo.class));
    }

    /** What somebody can mend, out of what the framework wrapped round it. */
    private RuntimeException reason(RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException) {
                return portRefused("in use");
            }
            if (cause instanceof Refusal refusal) {
                return refusal;
            }
            if (cause instanceof SettingException wrong) {
                return new RefusedException(String.valueOf(wrong.getMessage()));
            }
            if (cause instanceof PostgresException unusable) {
                return unusable;
            }
        }
        return e;
    }

    private void announce(ConfigurableApplicationContext context) {
        var server = ((WebServerApplicationContext) context).getWebServer();
        var listening = server == null ? port : server.getPort();
        var host = address.equals("127.0.0.1") || address.equals("0.0.0.0") ? "localhost" : address;
        say("Casewright is at http://" + host + ":" + listening + "/");
        context.getBean(Opening.class).news().forEach(this::say);
        if (watch) {
            say("Watching "
                    + String.join(", ", folders().stream().map(Path::toString).toList()));
        }
    }

    /** Also from the thread that watches. */
    private synchronized void say(String line) {
        if (spec != null) {
            Told.say(spec.commandLine().getOut(), line);
        }
    }
}
