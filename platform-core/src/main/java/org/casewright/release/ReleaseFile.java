package org.casewright.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipOutputStream;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A release as a file that is carried from one installation to another: a zip with {@code release.json} and the modules' files
 * below {@code modules/}. The hash is that of the files, so that it stays the same wherever they are applied.
 *
 * @param number it had where it was exported
 * @param hash SHA-256 of the files
 * @param plan what was carried out there
 * @param modules module -> path inside its folder -> content
 */
public record ReleaseFile(
        long number,
        String hash,
        String author,
        OffsetDateTime at,
        JsonNode plan,
        Map<String, Map<String, byte[]>> modules) {

    static final String HEAD = "release.json";
    static final String MODULES = "modules/";
    private static final int MAX_AUTHOR = 200;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .build();

    public ReleaseFile {
        var copy = new TreeMap<String, Map<String, byte[]>>();
        modules.forEach((name, files) -> copy.put(name, new TreeMap<>(files)));
        modules = copy;
    }

    /**
     * Reads what {@link #write} has written, and trusts nothing of it: names, sizes and the hash are checked.
     *
     * @throws Refusal {@code MALFORMED}, with one sentence
     */
    public static ReleaseFile read(Path file) {
        return of(file.toString(), ReleaseZip.read(file));
    }

    /**
     * Makes it of what a zip held.
     *
     * @param file how it is called in messages
     */
    static ReleaseFile of(String file, SortedMap<String, byte[]> files) {
        var head = head(file, files.remove(HEAD));
        var archive = archive(files);
        if (!archive.hash().equals(head.path("hash").asString(""))) {
            throw refused(file, "its files are not those of which release.json gives the hash");
        }
        var author = head.path("author").asString("");
        // It is going to be shown on somebody's terminal.
        if (author.length() > MAX_AUTHOR || author.codePoints().anyMatch(Character::isISOControl)) {
            throw refused(file, "release.json does not say who applied it");
        }
        try {
            return new ReleaseFile(
                    head.path("release").asLong(0),
                    archive.hash(),
                    author,
                    OffsetDateTime.parse(head.path("at").asString("")),
                    head.path("plan"),
                    archive.modules());
        } catch (DateTimeParseException notOne) {
            throw refused(file, "release.json does not say when it was made");
        }
    }

    /** The modules' files of a zip without its head. */
    static Archive archive(SortedMap<String, byte[]> files) {
        var modules = new TreeMap<String, byte[]>();
        files.forEach((name, content) -> modules.put(name.substring(MODULES.length()), content));
        return new Archive(modules);
    }

    private static JsonNode head(String file, byte @org.jspecify.annotations.Nullable [] content) {
        if (content == null) {
            throw refused(file, "it has no release.json");
        }
        try {
            if (JSON.readTree(content) instanceof ObjectNode head) {
                return head;
            }
        } catch (JacksonException notJson) {
            // The same sentence as for what is JSON and no object.
        }
        throw refused(file, "its release.json is not a JSON object");
    }

    static Refusal refused(String file, String why) {
        return new Refusal(ErrorCode.MALFORMED, file + " is not a release: " + why + ".");
    }

    /** Writes it, wholly or not at all; a file that is there is replaced. */
    public void write(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        var whole = Files.createTempFile(folder, ".release", ".zip");
        try {
            Files.write(whole, zip());
            Files.move(whole, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }

    /** The same release is the same bytes. */
    byte[] zip() {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            Archive.pack(zip, HEAD, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(head()));
            for (var file : files().entrySet()) {
                Archive.pack(zip, MODULES + file.getKey(), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** What is kept of it with the release that is made of its files. */
    public Provenance.Origin origin() {
        return new Provenance.Origin(number, hash, author, at);
    }

    private ObjectNode head() {
        var head = JSON.createObjectNode();
        head.put("release", number);
        head.put("hash", hash);
        head.put("author", author);
        head.put("at", at.toInstant().toString());
        head.set("plan", plan);
        return head;
    }

    /** {@code module/path} -> content. */
    public SortedMap<String, byte[]> files() {
        return Archive.of(modules).files();
    }
}
