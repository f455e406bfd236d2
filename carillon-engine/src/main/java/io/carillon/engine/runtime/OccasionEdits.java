package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.database.Databases;
import io.carillon.engine.database.Transactions;
import io.carillon.engine.occasion.Occasion;
import io.carillon.engine.occasion.Occasions;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Reads and changes the definitions of a tenant's occasions. A change commits a new version;
/// schedules planned by an older one are planned anew, those that matter soon before the answer.
public final class OccasionEdits {
    private final Databases databases;
    private final int tenant;
    private final DueClock clock;
    private final Replanner replanner;
    private final Definitions definitions;

    OccasionEdits(
            Databases databases,
            int tenant,
            DueClock clock,
            Replanner replanner,
            Definitions definitions) {
        this.databases = databases;
        this.tenant = tenant;
        this.clock = clock;
        this.replanner = replanner;
        this.definitions = definitions;
    }

    /// A changed definition, and how far its schedules have followed: `moved` are due at another
    /// instant now, `remaining` are still to be looked at.
    public record Changed(Occasion occasion, long moved, long remaining) {}

    public Optional<Occasion> find(String key) {
        return databases.reference().withHandle(handle -> Occasions.find(handle, tenant, key));
    }

    /// Changes a definition; empty when there is no such occasion. The edit must leave id and key
    /// as they are.
    public Optional<Changed> change(String key, UnaryOperator<Occasion> edit) {
        Optional<Occasion> changed =
                Transactions.retried(
                        databases.reference(),
                        handle -> {
                            Optional<Occasion> found = Occasions.find(handle, tenant, key);
                            if (found.isEmpty()) {
                                return Optional.<Occasion>empty();
                            }
                            Occasions.holdForChange(handle, found.get().id());
                            Occasion before = Occasions.find(handle, tenant, key).orElseThrow();
                            Occasion after = edit.apply(before);
                            if (after.equals(before)) {
                                return Optional.of(before);
                            }
                            Occasion next = after.withVersion(before.version() + 1);
                            Occasions.save(handle, next, clock.instant());
                            return Optional.of(next);
                        });
        return changed.map(occasion -> {
            definitions.learn(Map.of(occasion.id(), occasion));
            Replanner.Progress progress = replanner.follow(occasion);
            return new Changed(occasion, progress.moved(), progress.remaining());
        });
    }
}
