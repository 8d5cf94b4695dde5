package org.casewright.benchmark;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.casewright.postgres.DatabaseAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One contender, as the process that {@link ServerProcess} starts; ends when its standard input does. */
@Command(name = "serve", hidden = true)
final class ServeCommand implements Callable<Integer> {

    /** A contender that answers. */
    interface Server extends AutoCloseable {
        int port();

        /** A token where this contender makes one. */
        default String token() {
            return "";
        }

        @Override
        void close();
    }

    @Parameters(index = "0")
    private Contender contender = Contender.CASEWRIGHT;

    @Parameters(index = "1")
    private @Nullable String database;

    @Override
    public Integer call() throws IOException {
        var address = DatabaseAddress.parse(String.valueOf(database), System.getenv());
        try (var server = serve(address)) {
            System.out.println(ServerProcess.READY + server.port() + " " + server.token());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Only its end says something.
            }
        }
        return 0;
    }

    private Server serve(DatabaseAddress address) {
        return switch (contender) {
            case CASEWRIGHT -> PlatformServer.start(address);
            case PLAIN -> PlainServer.start(address);
            case SPRING -> SpringServer.start(address);
        };
    }
}
