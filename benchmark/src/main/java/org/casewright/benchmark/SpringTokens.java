package org.casewright.benchmark;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bearer tokens of rival (b). As on the platform a token once found right is remembered for five minutes, and who it is, and
 * whether they still may, is read at each request.
 */
final class SpringTokens extends OncePerRequestFilter {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final DSLContext dsl;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    SpringTokens(DSLContext dsl) {
        this.dsl = dsl;
    }

    private record Known(UUID account, Instant until) {}

    /** Who asks. */
    record Person(UUID id, String name, int unit, String unitCode, Set<String> roles) {}

    static final class SignedIn extends AbstractAuthenticationToken {
        private static final long serialVersionUID = 1;

        private final transient Person person;

        SignedIn(Person person) {
            super(List.of());
            this.person = person;
            setAuthenticated(true);
        }

        Person person() {
            return person;
        }

        @Override
        public @Nullable Object getCredentials() {
            return null;
        }

        @Override
        public Object getPrincipal() {
            return person;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader("Authorization");
        if (header != null && header.startsWith("Bearer ")) {
            account(header.substring(7))
                    .flatMap(this::person)
                    .ifPresent(
                            person -> SecurityContextHolder.setContext(new SecurityContextImpl(new SignedIn(person))));
        }
        chain.doFilter(request, response);
    }

    private Optional<UUID> account(String token) {
        var hash = sha256(token);
        var key = HexFormat.of().formatHex(hash);
        var remembered = known.get(key);
        if (remembered != null && Instant.now().isBefore(remembered.until())) {
            return Optional.of(remembered.account());
        }
        var found = dsl.fetchOptional(
                        "select account_id from platform.token where hash = ? and revoked_at is null and expires_at > now()",
                        hash)
                .map(row -> row.get(0, UUID.class));
        found.ifPresent(
                account -> known.put(key, new Known(account, Instant.now().plus(REMEMBERED))));
        return found;
    }

    private Optional<Person> person(UUID account) {
        return dsl.fetchOptional("""
                        select a.id, a.name, a.unit_no, u.code,
                               array(select role from platform.account_role r where r.account_id = a.id)
                          from platform.account a join platform.unit u on u.number = a.unit_no
                         where a.id = ? and a.status = 'ACTIVE'""", account)
                .map(row -> new Person(
                        row.get(0, UUID.class),
                        row.get(1, String.class),
                        row.get(2, Integer.class),
                        row.get(3, String.class),
                        Set.of(row.get(4, String[].class))));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
