package org.casewright.ui;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application. */
@SpringBootApplication(scanBasePackages = "org.casewright")
public class Casewright {

    /** Runs the command line. */
    public static void main(String[] arguments) {
        SpringApplication.run(Casewright.class, arguments);
    }
}
