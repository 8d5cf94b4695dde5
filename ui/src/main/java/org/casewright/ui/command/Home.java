package org.casewright.ui.command;

import java.nio.file.Path;

/** Where this installation is, as the launcher says. */
final class Home {
    private Home() {}

    static Path directory() {
        return Path.of(System.getProperty("casewright.home", "")).toAbsolutePath();
    }

    /** The folder of the modules that are shipped. */
    static Path modules() {
        return directory().resolve("module-definitions");
    }
}
