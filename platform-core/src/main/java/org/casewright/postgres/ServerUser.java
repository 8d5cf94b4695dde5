package org.casewright.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * As whom the server's programs run. PostgreSQL refuses to run as root; there it gets a user namespace in which root's files
 * belong to nobody in particular, and where such namespaces are not allowed, an ordinary user of the machine.
 */
sealed interface ServerUser {
    /** What stands before the command line of each of the server's programs. */
    List<String> prefix();

    /** Gives a file to the user, where that is another than ours. */
    default void give(Path file) throws IOException {}

    /** The user who runs the application. */
    record Ourselves() implements ServerUser {
        @Override
        public List<String> prefix() {
            return List.of();
        }
    }

    /** Root, in a user namespace of its own. */
    record Namespace() implements ServerUser {
        @Override
        public List<String> prefix() {
            return List.of("unshare", "-U");
        }
    }

    /** An ordinary user, by root's leave. */
    record Other(int user, int group) implements ServerUser {
        @Override
        public List<String> prefix() {
            return List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups");
        }

        @Override
        public void give(Path file) throws IOException {
            Files.setAttribute(file, "unix:uid", user);
            Files.setAttribute(file, "unix:gid", group);
        }
    }

    /** The user for a data directory: if root has to take another, the one whose files are there already. */
    static ServerUser of(Path cluster) {
        try {
            if (uid(Path.of("/proc/self")) != 0) {
                return new Ourselves();
            }
            if (Files.exists(cluster) && uid(cluster) != 0) {
                return new Other(uid(cluster), (int) Files.getAttribute(cluster, "unix:gid"));
            }
            return Commands.succeeds("unshare", "-U", "true") ? new Namespace() : ordinaryUser();
        } catch (IOException e) {
            throw new ServerFailedException("cannot tell as which user PostgreSQL may run: " + e.getMessage(), e);
        }
    }

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static ServerUser ordinaryUser() throws IOException {
        var users = Files.readAllLines(Path.of("/etc/passwd"));
        return Stream.of("postgres:", "nobody:")
                .flatMap(name -> users.stream().filter(line -> line.startsWith(name)))
                .map(line -> line.split(":"))
                .map(fields -> new Other(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
                .findFirst()
                .orElseThrow(() -> new ServerFailedException(
                        "PostgreSQL does not run as root, and there is no user postgres or nobody to run it as", null));
    }
}
