package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.casewright.access.Actor;
import org.casewright.identity.PlatformPrivilege;
import org.casewright.identity.PlatformPrivileges;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Refusal;
import org.casewright.release.Approvals;
import org.casewright.release.Delivery;
import org.casewright.release.Proposal;
import org.casewright.release.Provenance;
import org.casewright.release.Provenance.Origin;
import org.casewright.release.Release;
import org.casewright.release.Releases;
import org.casewright.scenario.PlayedJson;
import org.casewright.scenario.Trial;
import org.casewright.schema.Plan;
import org.casewright.schema.PlanText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

/**
 * Planning and applying releases, as the command line does, for accounts with the privilege to do so for each module of which
 * something changes.
 */
@Controller
class DeploymentController {

    private static final Logger LOG = LoggerFactory.getLogger(DeploymentController.class);
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final PlatformPrivilege[] PLANNING = {PlatformPrivilege.CONFIGURE, PlatformPrivilege.DEPLOY};
    private static final Set<String> APPLYING = Set.of("remove", "consent", "despiteScenarios");

    private final Releases releases;
    private final Approvals approvals;
    private final PlatformPrivileges privileges;

    /** Playing scenarios takes a database server of its own; one at a time is enough for anybody. */
    private final Semaphore free = new Semaphore(1);

    DeploymentController(Releases releases, Approvals approvals, PlatformPrivileges privileges) {
        this.releases = releases;
        this.approvals = approvals;
        this.privileges = privileges;
    }

    /** What is to become a release: made anew when somebody else was faster. */
    private record Next(
            Supplier<Proposal> proposal, @Nullable Origin origin) {}

    /** What whoever applies has agreed to. */
    private record Agreement(boolean consent, @Nullable String despiteScenarios) {
        static Agreement of(Parameters parameters) {
            return new Agreement(parameters.flag("consent"), parameters.text("despiteScenarios"));
        }
    }

    @PostMapping(ApiPaths.ROOT + "/releases/plan")
    Answer plan(HttpServletRequest request, Actor actor) throws IOException {
        privileges.require(actor, Set.of(), PLANNING);
        var next = sent(request, Parameters.of(request, Set.of("remove")));
        return alone(() -> plan(next, actor));
    }

    @PostMapping(ApiPaths.ROOT + "/releases/apply")
    Answer apply(HttpServletRequest request, Actor actor) throws IOException {
        privileges.require(actor, Set.of(), PlatformPrivilege.DEPLOY);
        var parameters = Parameters.of(request, APPLYING);
        var next = sent(request, parameters);
        return alone(() -> applied(next, Agreement.of(parameters), actor));
    }

    @PostMapping(ApiPaths.ROOT + "/releases/{number}/rollback")
    Answer rollback(@PathVariable String number, HttpServletRequest request, Actor actor) {
        privileges.require(actor, Set.of(), PLANNING);
        var parameters = Parameters.of(request, Set.of("plan", "consent", "despiteScenarios"));
        if (!parameters.flag("plan")) {
            privileges.require(actor, Set.of(), PlatformPrivilege.DEPLOY);
        }
        var earlier = number(number);
        var next = new Next(() -> releases.propose(earlier), null);
        return alone(
                () -> parameters.flag("plan") ? plan(next, actor) : applied(next, Agreement.of(parameters), actor));
    }

    @PostMapping(ApiPaths.ROOT + "/releases/approvals")
    Answer approve(HttpServletRequest request, Actor actor) {
        privileges.require(actor, Set.of(), PlatformPrivilege.DEPLOY);
        Parameters.none(request);
        var body = Requests.object(request);
        var hash = body.path("hash").asString("");
        var basis = body.path("basis");
        if (body.size() != 2 || !HASH.matcher(hash).matches() || !basis.isIntegralNumber()) {
            throw Parameters.malformed("Send hash and basis as the plan said them, which you have looked at.");
        }
        var newest = newest();
        if (basis.asLong() != newest) {
            throw Refusal.of(
                    ErrorCode.CONFLICT,
                    "That plan was made on release {0}, and release {1} is served: plan it again.",
                    basis,
                    newest);
        }
        approvals.give(hash, newest, actor.id());
        LOG.info("{} has agreed to {} on release {}.", actor.name(), hash, newest);
        return Answer.json(
                201, Json.object().put("hash", hash).put("basis", newest).put("hours", Approvals.STANDS.toHours()));
    }

