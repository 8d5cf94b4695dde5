package org.casewright.ui;

import org.casewright.ui.command.CommandLines;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication(
        scanBasePackages = "org.casewright",
        // The command line gives the database; accounts are our own.
        excludeName = {
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration"
        })
public class Casewright {

    /** Runs the command line. */
    public static void main(String[] arguments) {
        System.exit(CommandLines.run(arguments));
    }
}
