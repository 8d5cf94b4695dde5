package org.casewright.benchmark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One client's kept-alive HTTP/1.1 connection; does as little as can be done, for it shares the machine with the server. */
final class Connection implements AutoCloseable {
    private static final int PATIENCE = 60_000;

    private final int port;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 15);
    private @Nullable Socket socket;
    private int position;
    private int end;
    private boolean packed;
    private String cookie = "";

    Connection(int port) {
        this.port = port;
    }

    /** Sends a request, reads the whole answer and tells its status. */
    int exchange(byte[] request) throws IOException {
        var open = open();
        open.getOutputStream().write(request);
        var in = open.getInputStream();
        var first = line(in);
        var status = Integer.parseInt(first.substring(9, 12));
        var length = 0;
        var chunked = false;
        var last = false;
        packed = false;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            } else if (lower.startsWith("connection:")) {
                last = lower.endsWith("close");
            } else if (lower.startsWith("content-encoding:")) {
                packed = lower.endsWith("gzip");
            } else if (lower.startsWith("set-cookie:")) {
                cookie = header.substring(11).strip().split(";", 2)[0];
            }
        }
        body.reset();
        if (chunked) {
            for (var size = chunk(in); size > 0; size = chunk(in)) {
                take(in, size);
                line(in);
            }
            line(in);
        } else {
            take(in, length);
        }
        if (last) {
            close();
        }
        return status;
    }

    /** The last answer's body. */
    byte[] body() {
        return body.toByteArray();
    }

    /** The same as text, unpacked. */
    String text() throws IOException {
        if (!packed) {
            return body.toString(StandardCharsets.UTF_8);
        }
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(body.toByteArray()))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The cookie that the server set last; empty when it set none. */
    String cookie() {
        return cookie;
    }

    private int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private Socket open() throws IOException {
        var open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setTcpNoDelay(true);
            open.setSoTimeout(PATIENCE);
            position = 0;
            end = 0;
            socket = open;
        }
        return open;
    }

    private String line(InputStream in) throws IOException {
        var text = new StringBuilder();
        while (true) {
            if (position == end) {
                fill(in);
            }
            var start = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            text.append(new String(buffer, start, position - start, StandardCharsets.ISO_8859_1));
            if (position < end) {
                position++;
                text.setLength(text.length() - 1);
                return text.toString();
            }
        }
    }

    private void take(InputStream in, int length) throws IOException {
        for (var left = length; left > 0; ) {
            if (position == end) {
                fill(in);
            }
            var part = Math.min(left, end - position);
            body.write(buffer, position, part);
            position += part;
            left -= part;
        }
    }

    private void fill(InputStream in) throws IOException {
        position = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
            throw new EOFException("the server closed the connection");
        }
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
