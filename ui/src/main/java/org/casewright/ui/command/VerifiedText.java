package org.casewright.ui.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.history.Verified;
import org.casewright.history.Verified.Erasure;
import org.casewright.history.Verified.Kind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was found in the history, for people and for programs. */
final class VerifiedText {
    private VerifiedText() {}

    static List<String> lines(Verified verified) {
        var lines = new ArrayList<String>();
        lines.add(verified.entries() + " entries in " + verified.seals() + " seals are as they were sealed.");
        verified.erasures().forEach(erasure -> lines.add(line(erasure)));
        var last = verified.last();
        if (last != null) {
            lines.add("Last seal " + last.number() + " of " + last.at() + ": " + last.hash());
        }
        var wrong = verified.wrong();
        if (wrong != null) {
            lines.add("WRONG: " + wrong.sentence());
        } else {
            lines.add(verified.unsealed() + " entries are not sealed yet.");
        }
        return lines;
    }

    private static String line(Erasure erasure) {
        return "Erased lawfully on " + erasure.at() + " by " + erasure.by() + ", agreed by " + erasure.agreedBy() + " ("
                + erasure.basis() + "): " + erasure.texts() + (erasure.texts() == 1 ? " value" : " values") + ", entry "
                + erasure.entry() + ".";
    }

    static ObjectNode json(Verified verified) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("whole", verified.isWhole())
                .put("entries", verified.entries())
                .put("seals", verified.seals())
                .put("unsealed", verified.unsealed());
        var last = verified.last();
        if (last == null) {
            json.putNull("last");
        } else {
            json.putObject("last")
                    .put("number", last.number())
                    .put("hash", last.hash())
                    .put("at", last.at().toString());
        }
        var erasures = json.putArray("erasures");
        verified.erasures()
                .forEach(erasure -> erasures.addObject()
                        .put("entry", erasure.entry())
                        .put("at", erasure.at().toString())
                        .put("by", erasure.by())
                        .put("agreedBy", erasure.agreedBy())
                        .put("reason", erasure.reason())
                        .put("basis", erasure.basis())
                        .put("values", erasure.texts()));
        var wrong = verified.wrong();
        if (wrong == null) {
            json.putNull("wrong");
        } else {
            json.putObject("wrong")
                    .put("kind", word(wrong.kind()))
                    .put("seal", wrong.seal())
                    .put("entry", wrong.entry())
                    .put("message", wrong.sentence());
        }
        return json;
    }

    /** As the API spells words: {@code valueChanged}. */
    private static String word(Kind kind) {
        var words = kind.name().toLowerCase(Locale.ROOT).split("_");
        return words[0]
                + Stream.of(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
