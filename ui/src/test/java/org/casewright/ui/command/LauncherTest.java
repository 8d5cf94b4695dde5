package org.casewright.ui.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The root launcher on a machine that has only what the test gives it: a few tools of the system, and JDKs, npm and Maven made of
 * paper.
 */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "sh",
            "dirname",
            "sed",
            "find",
            "head",
            "readlink",
            "mkdir",
            "rm",
            "mv",
            "cat",
            "touch",
            "awk",
            "grep",
            "env");

    @TempDir
    private Path machine;

    private Path root;
    private Path tools;

    @BeforeEach
    void makeMachine() throws IOException {
        root = Files.createDirectory(machine.resolve("clone"));
        tools = Files.createDirectory(machine.resolve("bin"));
        Files.createDirectory(machine.resolve("jdks"));
        Files.copy(launcher(), root.resolve("casewright"));
        executable(root.resolve("casewright"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        for (var tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), whereIs(tool));
        }
        program("id", "echo 1000");
    }

    @Test
    void withoutAJdkItSaysSo() throws Exception {
        var ended = launch("start");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors())
                .isEqualTo("casewright: no JDK 21 or newer found; install one or set JAVA_HOME to it\n");
    }

    @Test
    void anOldJdkAloneIsNoJdk() throws Exception {
        var old = jdk("17");

        var ended = launch(Map.of("JAVA_HOME", old.toString()), "start");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).contains("no JDK 21 or newer found").hasLineCount(1);
    }

    @Test
    void theNewestJdkIsTakenWhereJavaHomeIsOld() throws Exception {
        built();
        jdk("21");
        jdk("25");

        var ended = launch(Map.of("JAVA_HOME", jdk("17").toString()), "start", "--port", "1");

        assertThat(ended.exit()).isZero();
        assertThat(ended.output()).startsWith("java 25 ").endsWith("casewright-app.jar start --port 1\n");
    }

    @Test
    void aGoodJavaHomeIsTakenAsItIs() throws Exception {
        built();
        jdk("25");

        var ended = launch(Map.of("JAVA_HOME", jdk("21").toString()), "start");

        assertThat(ended.output()).startsWith("java 21 ").doesNotContain("UseCompactObjectHeaders");
    }

    @Test
    void argumentsArriveAsTheyWereGiven() throws Exception {
        built();
        jdk("25");

        assertThat(launch("validate", "a folder", "$HOME;*").output()).endsWith("validate a folder $HOME;*\n");
    }

    @Test
    void classesComeFromTheArchiveWhereThereIsOne() throws Exception {
        built();
        jdk("25");
        assertThat(launch("validate", "x").output()).doesNotContain("SharedArchiveFile");

        Files.createFile(root.resolve("ui/target/app/classes.jsa"));

        assertThat(launch("validate", "x").output())
                .contains(" -XX:SharedArchiveFile=" + root.toRealPath().resolve("ui/target/app/classes.jsa") + " ")
                .endsWith("validate x\n");
    }

    @Test
    void buildingNeedsNpm() throws Exception {
        jdk("25");
        program("mvn", "exit 0");

        var ended = launch("start");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors()).isEqualTo("casewright: npm is needed to build and was not found\n");
    }

    @Test
    void aFailedBuildNamesItsLog() throws Exception {
        jdk("25");
        program("npm", "exit 0");
        program("mvn", "echo broken; exit 1");

        var ended = launch("start");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors())
                .contains(
                        "casewright: the build failed; see " + root.toRealPath().resolve("target/build.log"));
        assertThat(root.resolve("target/build.log")).content().isEqualTo("broken\n");
    }

    @Test
    void newerSourcesAreBuilt() throws Exception {
        built();
        jdk("25");
        program("npm", "exit 0");
        program("mvn", "exit 1");
        var source = root.resolve("ui/src/main/java/Page.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class Page {}");
        Files.setLastModifiedTime(
                source, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 10_000));

        assertThat(launch("start").errors()).contains("building the application");
    }

    @Test
    void testsAreCountedOverAllModules() throws Exception {
        testing(report("one", 5, 0, 0, 1) + report("two", 3, 0, 0, 0));

        var ended = launch("test");

        assertThat(ended.output()).endsWith("7 passed, 0 failed, 1 skipped\n");
        assertThat(ended.exit()).isZero();
    }

    @Test
    void aFailedTestFailsTheRun() throws Exception {
        testing(report("one", 5, 1, 1, 1) + report("two", 3, 0, 0, 0));

        var ended = launch("test");

        assertThat(ended.output()).endsWith("5 passed, 2 failed, 1 skipped\n");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void aBuildThatBreaksFailsTheRunThoughNoTestDid() throws Exception {
        testing(report("one", 5, 0, 0, 0) + "exit 1");

        assertThat(launch("test").exit()).isEqualTo(1);
    }

    @Test
    void reportsOfEarlierRunsDoNotCount() throws Exception {
        testing(report("one", 5, 0, 0, 0));
        var earlier = root.resolve("gone/target/surefire-reports/TEST-Gone.xml");
        Files.createDirectories(earlier.getParent());
        Files.writeString(earlier, "<testsuite name=\"Gone\" tests=\"100\" errors=\"0\" skipped=\"0\" failures=\"0\">");

        assertThat(launch("test").output()).contains("5 passed, 0 failed, 0 skipped");
    }

    @Test
    void longTestsAreAskedForByName() throws Exception {
        testing("echo \"$@\"\n" + report("one", 1, 0, 0, 0));

        assertThat(launch("test", "--long").output())
                .contains("-Dcasewright.long=true")
                .contains("-Dspotless.goal=check");
        assertThat(launch("test", "--lang").exit()).isEqualTo(2);
    }

    @Test
    void withoutABrowserAndTheRightToInstallOneTestsDoNotRun() throws Exception {
        testing(report("one", 1, 0, 0, 0));
        Files.delete(tools.resolve("chromedriver"));

        var ended = launch("test");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.errors())
                .isEqualTo("casewright: the browser tests need chromium and chromedriver;"
                        + " install packages chromium and chromium-driver\n");
    }

    @Test
    void rootInstallsTheBrowser() throws Exception {
        testing(report("one", 1, 0, 0, 0));
        Files.delete(tools.resolve("chromedriver"));
        Files.delete(tools.resolve("id"));
        program("id", "echo 0");
        program("apt-get", "echo apt-get \"$@\"");

        assertThat(launch("test").exit()).isZero();
        assertThat(root.resolve("target/browser.log"))
                .content()
                .contains("apt-get install -y --no-install-recommends chromium chromium-driver");
    }

    /** A JDK that says how it was called. */
    private Path jdk(String version) throws IOException {
        var jdk = machine.resolve(version.equals("17") ? "old" : "jdks").resolve("jdk-" + version);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        script(jdk.resolve("bin/java"), "echo java " + version + " \"$@\"");
        script(jdk.resolve("bin/javac"), "exit 0");
        return jdk;
    }

    private void built() throws IOException {
        var jar = root.resolve("ui/target/app/casewright-app.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
        Files.setLastModifiedTime(jar, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    }

    private void testing(String maven) throws IOException {
        jdk("25");
        program("npm", "exit 0");
        program("chromium", "exit 0");
        program("chromedriver", "exit 0");
        program("mvn", maven);
    }

    /** What Maven does for a module with such results. */
    private static String report(String module, int tests, int failures, int errors, int skipped) {
        return """
                mkdir -p %1$s/target/surefire-reports
                printf '<?xml version="1.0"?>\\n<testsuite xmlns:x="y" name="%1$s" time="0.1" tests="%2$d" errors="%4$d" skipped="%5$d" failures="%3$d">\\n<testcase name="tests=9"/></testsuite>\\n' > %1$s/target/surefire-reports/TEST-%1$s.xml
                """.formatted(module, tests, failures, errors, skipped);
    }

    private void program(String name, String body) throws IOException {
        script(tools.resolve(name), body);
    }

    private static void script(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ended launch(String... arguments) throws IOException, InterruptedException {
        return launch(Map.of(), arguments);
    }

    private Ended launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(root.resolve("casewright").toString()));
        command.addAll(List.of(arguments));
        var errors = machine.resolve("errors");
        var builder = new ProcessBuilder(command).directory(machine.toFile()).redirectError(errors.toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(new TreeMap<>(Map.of(
                        "PATH", tools.toString(),
                        "HOME", machine.toString(),
                        "CASEWRIGHT_JDKS", machine.resolve("jdks") + "/*")));
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Ended(process.exitValue(), output, Files.readString(errors));
    }

    private static Path launcher() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .map(folder -> folder.resolve("casewright"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
    }

    private static Path whereIs(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
