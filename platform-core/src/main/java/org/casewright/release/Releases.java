package org.casewright.release;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.loading.ModuleLoader;
import org.casewright.postgres.Databases;
import org.casewright.problem.ErrorCode;
import org.casewright.problem.Problem;
import org.casewright.problem.Refusal;
import org.casewright.problem.Severity;
import org.casewright.schema.Difference;
import org.casewright.schema.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Applies definitions and serves them. The database says what is served; folders only say what could be. */
@Component
public class Releases {

    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
    private static final int MOST_ROUNDS = 5;

    private final Databases databases;
    private final Catalogs catalogs;
    private final Switch change;
    private final HistoryPartitions partitions;
    private final ApplicationWork applicationWork;
    private final ReferenceData referenceData;

    Releases(
            Databases databases,
            Catalogs catalogs,
            Switch change,
            HistoryPartitions partitions,
            ApplicationWork applicationWork,
            ReferenceData referenceData) {
        this.databases = databases;
        this.catalogs = catalogs;
        this.change = change;
        this.partitions = partitions;
        this.applicationWork = applicationWork;
        this.referenceData = referenceData;
    }

    /**
     * Begins to serve, at start-up: the folders' modules where the database has no release yet, or none that
     * was finished, or {@code apply} says so; else the database's newest release.
     *
     * @return what of the folders is not served, as sentences; empty when all is
     * @throws Refusal {@code DEFINITION}, with all problems of the files; then nothing was done
     */
    public List<String> open(List<Path> folders, boolean apply) {
        return open(folders, apply, Releases::refuseAlone);
    }

    /**
     * The same.
     *
     * @param agreed throws when a plan is not to be carried out
     */
    public List<String> open(List<Path> folders, boolean apply, Consumer<Plan> agreed) {
        partitions.makeAhead();
        var newest = newest();
        if (newest.isEmpty() || apply || repairs(folders, newest.get(), agreed)) {
            apply(folders, "start", agreed);
            return List.of();
        }
        var files = ReleaseTable.files(owner(), newest.get().number()).orElseThrow();
        serve(newest.get(), files);
        return differences(folders, newest.get(), files);
    }

    /**
     * Applies folders' modules beside those that are served and are not in them, unless that takes two people.
     *
     * @throws Refusal {@code DEFINITION}, with all that is wrong, or {@code PRECONDITION_REQUIRED}; then nothing was done
     */
    public Applied apply(List<Path> folders, String author) {
        return apply(folders, author, Releases::refuseAlone);
    }

    /**
     * The same.
     *
     * @param agreed throws when a plan is not to be carried out
     */
    public Applied apply(List<Path> folders, String author, Consumer<Plan> agreed) {
        return unlessOvertaken(
                () -> apply(propose(folders, Set.of()), Provenance.of(author), agreed, sentence -> {}), sentence -> {});
    }

    /** Applies a catalog as it was loaded, whatever it does, on whatever is served. */
    public Applied apply(Catalog next, String author) {
        return apply(new Proposal(next, null), Provenance.of(author), plan -> {}, sentence -> {});
    }

    /**
     * Applies a proposal. Its reference data are brought in behind the switch, at the latest at the next start.
     *
     * @param agreed is shown the plan as it is when nobody else can apply, and throws when it is not what was agreed to
     * @param said hears what is done, as it is done
     * @throws Refusal {@code STALE} when another release was applied since the proposal was made
     */
    public Applied apply(Proposal proposal, Provenance provenance, Consumer<Plan> agreed, Consumer<String> said) {
        var applied = change.to(proposal, provenance, agreed, said);
        LOG.info("Release {} is served{}.", applied.release().number(), applied.changed() ? "" : " already");
        finish(applied.release(), said);
        return applied;
    }

    /**
     * Does something anew, from the loading on, as often as somebody else's release comes first.
     *
     * @param said hears why
     */
    public static <T> T unlessOvertaken(Supplier<T> work, Consumer<String> said) {
        for (var round = 1; ; round++) {
            try {
                return work.get();
            } catch (Refusal overtaken) {
                if (overtaken.code() != ErrorCode.STALE || round == MOST_ROUNDS) {
                    throw overtaken;
                }
                said.accept(overtaken.sentence() + " Looks again.");
            }
        }
    }

    /**
     * What one person alone may not do: widen access to what is there already.
     *
     * @throws Refusal {@code PRECONDITION_REQUIRED}, with who would gain what
     */
    public static void refuseAlone(Plan plan) {
        if (!plan.widenings().isEmpty()) {
            throw new Refusal(
                    ErrorCode.PRECONDITION_REQUIRED,
                    "this takes two people, by “apply” with --as and --approved-by: "
                            + plan.widenings().stream()
                                    .map(Difference::sentence)
                                    .collect(Collectors.joining(" ")));
        }
    }

    /** What applying a catalog would do; does nothing. */
    public Plan plan(Catalog next) {
        return change.plan(next);
    }

    /**
     * Folders' modules beside those that the newest release has and are not in them.
     *
     * @param removed modules of the newest release that are left out
     * @throws Refusal {@code DEFINITION}, with all that is wrong
     */
    public Proposal propose(List<Path> folders, Set<String> removed) {
        return propose(removed, present -> ModuleLoader.load(folders, present));
    }

