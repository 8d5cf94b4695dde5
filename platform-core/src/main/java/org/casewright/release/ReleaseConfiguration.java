package org.casewright.release;

import org.casewright.catalog.Catalogs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The one place where the served catalog is held, and the daily work of releases. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ReleaseConfiguration {

    @Bean
    Catalogs catalogs() {
        return new Catalogs();
    }
}