    private Next sent(HttpServletRequest request, Parameters parameters) throws IOException {
        var removed = parameters.names("remove");
        var type = request.getContentType();
        if (type == null && request.getContentLengthLong() <= 0 && !removed.isEmpty()) {
            return new Next(() -> releases.propose(Map.of(), removed), null);
        }
        if (!"application/zip".equals(type) || request.getHeader("Content-Encoding") != null) {
            throw new Refusal(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Send a release that was exported, or module folders below modules/ packed as a zip, with Content-Type"
                            + " application/zip.");
        }
        var delivery = Delivery.read(request.getInputStream());
        return new Next(() -> releases.propose(delivery.modules(), removed), delivery.origin());
    }

    private Answer alone(Supplier<Answer> work) {
        if (!free.tryAcquire()) {
            throw new Refusal(ErrorCode.UNAVAILABLE, "Another release is being planned or applied: try again.");
        }
        try {
            return Releases.unlessOvertaken(work, LOG::info);
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.DEFINITION) {
                throw refusal;
            }
            // Who asks is their author, and is told the places.
            return ProblemAnswers.of(
                    ErrorCode.INVALID, refusal.text(), "problems", PlayedJson.problems(refusal.problems()));
        } finally {
            free.release();
        }
    }

    private Answer plan(Next next, Actor actor) {
        var proposal = next.proposal().get();
        var plan = releases.plan(proposal.next());
        privileges.require(actor, plan.modules(), PLANNING);
        return Answer.ok(document(proposal, plan, plan.isRefused() ? null : trial(proposal)));
    }

    private Answer applied(Next next, Agreement agreement, Actor actor) {
        var proposal = next.proposal().get();
        var plan = releases.plan(proposal.next());
        privileges.require(actor, plan.modules(), PlatformPrivilege.DEPLOY);
        var approver = plan.widenings().isEmpty() ? null : approver(proposal, plan, actor);
        var hindrance = hindrance(plan, agreement, approver);
        if (hindrance != null) {
            return refused(hindrance, document(proposal, plan, null));
        }
        var trial = trial(proposal);
        if (!trial.isPassed() && agreement.despiteScenarios() == null) {
            return refused(
                    new Refusal(
                            ErrorCode.INVALID,
                            "Nothing was done: scenarios failed. Mend it, or say in despiteScenarios why it shall be done all"
                                    + " the same."),
                    document(proposal, plan, trial));
        }
        var provenance = new Provenance(
                actor.name(),
                approver,
                next.origin(),
                trial.isPassed() ? null : trial.overridden(String.valueOf(agreement.despiteScenarios())));
        var applied = releases.apply(proposal, provenance, seen -> refuse(seen, agreement, approver), LOG::info);
        return Answer.ok(Json.object()
                .put("release", applied.release().number())
                .put("changed", applied.changed())
                .put("hash", applied.release().hash()));
    }

    private @Nullable String approver(Proposal proposal, Plan plan, Actor actor) {
        return approvals
                .approver(proposal.hash(), basis(proposal), actor.id(), plan.modules())
                .orElse(null);
    }

    /** What stands in the way; null when nothing does. */
    private static @Nullable Refusal hindrance(Plan plan, Agreement agreement, @Nullable String approver) {
        if (plan.isRefused()) {
            return new Refusal(ErrorCode.INVALID, "Nothing was done: stored rows or the files stand in the way.");
        }
        if (!plan.consents().isEmpty() && !agreement.consent()) {
            return new Refusal(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Nothing was done: this needs consent. Look at the plan, and send consent=true.");
        }
        if (!plan.widenings().isEmpty() && approver == null) {
            return new Refusal(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "Nothing was done: this widens access, which takes two people. Let somebody else with the privilege deploy"
                            + " for these modules look at the plan and send its hash and basis to releases/approvals; nobody whose"
                            + " account you have made or let in, or who has made or let in yours.");
        }
        return null;
    }

    /** What was agreed to was planned before anybody else was kept out. */
    private static void refuse(Plan plan, Agreement agreement, @Nullable String approver) {
        var hindrance = hindrance(plan, agreement, approver);
        if (hindrance != null) {
            throw hindrance;
        }
    }

    private static Answer refused(Refusal refusal, ObjectNode plan) {
        return ProblemAnswers.of(refusal.code(), refusal.text(), "plan", plan);
    }

    private Trial trial(Proposal proposal) {
        return Trial.of(releases, proposal.next(), LOG::info);
    }

    private static ObjectNode document(Proposal proposal, Plan plan, @Nullable Trial trial) {
        var document = PlanText.json(plan);
        document.put("hash", proposal.hash());
        document.put("basis", basis(proposal));
        if (trial != null) {
            document.set("scenarios", trial.json());
        }
        return document;
    }

    private static long basis(Proposal proposal) {
        var basis = proposal.basis();
        return basis == null ? 0 : basis;
    }

    private long newest() {
        return releases.newest().map(Release::number).orElse(0L);
    }

    private static long number(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw Refusal.notFound();
        }
        return Long.parseLong(text);
    }
}
