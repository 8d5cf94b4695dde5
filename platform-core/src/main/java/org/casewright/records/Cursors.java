package org.casewright.records;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.storage.Storage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Places in a list as opaque texts: signed, and good only for the same asker, question and release. */
@Component
final class Cursors {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SIGNATURE = 16;

    private final Storage storage;
    private volatile @Nullable Mac ready;

    Cursors(Storage storage) {
        this.storage = storage;
    }

    String write(List<@Nullable Object> last, String question) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (var value : last) {
            if (value == null) {
                array.addNull();
            } else {
                array.add(kind(value) + value.toString());
            }
        }
        var payload = array.toString().getBytes(StandardCharsets.UTF_8);
        var signed = new byte[payload.length + SIGNATURE];
        System.arraycopy(sign(payload, question), 0, signed, 0, SIGNATURE);
        System.arraycopy(payload, 0, signed, SIGNATURE, payload.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
    }

    List<@Nullable Object> read(String cursor, String question) {
        byte[] signed;
        try {
            signed = Base64.getUrlDecoder().decode(cursor);
        } catch (IllegalArgumentException notBase64) {
            throw wrong();
        }
        if (signed.length <= SIGNATURE) {
            throw wrong();
        }
        var payload = java.util.Arrays.copyOfRange(signed, SIGNATURE, signed.length);
        if (!MessageDigest.isEqual(
                java.util.Arrays.copyOf(signed, SIGNATURE),
                java.util.Arrays.copyOf(sign(payload, question), SIGNATURE))) {
            throw wrong();
        }
        var values = new ArrayList<@Nullable Object>();
        JSON.readTree(payload).forEach(node -> values.add(node.isNull() ? null : value(node.stringValue())));
        return values;
    }

    private static Refusal wrong() {
        return new Refusal(ErrorCode.MALFORMED, "This cursor belongs to another list. Begin again without a cursor.");
    }

    private static char kind(Object value) {
        return switch (value) {
            case UUID id -> 'u';
            case OffsetDateTime moment -> 'm';
            case LocalDate date -> 'd';
            case LocalTime time -> 't';
            case Long number -> 'l';
            case Integer number -> 'i';
            case BigDecimal number -> 'n';
            case Boolean flag -> 'b';
            default -> 's';
        };
    }

    private static Object value(String text) {
        var rest = text.substring(1);
        return switch (text.charAt(0)) {
            case 'u' -> UUID.fromString(rest);
            case 'm' -> OffsetDateTime.parse(rest);
            case 'd' -> LocalDate.parse(rest);
            case 't' -> LocalTime.parse(rest);
            case 'l' -> Long.valueOf(rest);
            case 'i' -> Integer.valueOf(rest);
            case 'n' -> new BigDecimal(rest);
            case 'b' -> Boolean.valueOf(rest);
            default -> rest;
        };
    }

    private byte[] sign(byte[] payload, String question) {
        try {
            // A copy of one that is ready: making one each time would cost more than signing.
            var mac = (Mac) prototype().clone();
            mac.update(question.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(payload);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Mac prototype() {
        var known = ready;
        if (known == null) {
            try {
                known = Mac.getInstance("HmacSHA256");
                known.init(new SecretKeySpec(storage.secret("cursor"), "HmacSHA256"));
                ready = known;
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java has HmacSHA256", impossible);
            }
        }
        return known;
    }
}
