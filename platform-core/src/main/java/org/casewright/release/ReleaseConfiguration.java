package org.casewright.release;

import org.casewright.catalog.Catalogs;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The catalog that is served: a plain word, which only a release may change. */
@Configuration(proxyBeanMethods = false)
class ReleaseConfiguration {

    @Bean
    Catalogs catalogs() {
        return new Catalogs();
    }
}
