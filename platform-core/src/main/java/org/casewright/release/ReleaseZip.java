package org.casewright.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.casewright.problem.Refusal;

/** Reads a zip that anybody may have made: into memory only, bounded, and nothing but plain files where files may be. */
final class ReleaseZip {

    private static final int MAX_BYTES = 64 << 20;
    private static final int MAX_FILES = 20_000;
    private static final int MAX_FILE_BYTES = 32 << 20;
    private static final long MAX_CONTENT_BYTES = 128L << 20;
    /** Text of ours shrinks to a tenth or so; what grows so much more was made to grow. */
    private static final int MAX_RATIO = 200;

    private static final int SMALL = 1 << 20;
    private static final Pattern PATH = Pattern.compile("modules(/[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}){2,4}");

    /** How it is called in messages. */
    private final String file;

    private final SortedMap<String, byte[]> files = new TreeMap<>();
    private long read;

    ReleaseZip(String file) {
        this.file = file;
    }

    static SortedMap<String, byte[]> read(Path file) {
        var zip = new ReleaseZip(file.toString());
        if (!Files.isRegularFile(file)) {
            throw ReleaseFile.refused(zip.file, "there is no such file");
        }
        try (var in = Files.newInputStream(file)) {
            return zip.read(in);
        } catch (IOException notReadable) {
            throw ReleaseFile.refused(zip.file, "it cannot be read");
        }
    }

    /** Reads a zip from a stream, no further than a release may be long. */
    SortedMap<String, byte[]> read(InputStream in) throws IOException {
        var bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw ReleaseFile.refused(file, "it has more than " + (MAX_BYTES >> 20) + " MB");
        }
        return read(bytes);
    }

    private SortedMap<String, byte[]> read(byte[] bytes) {
        try {
            refuseTooMany(bytes);
            try (var zip = ZipFile.builder().setByteArray(bytes).get()) {
                for (var entry : Collections.list(zip.getEntriesInPhysicalOrder())) {
                    add(zip, entry);
                }
            }
            return files;
        } catch (Refusal refused) {
            throw refused;
        } catch (IOException | RuntimeException notOne) {
            // What the library says of a broken zip is as varied as the breaks.
            throw ReleaseFile.refused(file, "it cannot be read as a zip");
        }
    }

    /** Before anything is made of them: each has a header of its own. */
    private void refuseTooMany(byte[] bytes) {
        var headers = 0;
        for (int i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                headers++;
            }
        }
        if (headers > MAX_FILES) {
            throw ReleaseFile.refused(file, "it has more than " + MAX_FILES + " files");
        }
    }

    private void add(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        var name = entry.getName();
        if (!name.equals(ReleaseFile.HEAD) && !PATH.matcher(name).matches()) {
            throw ReleaseFile.refused(file, "“" + shortened(name) + "” is not where a module's file may be");
        }
        if (entry.isUnixSymlink() || entry.isDirectory()) {
            throw ReleaseFile.refused(file, "“" + shortened(name) + "” is not a file");
        }
        if (entry.getGeneralPurposeBit().usesEncryption()
                || (entry.getMethod() != ZipEntry.STORED && entry.getMethod() != ZipEntry.DEFLATED)) {
            throw ReleaseFile.refused(file, "“" + shortened(name) + "” is packed in a way that is not read");
        }
        if (files.put(name, content(zip, entry)) != null) {
            throw ReleaseFile.refused(file, "it has “" + shortened(name) + "” twice");
        }
    }

    private byte[] content(ZipFile zip, ZipArchiveEntry entry) throws IOException {
        var most = Math.max(SMALL, Math.min(MAX_FILE_BYTES, MAX_RATIO * Math.max(0, entry.getCompressedSize())));
        var content = new ByteArrayOutputStream();
        var part = new byte[1 << 16];
        try (var in = zip.getInputStream(entry)) {
            for (var count = in.read(part); count >= 0; count = in.read(part)) {
                content.write(part, 0, count);
                read += count;
                if (content.size() > most || read > MAX_CONTENT_BYTES) {
                    throw ReleaseFile.refused(
                            file, "“" + shortened(entry.getName()) + "” unpacks to more than a module's file may have");
                }
            }
        }
        return content.toByteArray();
    }

    /** Names come from outside: one line, and not a long one. */
    private static String shortened(String name) {
        var line = name.codePoints()
                .limit(80)
                .map(each -> Character.isISOControl(each) ? '?' : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < name.length() ? line + "..." : line;
    }
}
