package org.casewright.catalog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Holds the catalog that is served now. Thread-safe. */
public final class Catalogs {

    private final AtomicReference<Catalog> current = new AtomicReference<>(Catalog.EMPTY);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition switched = lock.newCondition();

    /** The catalog that new requests use. */
    public Catalog current() {
        return current.get();
    }

    /** The same with its texts in a language, where there are such. */
    public Catalog current(String language) {
        return current.get().in(language);
    }

    /**
     * Serves another catalog from now on; requests under way keep theirs. Of two that come at once the newer release stays,
     * whoever comes last.
     */
    public void switchTo(Catalog next) {
        lock.lock();
        try {
            current.updateAndGet(served -> next.release() < served.release() ? served : next);
            switched.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until a newer release than this one is served; false when none was in that time. */
    public boolean awaitNewerThan(long release, Duration longest) {
        var nanos = longest.toNanos();
        lock.lock();
        try {
            while (current().release() <= release) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = switched.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