    /**
     * Modules, by the files in their folders, beside those that the newest release has and are not among them.
     *
     * @throws Refusal {@code DEFINITION}, with all that is wrong
     */
    public Proposal propose(Map<String, Map<String, byte[]>> modules, Set<String> removed) {
        return propose(removed, present -> {
            present.putAll(modules);
            return ModuleLoader.load(present);
        });
    }

    private Proposal propose(
            Set<String> removed, Function<Map<String, Map<String, byte[]>>, ModuleLoader.Loaded> loading) {
        var newest = newest();
        var present =
                new TreeMap<>(newest.flatMap(release -> files(release.number())).orElse(Map.of()));
        for (var module : removed) {
            if (present.remove(module) == null) {
                throw new Refusal(ErrorCode.NOT_FOUND, "No module " + module + " is served, so none can be removed.");
            }
        }
        return new Proposal(sound(loading.apply(present), "The modules have problems."), basis(newest));
    }

    /**
     * The modules of an earlier release, to be planned and applied again.
     *
     * @throws Refusal {@code NOT_FOUND} when there is no such release
     */
    public Proposal propose(long number) {
        var newest = newest();
        var files = files(number)
                .orElseThrow(() -> new Refusal(ErrorCode.NOT_FOUND, "There is no release " + number + "."));
        return new Proposal(sound(ModuleLoader.load(files), "Release " + number + " cannot be read."), basis(newest));
    }

    private static Long basis(Optional<Release> newest) {
        return newest.map(Release::number).orElse(0L);
    }

    /** The modules of a catalog whose files are not those of the newest release, and those that need one of them. */
    public Set<String> affected(Catalog next) {
        var served = newest().flatMap(release -> ReleaseTable.files(owner(), release.number()))
                .orElse(Archive.of(Map.of()));
        var affected = new TreeSet<String>();
        Archive.of(next).differences(served).forEach(path -> affected.add(path.substring(0, path.indexOf('/'))));
        var known = 0;
        while (affected.size() > known) {
            known = affected.size();
            next.modules().stream()
                    .filter(module -> !Collections.disjoint(module.needs().keySet(), affected))
                    .forEach(module -> affected.add(module.name()));
        }
        return affected;
    }

    /** The releases, newest first. */
    public List<Release> list() {
        return ReleaseTable.all(owner());
    }

    /** The release that the database says is served; empty in a new database. */
    public Optional<Release> newest() {
        return ReleaseTable.newest(owner());
    }

    /** The files of a release: module -> path inside its folder -> content; empty when there is no such release. */
    public Optional<Map<String, Map<String, byte[]>>> files(long number) {
        return ReleaseTable.files(owner(), number).map(Archive::modules);
    }

    private JdbcClient owner() {
        return JdbcClient.create(databases.owner());
    }

    /** A release whose reference data never came in whole gives way to folders in which they may be right. */
    private boolean repairs(List<Path> folders, Release release, Consumer<Plan> agreed) {
        if (release.finished()) {
            return false;
        }
        try {
            agreed.accept(plan(propose(folders, Set.of()).next()));
            return true;
        } catch (Refusal notThese) {
            return false;
        }
    }

    private void serve(Release release, Archive files) {
        change.back(
                sound(ModuleLoader.load(files.modules()), "Release " + release.number() + " cannot be read."), release);
        LOG.info("Release {} is served.", release.number());
        finish(release, LOG::info);
    }

    private void finish(Release release, Consumer<String> said) {
        if (!release.finished()) {
            change.finish(release, said);
            applicationWork.finish(release, said);
            referenceData.bringIn(catalogs.current());
            ReleaseTable.finished(owner(), release);
        }
    }

    private static Catalog sound(ModuleLoader.Loaded loaded, String otherwise) {
        var catalog = loaded.catalog();
        if (catalog == null) {
            throw new Refusal(ErrorCode.DEFINITION, otherwise, loaded.problems());
        }
        loaded.problems().forEach(problem -> LOG.warn("{}", problem));
        return catalog;
    }

    /** Problems in a folder that is not served stop nobody: they are said, and that is all. */
    private List<String> differences(List<Path> folders, Release release, Archive served) {
        // Mostly they are the same, and reading a catalog twice would be half of a start.
        if (ModuleLoader.hold(folders, served.modules())) {
            return List.of();
        }
        var loaded = ModuleLoader.load(folders, served.modules());
        var catalog = loaded.catalog();
        if (catalog == null) {
            var errors = loaded.problems().stream()
                    .filter(problem -> problem.severity() == Severity.ERROR)
                    .map(Problem::toString)
                    .collect(Collectors.joining("\n  "));
            return List.of("The folders cannot be applied; release " + release.number() + " is served.\n  " + errors);
        }
        var paths = served.differences(Archive.of(catalog));
        if (paths.isEmpty()) {
            return List.of();
        }
        var sentences = new ArrayList<String>();
        sentences.add("Release " + release.number() + " is served; " + paths.size()
                + (paths.size() == 1 ? " file differs" : " files differ")
                + " from the folders, which --apply would apply:");
        paths.forEach(path -> sentences.add("  " + path));
        return sentences;
    }
}
