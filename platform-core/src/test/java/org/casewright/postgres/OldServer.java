package org.casewright.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks just enough of PostgreSQL's protocol to let somebody in and to say that it is an old version. */
final class OldServer implements AutoCloseable {
    private static final int ENCRYPTION_REQUEST = 80877103;

    private final String version;
    private final ServerSocket socket;

    private OldServer(String version) throws IOException {
        this.version = version;
        this.socket = new ServerSocket(0, 5, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    static OldServer start(String version) throws IOException {
        var server = new OldServer(version);
        Thread.ofPlatform().daemon().start(server::serve);
        return server;
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (var client = socket.accept()) {
                greet(client);
            } catch (IOException e) {
                // The client left, or the test is over.
            }
        }
    }

    private void greet(Socket client) throws IOException {
        var in = new DataInputStream(client.getInputStream());
        var out = new DataOutputStream(client.getOutputStream());
        var length = in.readInt();
        if (in.readInt() == ENCRYPTION_REQUEST) {
            out.writeByte('N');
            length = in.readInt();
            in.readInt();
        }
        in.readNBytes(length - 8);
        answer(out, 'R', new byte[4]);
        parameter(out, "server_version", version);
        parameter(out, "client_encoding", "UTF8");
        parameter(out, "DateStyle", "ISO, MDY");
        parameter(out, "integer_datetimes", "on");
        parameter(out, "standard_conforming_strings", "on");
        answer(out, 'Z', new byte[] {'I'});
        for (int type; (type = in.read()) >= 0; ) {
            in.readNBytes(in.readInt() - 4);
            reply(out, (char) type);
        }
    }

    private static void reply(DataOutputStream out, char message) throws IOException {
        switch (message) {
            case 'P' -> answer(out, '1', new byte[0]);
            case 'B' -> answer(out, '2', new byte[0]);
            case 'D' -> answer(out, 'n', new byte[0]);
            case 'E' -> answer(out, 'C', text("SET"));
            case 'S' -> answer(out, 'Z', new byte[] {'I'});
            case 'Q' -> {
                answer(out, 'C', text("SET"));
                answer(out, 'Z', new byte[] {'I'});
            }
            default -> throw new IOException("an old server does not know " + message);
        }
    }

    private static void parameter(DataOutputStream out, String name, String value) throws IOException {
        answer(out, 'S', text(name + '\0' + value));
    }

    private static byte[] text(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(DataOutputStream out, char type, byte[] body) throws IOException {
        out.writeByte(type);
        out.writeInt(body.length + 4);
        out.write(body);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
