package org.casewright.postgres;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a database is and who signs in there. The URL holds neither user nor password, and the text form no password, so that
 * both may be logged.
 */
public record DatabaseAddress(String url, String user, String password) {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)^(user|password)=.*");

    /**
     * Reads a JDBC URL as an administrator writes it; a user or password not said in it comes from
     * {@code CASEWRIGHT_DATABASE_USER} and {@code CASEWRIGHT_DATABASE_PASSWORD}.
     *
     * @throws DatabaseUnreachableException if it is not the URL of a PostgreSQL database, or no user is named
     */
    public static DatabaseAddress parse(String jdbcUrl, Map<String, String> environment) {
        var parsed = jdbcUrl.startsWith(PREFIX) ? Driver.parseURL(jdbcUrl, null) : null;
        if (parsed == null) {
            throw new DatabaseUnreachableException(
                    "not the address of a PostgreSQL database; it looks like jdbc:postgresql://host:5432/database",
                    null);
        }
        var user = given(PGProperty.USER.getOrDefault(parsed), environment.get("CASEWRIGHT_DATABASE_USER"))
                .orElseThrow(() -> new DatabaseUnreachableException(
                        "no database user given; add ?user=NAME to the URL or set CASEWRIGHT_DATABASE_USER", null));
        var password = given(PGProperty.PASSWORD.getOrDefault(parsed), environment.get("CASEWRIGHT_DATABASE_PASSWORD"))
                .orElse("");
        return new DatabaseAddress(withoutCredentials(jdbcUrl), user, password);
    }

    private static Optional<String> given(@Nullable String inUrl, @Nullable String inEnvironment) {
        return Stream.of(Optional.ofNullable(inUrl), Optional.ofNullable(inEnvironment))
                .flatMap(Optional::stream)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    private static String withoutCredentials(String jdbcUrl) {
        var question = jdbcUrl.indexOf('?');
        if (question < 0) {
            return jdbcUrl;
        }
        var rest = Stream.of(jdbcUrl.substring(question + 1).split("&"))
                .filter(option -> !CREDENTIAL.matcher(option).matches())
                .collect(Collectors.joining("&"));
        return jdbcUrl.substring(0, question) + (rest.isEmpty() ? "" : "?" + rest);
    }

    /** The same database for another user. */
    DatabaseAddress as(String otherUser, Secret otherPassword) {
        return new DatabaseAddress(url, otherUser, otherPassword.value());
    }

    /** Host, port and database as a person would say them. */
    String place() {
        return part(PGProperty.PG_HOST) + ":" + part(PGProperty.PG_PORT) + "/" + database();
    }

    String database() {
        return part(PGProperty.PG_DBNAME);
    }

    private String part(PGProperty property) {
        var parsed = Objects.requireNonNull(Driver.parseURL(url, null), url);
        return Objects.requireNonNullElse(property.getOrDefault(parsed), "");
    }

    @Override
    public String toString() {
        return "DatabaseAddress[" + url + ", user " + user + "]";
    }
}
