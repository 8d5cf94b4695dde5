package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.casewright.access.Actor;
import org.casewright.access.Scope;
import org.casewright.catalog.Catalogs;
import org.casewright.identity.CurrentActor;
import org.casewright.identity.TokenBuckets;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/** Before any handler: who asks, how often, and whether they take what we give. Hands the actor to the handler. */
final class Admission implements HandlerInterceptor, HandlerMethodArgumentResolver {

    private static final String ACTOR = Admission.class.getName() + ".actor";

    private static final Set<String> READING = Set.of("GET", "HEAD");

    /** What speaks of records in any module, and of no more than the actor may know. */
    private static final Set<String> OF_ALL_MODULES = Set.of(
            ApiPaths.ROOT + "/me",
            ApiPaths.ROOT + "/catalog",
            ApiPaths.ROOT + "/openapi.json",
            ApiPaths.ROOT + "/batch",
            AttachmentController.UPLOADS,
            TaskController.TASKS,
            TaskController.TASKS + "/{id}",
            TaskController.TASKS + "/{id}/claim",
            TaskController.TASKS + "/{id}/release",
            TaskController.TASKS + "/{id}/complete");

    private static final int LONGEST_LANGUAGES = 500;

    private final CurrentActor currentActor;
    private final Catalogs catalogs;
    private final TokenBuckets<UUID> actors;

    Admission(CurrentActor currentActor, Catalogs catalogs, ApiLimits limits) {
        this.catalogs = catalogs;
        this.currentActor = currentActor;
        this.actors = new TokenBuckets<>(limits.requestsPerSecond(), limits.burst(), System::nanoTime);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var believed = currentActor.from(SecurityContextHolder.getContext().getAuthentication());
        var actor = handler instanceof HandlerMethod method && method.hasMethodAnnotation(ConfirmsItself.class)
                ? believed
                : confirmed(believed, request);
        var wait = actors.take(actor.id());
        if (!wait.isZero()) {
            AnswerWriter.write(
                    ProblemAnswers.of(
                                    ErrorCode.TOO_MANY_REQUESTS,
                                    Message.of("You ask more often than is good for the others."))
                            .with("Retry-After", Long.toString(wait.toSeconds() + 1)),
                    response);
            return false;
        }
        requireScope(actor.scope(), request);
        if (!(handler instanceof HandlerMethod method && method.hasMethodAnnotation(AnswersFiles.class))) {
            requireAcceptable(request.getHeader("Accept"));
        }
        var language = language(request.getHeader("Accept-Language"));
        response.addHeader("Vary", "Accept-Language");
        if (!language.isEmpty()) {
            response.setHeader("Content-Language", language);
        }
        request.setAttribute(ACTOR, actor.speaking(language));
        return true;
    }

    /**
     * Whether the credential carries what is asked for. What is asked of records and tasks is decided where all access is; a
     * credential for some modules comes no further than these, whatever else there will be.
     */
    private static void requireScope(Scope scope, HttpServletRequest request) {
        if (scope.extent() == Scope.Extent.READ && !READING.contains(request.getMethod())) {
            throw new Refusal(ErrorCode.FORBIDDEN, "Your token is for reading only.");
        }
        var pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        if (!scope.modules().isEmpty() && !pattern.startsWith(ApiPaths.RECORDS) && !OF_ALL_MODULES.contains(pattern)) {
            throw Refusal.of(
                    ErrorCode.FORBIDDEN,
                    "Your token is for {0} only.",
                    String.join(", ", scope.modules().stream().sorted().toList()));
        }
    }

    /** The best of the languages that are wanted; what nobody can read is as good as none. */
    private String language(@Nullable String wanted) {
        if (wanted == null || wanted.isBlank() || wanted.length() > LONGEST_LANGUAGES) {
            return "";
        }
        try {
            return catalogs.current()
                    .choose(Locale.LanguageRange.parse(wanted).stream()
                            .filter(range -> range.getWeight() > 0)
                            .map(Locale.LanguageRange::getRange)
                            .toList());
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    private Actor confirmed(Actor believed, HttpServletRequest request) {
        return currentActor
                .confirmed(believed, request.getHeader(HttpHeaders.AUTHORIZATION))
                .speaking(believed.language());
    }

    /**
     * Reads for an actor that is only believed. What is refused to that one may be open to whoever it turns out to be, and is
     * then read again.
     */
    Answer confirming(HttpServletRequest request, Actor believed, Function<Actor, Answer> read) {
        try {
            return read.apply(believed);
        } catch (Refusal refusal) {
            var actor = confirmed(believed, request);
            if (refusal.code() != ErrorCode.ACCESS_CHANGED
                    && actor.believed(believed.asOf()).equals(believed)) {
                throw refusal;
            }
            return read.apply(actor);
        }
    }

    /**
     * Writes for an actor that is only believed: the transaction's first statement confirms, and nothing is kept by rights that were
     * taken away. What was turned away may have asked nothing, and is confirmed behind it. An answer that is given again for a key
     * needs no statement of the asker's: there it is confirmed before.
     */
    Answer confirmingWrite(HttpServletRequest request, Actor believed, Function<Actor, Answer> write) {
        if (request.getHeader(Idempotency.KEY) != null) {
            return write.apply(confirmed(believed, request));
        }
        return confirming(request, believed, asker -> {
            var answer = write.apply(asker);
            if (answer.successful() || asker.asOf() == 0) {
                return answer;
            }
            var actor = confirmed(asker, request);
            return actor.believed(asker.asOf()).equals(asker) ? answer : write.apply(actor);
        });
    }

    static void requireAcceptable(@Nullable String accept) {
        if (accept == null || accept.equals("*/*") || accept.equals(Answer.JSON) || acceptable(accept)) {
            return;
        }
        throw Refusal.of(ErrorCode.NOT_ACCEPTABLE, "The answer is {0}; Accept asks for another.", Answer.JSON);
    }

    private static boolean acceptable(String accept) {
        try {
            return MediaType.parseMediaTypes(accept).stream()
                    .anyMatch(type -> type.getQualityValue() > 0 && type.includes(MediaType.APPLICATION_JSON));
        } catch (InvalidMediaTypeException e) {
            throw new Refusal(ErrorCode.MALFORMED, "The header Accept is malformed.");
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public @Nullable Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return request.getAttribute(ACTOR, RequestAttributes.SCOPE_REQUEST);
    }
}
