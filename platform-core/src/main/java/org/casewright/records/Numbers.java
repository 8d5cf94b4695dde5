package org.casewright.records;

import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.casewright.definition.EntityDefinition.NumberPattern;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.springframework.stereotype.Component;

/**
 * Makes numbers of records. Sequences are taken in blocks, in a short transaction of their own, so that writers never
 * wait for one another; what a stopped server had left of a block is never used.
 */
@Component
final class Numbers {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z]+)(?::(\\d+))?(?::([^}]+))?}");
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int FIRST_BLOCK = 10;
    private static final int LARGEST_BLOCK = 1000;

    private final DataSource application;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Block> blocks = new HashMap<>();

    private static final class Block {
        long next;
        long end;
        int size = FIRST_BLOCK;
    }

    Numbers(DataSource application) {
        this.application = application;
    }

    /** The next number of a pattern, for a unit and a day; {@code of} is what is numbered. */
    String next(String of, NumberPattern pattern, String unit, LocalDate day) {
        var scope = of + " " + fill(scopePattern(pattern), unit, day, 0);
        var text = fill(pattern.pattern(), unit, day, pattern.pattern().contains("{sequence") ? take(scope) : 0);
        return text.contains("{check}") ? text.replace("{check}", String.valueOf(luhn(text))) : text;
    }

    private static String scopePattern(NumberPattern pattern) {
        if (pattern.per() != null) {
            return pattern.per();
        }
        return pattern.pattern().replaceAll("\\{(sequence|random|check)[^}]*}", "");
    }

    private String fill(String pattern, String unit, LocalDate day, long sequence) {
        return PLACEHOLDER.matcher(pattern).replaceAll(match -> {
            var width = match.group(2) == null ? 0 : Integer.parseInt(match.group(2));
            return switch (match.group(1)) {
                case "unit" -> unit;
                case "year" -> width == 2 ? String.format("%02d", day.getYear() % 100) : String.valueOf(day.getYear());
                case "day" ->
                    String.format("%02d%02d%02d", day.getYear() % 100, day.getMonthValue(), day.getDayOfMonth());
                case "sequence" -> String.format("%0" + Math.max(1, width) + "d", sequence);
                case "random" -> randomText(width, match.group(3) == null ? LETTERS : match.group(3));
                default -> "\\{check\\}";
            };
        });
    }

    private String randomText(int length, String alphabet) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** The check digit of Luhn (ISO/IEC 7812) over the digits of the text. */
    static int luhn(String text) {
        int sum = 0;
        boolean twice = true;
        for (int i = text.length() - 1; i >= 0; i--) {
            if (Character.isDigit(text.charAt(i))) {
                int digit = text.charAt(i) - '0';
                int value = twice ? digit * 2 : digit;
                sum += value > 9 ? value - 9 : value;
                twice = !twice;
            }
        }
        return (10 - sum % 10) % 10;
    }

    private synchronized long take(String scope) {
        var block = blocks.computeIfAbsent(scope, key -> new Block());
        if (block.next == block.end) {
            block.next = fetch(scope, block.size);
            block.end = block.next + block.size;
            block.size = Math.min(block.size * 2, LARGEST_BLOCK);
        }
        return block.next++;
    }

    /** Forgets the blocks, as a restart does. */
    synchronized void forget() {
        blocks.clear();
    }

    private long fetch(String scope, int size) {
        var sql = "insert into platform.sequence (scope, next) values (?, 1 + ?)"
                + " on conflict (scope) do update set next = platform.sequence.next + ? returning next - ?";
        // A connection of its own: one of the pool's may be what every waiting writer waits for.
        try (var connection = connection();
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, scope);
            statement.setInt(2, size);
            statement.setInt(3, size);
            statement.setInt(4, size);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException failed) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "No number could be made; the database did not answer.");
        }
    }

    private java.sql.Connection connection() throws SQLException {
        if (application.isWrapperFor(HikariDataSource.class)) {
            var pool = application.unwrap(HikariDataSource.class);
            return DriverManager.getConnection(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        }
        return application.getConnection();
    }
}
