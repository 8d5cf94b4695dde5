package org.casewright.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The server's programs, unpacked from the library that brings them. */
record Binaries(Path root, String version) {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    /**
     * Finds this version's programs below {@code cache}, or unpacks them there. Several processes may do so at once: the first
     * to finish wins.
     */
    static Binaries in(Path cache) {
        var version = bundledVersion();
        var root = cache.resolve("postgresql-" + version);
        try {
            if (!Files.isDirectory(root)) {
                unpack(root);
            }
            return new Binaries(root.toRealPath(), version);
        } catch (IOException e) {
            throw new ServerFailedException("cannot unpack PostgreSQL into " + cache + ": " + e.getMessage(), e);
        }
    }

    Path program(String name) {
        return root.resolve("bin").resolve(name);
    }

    String major() {
        return version.substring(0, version.indexOf('.'));
    }

    private static String bundledVersion() {
        try (var in = Objects.requireNonNull(Binaries.class.getResourceAsStream("binaries.properties"))) {
            var properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new ServerFailedException("cannot read the version of the embedded PostgreSQL", e);
        }
    }

    private static InputStream archive() {
        var in = Binaries.class.getResourceAsStream(ARCHIVE);
        if (in == null || !isSupportedMachine()) {
            throw new ServerFailedException(
                    "the embedded PostgreSQL runs on Linux x86_64 only; give a server of your own with --database",
                    null);
        }
        return in;
    }

    private static boolean isSupportedMachine() {
        var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        return system.equals("linux") && System.getProperty("os.arch", "").equals("amd64");
    }

    private static void unpack(Path root) throws IOException {
        var cache = Objects.requireNonNull(root.getParent());
        Files.createDirectories(cache);
        var draft = Files.createTempDirectory(cache, "unpacking-");
        try (var archive = archive();
                var tar = new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            unpack(tar, draft);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(draft, root, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException ignored) {
            // Another process unpacked the same version meanwhile.
        } finally {
            delete(draft);
        }
    }

    /** Unpacks below {@code target} and nowhere else, whatever the archive's names say. */
    static void unpack(TarArchiveInputStream tar, Path target) throws IOException {
        for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) {
            var path = inside(target, target.resolve(entry.getName()));
            if (entry.isDirectory()) {
                Files.createDirectories(path);
                continue;
            }
            var folder = Objects.requireNonNull(path.getParent());
            Files.createDirectories(folder);
            if (entry.isSymbolicLink()) {
                inside(target, folder.resolve(entry.getLinkName()));
                Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            } else {
                Files.copy(tar, path);
                var mode = (entry.getMode() & 0111) == 0 ? "rw-r--r--" : "rwxr-xr-x";
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            }
        }
    }

    private static Path inside(Path target, Path path) throws IOException {
        var normal = path.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("the archive leads out of its directory: " + path);
        }
        return normal;
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
