package io.natter.store;

import org.jspecify.annotations.Nullable;

/** What happens when a unit of changes is on disk. Called once, on the committer's thread or the owner's; must be quick. */
@FunctionalInterface
public interface Commit {
    /** A commit nobody waits for. */
    Commit IGNORED = failure -> {};

    /**
     * The unit is durable, or is not.
     *
     * @param failure null when it is; {@link StoreFullException} when nothing of the unit was stored; {@link StoreFailedException}
     *     when that is not known
     */
    void done(@Nullable StoreException failure);
}
