package org.casewright.postgres;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a server's {@code postmaster.pid} says: which process serves the cluster, where, and whether it is ready. */
record Postmaster(long pid, int port, boolean ready) {
    private static final int PORT_LINE = 3;
    private static final int STATE_LINE = 7;

    static Optional<Postmaster> of(Path cluster) throws IOException {
        try {
            return parse(Files.readAllLines(file(cluster)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<Postmaster> parse(List<String> lines) {
        if (lines.isEmpty() || lines.getFirst().isBlank()) {
            return Optional.empty();
        }
        var port =
                lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
        var ready = lines.size() > STATE_LINE && lines.get(STATE_LINE).strip().equals("ready");
        return Optional.of(new Postmaster(Long.parseLong(lines.getFirst().strip()), port, ready));
    }

    static Path file(Path cluster) {
        return cluster.resolve("postmaster.pid");
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).isPresent();
    }

    /**
     * Whether the number belongs to some other program by now. A server's working directory is its cluster; where we may not see
     * it, the answer is no, and PostgreSQL's own checks decide.
     */
    boolean isSomethingElse(Path cluster) throws IOException {
        try {
            return !Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), cluster);
        } catch (NoSuchFileException e) {
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }
}
