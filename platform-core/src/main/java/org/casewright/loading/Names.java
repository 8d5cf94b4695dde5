package org.casewright.loading;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.casewright.definition.EntityDefinition;

/** How things may be called, and what PostgreSQL calls them. */
final class Names {

    static final int MAX_LENGTH = 200;
    private static final int MAX_PHYSICAL = 63;
    private static final int KEPT = 54;

    /** Words of FEEL, of forms' values, and names that expressions give to something else. */
    private static final Set<String> WORDS = Set.of(
            "if",
            "then",
            "else",
            "for",
            "in",
            "return",
            "some",
            "every",
            "satisfies",
            "and",
            "or",
            "not",
            "between",
            "true",
            "false",
            "null",
            "instance",
            "function",
            "as",
            "retire",
            "record",
            "before",
            "actor",
            "acknowledge");

    /** Words of the entries of repeating groups. */
    private static final Set<String> ENTRY = Set.of("id", "version");

    /** Columns that every table has. */
    static final Set<String> COLUMNS = Set.of(
            "id",
            "number",
            "unit_no",
            "row_class",
            "access_key",
            "owner_user",
            "owner_team",
            "partner",
            "version",
            "created_at",
            "created_by",
            "updated_at",
            "updated_by",
            "retired_at",
            "retired_by",
            "status_reason",
            "status_date");

    private static final Set<String> MODULES = Set.of(
            "platform",
            "camunda",
            "public",
            "pg-catalog",
            "information-schema",
            "api",
            "me",
            "tasks",
            "notices",
            "batch",
            "catalog",
            "releases",
            "audit",
            "administration",
            "process");

    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern CAMEL = Pattern.compile("[a-z][a-zA-Z0-9]*(_[0-9]+)*");
    private static final Pattern PROCESS = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern ROLE = Pattern.compile("[A-Z][A-Z0-9]*(_[A-Z0-9]+)*");
    private static final Pattern CODE = Pattern.compile("[^\\p{Cntrl}]+");

    private Names() {}

    /** What is wrong with a name of a module, entity, view, form, mixin or code list. */
    static Optional<String> kebab(String name) {
        return wrong(name, KEBAB, "kebab-case: small letters and digits with hyphens between, such as “loan-item”");
    }

    static Optional<String> module(String name) {
        return MODULES.contains(name)
                ? Optional.of("“" + name + "” is reserved; a module has another name.")
                : name.startsWith("pg-") ? Optional.of("Names with “pg-” in front are PostgreSQL's.") : kebab(name);
    }

    /** What is wrong with a name of a property, inverse or setting. */
    static Optional<String> camel(String name) {
        return wrong(name, CAMEL, "camelCase: a small letter, then letters and digits, such as “lentOn”");
    }

    /** As {@link #camel}, and not a name that records have anyway or that expressions need. */
    static Optional<String> property(String name) {
        if (EntityDefinition.SYSTEM_NAMES.contains(name)) {
            return Optional.of("“" + name + "” is reserved: every record has it.");
        }
        if (WORDS.contains(name)) {
            return Optional.of("“" + name + "” is reserved: it is a word of expressions or of forms.");
        }
        return camel(name);
    }

    /** As {@link #property}, for what lies inside a group or an object: only the entry's own words are taken there. */
    static Optional<String> entry(String name) {
        return ENTRY.contains(name)
                ? Optional.of("“" + name + "” is reserved: every entry has it.")
                : EntityDefinition.SYSTEM_NAMES.contains(name) ? Optional.empty() : property(name);
    }

    static Optional<String> process(String name) {
        return wrong(name, PROCESS, "small letters and digits with underscores between, such as “lend_book”");
    }

    static Optional<String> role(String name) {
        return wrong(name, ROLE, "capitals and digits with underscores between, such as “LIB_ASSISTANT”");
    }

    static Optional<String> code(String name) {
        return name.strip().equals(name) && CODE.matcher(name).matches()
                ? Optional.empty()
                : Optional.of("A code has neither spaces around it nor control characters.");
    }

    private static Optional<String> wrong(String name, Pattern pattern, String form) {
        if (name.length() > MAX_LENGTH) {
            return Optional.of("“" + name.substring(0, 40) + "...” has " + name.length() + " characters; " + MAX_LENGTH
                    + " is the most.");
        }
        return pattern.matcher(name).matches() ? Optional.empty() : Optional.of("“" + name + "” is not " + form + ".");
    }

    /** The name as PostgreSQL sees it: snake_case, shortened with a hash beyond 63 bytes. */
    static String physical(String name) {
        var snake = new StringBuilder();
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (c == '-') {
                snake.append('_');
            } else if (Character.isUpperCase(c)) {
                snake.append('_').append(Character.toLowerCase(c));
            } else {
                snake.append(c);
            }
        }
        return shortened(snake.toString());
    }

    /** Two physical names put together. */
    static String physical(String parent, String name) {
        return shortened(parent + "_" + physical(name));
    }

    private static String shortened(String name) {
        // Names are ASCII by the rules above, so that characters are bytes.
        return name.length() <= MAX_PHYSICAL ? name : name.substring(0, KEPT) + "_" + hash(name);
    }

    private static String hash(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4).toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
