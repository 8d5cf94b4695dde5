package org.casewright.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.casewright.TestPlatform;
import org.casewright.api.ApiServer.Reply;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/api.md} says what happens: each of its calls is made, and what it shows comes back. */
class ApiDocumentTest {

    private static final Pattern EXAMPLE = Pattern.compile(
            "```sh\\n((?:(?!```).)*)```\\n\\n`(\\d{3})`([^\\n]*)\\n(?:\\n```json\\n(.*?)```)?", Pattern.DOTALL);
    private static final Pattern KEPT =
            Pattern.compile("^(\\w+)=\\$\\((.*) \\| jq -r \\.(\\S+)\\)\\s*$", Pattern.DOTALL);

    private final JsonMapper json = new JsonMapper();
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void everyExampleAnswersAsItIsShown() throws IOException {
        var text = Files.readString(Path.of("../docs/api.md"));
        var examples = EXAMPLE.matcher(text);
        var count = 0;
        var wrong = new SoftAssertions();
        try (var platform = TestPlatform.with("post");
                var api = new ApiServer(platform)) {
            variables.put("URL", "");
            variables.put("SORTER", "sorter.knf:" + TestPlatform.PASSWORD);
            variables.put("DEPLOYER", "head.hqg:" + TestPlatform.PASSWORD);
            variables.put("OFFICER", "head.hqg:" + TestPlatform.PASSWORD);
            platform.bean(PlatformPrivileges.class).grant("head.hqg", PlatformPrivilege.DEPLOY);
            platform.bean(PlatformPrivileges.class).grant("head.hqg", PlatformPrivilege.AUDIT);
            while (examples.find()) {
                count++;
                var example = examples.toMatchResult();
                wrong.check(() -> assertAnswer(api, example));
            }
        }
        wrong.assertAll();
        assertThat(count)
                .isEqualTo(Pattern.compile("curl ").matcher(text).results().count());
    }

    private void assertAnswer(ApiServer api, MatchResult example) {
        var command = example.group(1).strip();
        var reply = call(api, command);
        assertThat(reply.status()).as(command + "\n" + reply.text()).isEqualTo(Integer.parseInt(example.group(2)));
        assertHeaders(example.group(3), reply);
        if (example.group(4) != null) {
            assertHolds("", json.readTree(example.group(4)), reply.json());
        }
    }

    private Reply call(ApiServer api, String command) {
        var kept = KEPT.matcher(command);
        if (!kept.find()) {
            return curl(api, words(command));
        }
        var reply = curl(api, words(kept.group(2)));
        var pointer = "/" + kept.group(3).replace("[", "/").replace("]", "").replace(".", "/");
        variables.put(kept.group(1), reply.at(pointer));
        return reply;
    }

    private static Reply curl(ApiServer api, List<String> words) {
        var method = "GET";
        var query = false;
        var address = "";
        var data = new ArrayList<String>();
        var headers = new ArrayList<String>();
        for (var i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "-s" -> {}
                case "-G" -> query = true;
                case "-X" -> method = words.get(++i);
                case "-u" -> {
                    var parts = words.get(++i).split(":", 2);
                    headers.addAll(List.of("Authorization", ApiServer.basic(parts[0], parts[1])));
                }
                case "-H" -> headers.addAll(List.of(words.get(++i).split(": ", 2)));
                case "-d" -> data.add(words.get(++i));
                case "--data-urlencode" -> {
                    var parts = words.get(++i).split("=", 2);
                    data.add(parts[0] + "=" + ApiServer.encoded(parts[1]));
                }
                default -> address = words.get(i);
            }
        }
        if (query) {
            return api.ask(null, "GET", address + "?" + String.join("&", data), null, headers.toArray(String[]::new));
        }
        if (!data.isEmpty() && method.equals("GET")) {
            method = "POST";
        }
        var body = data.isEmpty() ? null : ApiServer.bytes(data.getFirst());
        return api.ask(null, method, address, body, headers.toArray(String[]::new));
    }

    /** Words as a shell takes them apart. */
    private List<String> words(String command) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        var quote = ' ';
        var open = false;
        for (var i = 0; i < command.length(); i++) {
            var c = command.charAt(i);
            if (quote != ' ' && c == quote) {
                quote = ' ';
            } else if (quote == ' ' && (c == '\'' || c == '"')) {
                quote = c;
                open = true;
            } else if (quote != '\'' && c == '$') {
                var end = i + 1;
                while (end < command.length() && Character.isLetter(command.charAt(end))) {
                    end++;
                }
                word.append(Objects.requireNonNull(variables.get(command.substring(i + 1, end))));
                open = true;
                i = end - 1;
            } else if (quote == ' ' && (Character.isWhitespace(c) || c == '\\')) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(c);
                open = true;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return words;
    }

    private static void assertHeaders(@Nullable String said, Reply reply) {
        var header = Pattern.compile("`([\\w-]+): ([^`]+)`").matcher(said == null ? "" : said);
        while (header.find()) {
            assertThat(reply.header(header.group(1))).matches(wild(header.group(2)));
        }
    }

    private static String wild(String shown) {
        return Pattern.quote(shown).replace("…", "\\E.*\\Q");
    }

    private static void assertHolds(String at, JsonNode shown, JsonNode given) {
        if (shown.isObject()) {
            shown.properties()
                    .forEach(member ->
                            assertHolds(at + "/" + member.getKey(), member.getValue(), given.path(member.getKey())));
        } else if (shown.isArray()) {
            assertThat(given.size()).as(at + " " + given).isEqualTo(shown.size());
            for (var i = 0; i < shown.size(); i++) {
                assertHolds(at + "/" + i, shown.get(i), given.path(i));
            }
        } else if (shown.isString()) {
            assertThat(given.isString()).as(at + " " + given).isTrue();
            assertThat(given.asString()).as(at).matches(Pattern.compile(wild(shown.asString()), Pattern.DOTALL));
        } else if (shown.isNumber()) {
            assertThat(given.decimalValue()).as(at).isEqualByComparingTo(shown.decimalValue());
        } else {
            assertThat(given.toString()).as(at).isEqualTo(shown.toString());
        }
    }
}
