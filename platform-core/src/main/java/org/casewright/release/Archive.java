package org.casewright.release;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.casewright.catalog.Catalog;

/** The files of a release, {@code module/path} each, as they are hashed, kept and read again. */
record Archive(SortedMap<String, byte[]> files) {

    static Archive of(Catalog catalog) {
        var modules = new TreeMap<String, Map<String, byte[]>>();
        catalog.modules().forEach(module -> modules.put(module.name(), module.files()));
        return of(modules);
    }

    /** From module -> path inside its folder -> content. */
    static Archive of(Map<String, Map<String, byte[]>> modules) {
        var files = new TreeMap<String, byte[]>();
        modules.forEach((name, paths) -> paths.forEach((path, content) -> files.put(name + "/" + path, content)));
        return new Archive(files);
    }

    static Archive unzip(byte[] zip) {
        var files = new TreeMap<String, byte[]>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the files of a release cannot be read", e);
        }
        return new Archive(files);
    }

    byte[] zip() {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (var file : files.entrySet()) {
                pack(zip, file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Adds a file to a zip. The same files are the same bytes, whenever they are packed. */
    static void pack(ZipOutputStream zip, String name, byte[] content) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /** SHA-256 over paths and contents, each with its length, so that no two sets of files read the same. */
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> {
                update(digest, path.getBytes(StandardCharsets.UTF_8));
                update(digest, content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    private static void update(MessageDigest digest, byte[] part) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
        digest.update(part);
    }

    /** Module -> path inside its folder -> content. */
    Map<String, Map<String, byte[]>> modules() {
        var modules = new TreeMap<String, Map<String, byte[]>>();
        files.forEach((path, content) -> {
            var slash = path.indexOf('/');
            modules.computeIfAbsent(path.substring(0, slash), key -> new TreeMap<>())
                    .put(path.substring(slash + 1), content);
        });
        return modules;
    }

    /** The files whose content is another one there, or which are only here or only there. */
    List<String> differences(Archive other) {
        var paths = new TreeSet<>(files.keySet());
        paths.addAll(other.files.keySet());
        return paths.stream()
                .filter(path -> !Arrays.equals(files.get(path), other.files.get(path)))
                .toList();
    }
}
