package org.casewright.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory that holds everything an installation must not lose, held by one application at a time. The lock is the
 * operating system's and so vanishes with the process, however it ends.
 */
final class DataDirectory implements AutoCloseable {
    /**
     * Directories held by this very process. Asked before the lock file is opened, since closing any channel on a file gives up
     * the locks that the process has on it.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory where needed and takes hold of it.
     *
     * @throws DataDirectoryHeldException if another application has it
     */
    static DataDirectory hold(Path directory) {
        try {
            var path = create(directory);
            if (!HELD_HERE.add(path)) {
                throw new DataDirectoryHeldException(
                        path, Long.toString(ProcessHandle.current().pid()));
            }
            try {
                return new DataDirectory(path, lock(path));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(path);
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new ServerFailedException("no permission to write " + e.getFile(), e);
        } catch (IOException e) {
            throw new ServerFailedException("cannot use data directory " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Path create(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            var parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return directory.toRealPath();
    }

    private static FileChannel lock(Path path) throws IOException {
        var file = lockFile(path);
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new DataDirectoryHeldException(path, holder(path));
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(Path path) throws IOException {
        var holder = Files.readString(lockFile(path)).strip();
        return holder.isEmpty() ? "unknown" : holder;
    }

    private static Path lockFile(Path path) {
        return path.resolve("casewright.lock");
    }

    Path path() {
        return path;
    }

    /** The server's own directory. */
    Path cluster() {
        return cluster(path);
    }

    static Path cluster(Path dataDirectory) {
        return dataDirectory.resolve("postgresql");
    }

    /** What the server writes to its standard error. */
    Path log() {
        return path.resolve("postgresql.log");
    }

    /** The file with the superuser's password. */
    static Path password(Path dataDirectory) {
        return dataDirectory.resolve("postgresql.password");
    }

    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new ServerFailedException("cannot let go of data directory " + path, e);
        } finally {
            HELD_HERE.remove(path);
        }
    }
}
