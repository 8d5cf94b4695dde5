package org.casewright.api;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.casewright.problem.Refusal;
import org.casewright.text.Texts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** How Spring MVC serves the API. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiLimits.class)
@Import(Admission.class)
class ApiConfiguration implements WebMvcConfigurer {

    private final Admission admission;

    ApiConfiguration(Admission admission) {
        this.admission = admission;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(admission).addPathPatterns("/api/**");
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(admission);
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(new AnswerWriter());
    }

    /** Sentences of the platform are in the language that is asked for, in English where it speaks none of these. */
    @Bean
    LocaleResolver localeResolver() {
        var byHeader = new AcceptHeaderLocaleResolver();
        byHeader.setSupportedLocales(Texts.LANGUAGES);
        byHeader.setDefaultLocale(Locale.ENGLISH);
        return byHeader;
    }

    /** Nothing else (pages, files) answers below {@code /api/}. */
    @Bean
    SimpleUrlHandlerMapping nothingElseBelowApi() {
        HttpRequestHandler notFound =
                (request, response) -> AnswerWriter.write(ProblemAnswers.of(Refusal.notFound()), response);
        return new SimpleUrlHandlerMapping(Map.of("/api", notFound, "/api/**", notFound), 1);
    }
}
