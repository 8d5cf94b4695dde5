package org.casewright.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A password from which those of other roles follow, so that each node and each restart finds the same ones without storing
 * them anywhere.
 */
final class Secret {
    private static final int BYTES = 32;

    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /** Reads the secret kept in a file that only its owner may read, after making it where there is none yet. */
    static Secret keptIn(Path file) throws IOException {
        if (!Files.exists(file)) {
            create(file);
        }
        return new Secret(Files.readString(file).strip());
    }

    private static void create(Path file) throws IOException {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        // Whole or not at all: a half-written password would lock everybody out of the data.
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        try (var channel = Files.newByteChannel(
                draft, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), permissions)) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
        }
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException ignored) {
            // Somebody else was first: theirs is the one.
        }
        Files.delete(draft);
    }

    String value() {
        return value;
    }

    /** The password of another role: told by this one, but this one is not told by it. */
    Secret of(String role) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var digest = mac.doFinal(("casewright role " + role).getBytes(StandardCharsets.UTF_8));
            return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
