package org.casewright.postgres;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running {@link Writer}, and what it has said so far. */
final class WriterProcess {
    private final Process process;
    private final BufferedReader said;
    private long server;
    private int committed;

    private WriterProcess(Process process) {
        this.process = process;
        this.said = process.inputReader();
    }

    static WriterProcess start(Path directory, int first) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), TestServer.cache(), directory, first);
    }

    static WriterProcess start(List<String> prefix, String classPath, Path cache, Path directory, int first)
            throws IOException {
        var command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath, Writer.class.getName()));
        command.addAll(List.of(directory.toString(), Integer.toString(first), cache.toString()));
        return new WriterProcess(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Reads on until so many rows are committed. */
    WriterProcess until(int rows) throws IOException {
        while (committed < rows) {
            if (!readLine()) {
                throw new AssertionError("the writer ended early, after " + committed + " rows");
            }
        }
        return this;
    }

    private boolean readLine() throws IOException {
        var line = said.readLine();
        if (line == null) {
            return false;
        }
        if (line.startsWith("server ")) {
            server = Long.parseLong(line.substring("server ".length()));
        } else if (line.startsWith("committed ")) {
            committed = Integer.parseInt(line.substring("committed ".length()));
        }
        return true;
    }

    /** Kills it as {@code kill -9} does and reads what it said until then. */
    void kill() throws IOException {
        // By its handle: the process itself would close what we still want to read.
        process.toHandle().destroyForcibly();
        while (readLine()) {
            // What was said before the end is still to be read.
        }
        process.onExit().join();
    }

    long pid() {
        return process.pid();
    }

    long serverPid() {
        return server;
    }

    int committed() {
        return committed;
    }
}
