package org.casewright.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.casewright.TestPlatform;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API of a {@link TestPlatform} on a port of its own, and a client that asks it as one of its people. */
final class ApiServer implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final ServletWebServerApplicationContext context;
    private final int port;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        SecurityAutoConfiguration.class,
        ServletWebSecurityAutoConfiguration.class,
        SecurityFilterAutoConfiguration.class
    })
    @ComponentScan("org.casewright.api")
    @ComponentScan(
            basePackages = "org.casewright.identity",
            useDefaultFilters = false,
            includeFilters = @Filter(type = FilterType.REGEX, pattern = ".*\\.PlatformSecurity"))
    static class Web {}

    /** What came back. */
    record Reply(int status, HttpResponse<byte[]> http) {

        String text() {
            return new String(http.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JSON.readTree(http.body());
        }

        @Nullable
        String header(String name) {
            return http.headers().firstValue(name).orElse(null);
        }

        String etag() {
            return Objects.requireNonNull(header("ETag"));
        }

        String at(String pointer) {
            return json().at(pointer).asString("");
        }
    }

    ApiServer(TestPlatform platform, String... properties) {
        var builder = new SpringApplicationBuilder(Web.class)
                .parent(platform.context())
                .properties("server.port=0", "spring.main.banner-mode=off")
                .properties(properties);
        context = (ServletWebServerApplicationContext) builder.run();
        port = Objects.requireNonNull(context.getWebServer()).getPort();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Asks as somebody. */
    Reply ask(@Nullable String as, String method, String path, byte @Nullable [] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofMinutes(2))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (as != null) {
            request.header("Authorization", basic(as, TestPlatform.PASSWORD));
        }
        for (var i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private Reply send(HttpRequest request) {
        try {
            var reply = http.send(request, BodyHandlers.ofByteArray());
            return new Reply(reply.statusCode(), reply);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Reply get(String as, String path, String... headers) {
        return ask(as, "GET", path, null, headers);
    }

    Reply post(String as, String path, String json, String... headers) {
        return ask(as, "POST", path, bytes(json), with(headers, "Content-Type", "application/json"));
    }

    /** Sends a body without saying how long it is. */
    Reply postInPieces(String as, String path, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", basic(as, TestPlatform.PASSWORD))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        return send(request);
    }

    Reply post(String as, String path) {
        return ask(as, "POST", path, null);
    }

    Reply patch(String as, String path, String etag, String json) {
        return ask(as, "PATCH", path, bytes(json), "Content-Type", "application/merge-patch+json", "If-Match", etag);
    }

    Reply delete(String as, String path, String... headers) {
        return ask(as, "DELETE", path, null, headers);
    }

    /** Sends bytes as they are, and gives back the first line. */
    String raw(String request) {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return firstLine(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String firstLine(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var c = in.read(); c >= 0 && c != '\r'; c = in.read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString(bytes(name + ":" + password));
    }

    /** As a parameter. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String[] with(String[] headers, String name, String value) {
        var all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = name;
        all[headers.length + 1] = value;
        return all;
    }

    @Override
    public void close() {
        http.close();
        context.close();
    }
}
