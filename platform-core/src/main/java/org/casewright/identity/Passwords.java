package org.casewright.identity;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/** Hashes of passwords. Comparing takes as long for an account that is not there as for one that is. */
@Component
class Passwords {

    /** A salt and a hash that no password is known for. */
    private static final String NOBODY = "C6UzMDM.H6dfI/f/IKcEe.4WQsRQhd3Sm3lTr3nZ.Gk1iW6Np0u8y";

    private final BCryptPasswordEncoder encoder;
    private final String nobodys;
    /** A flood of tries must leave processors to those who are signed in. */
    private final Semaphore atOnce =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    Passwords(@Value("${casewright.bcrypt-strength:12}") int strength) {
        this.encoder = new BCryptPasswordEncoder(strength);
        this.nobodys = "$2a$%02d$%s".formatted(strength, NOBODY);
    }

    /** What is compared with where there is no account; whole, or comparing would be over at once. */
    String hashOfNobody() {
        return nobodys;
    }

    String hash(String password) {
        return java.util.Objects.requireNonNull(encoder.encode(password));
    }

    /** Whether the password belongs to the hash; for no hash, false after the same work. */
    boolean matches(String password, @Nullable String hash) {
        var usable = !password.isEmpty() && !PasswordPolicy.isTooLong(password);
        atOnce.acquireUninterruptibly();
        try {
            var same = encoder.matches(usable ? password : "-", hash == null ? hashOfNobody() : hash);
            return same && usable && hash != null;
        } finally {
            atOnce.release();
        }
    }
}
