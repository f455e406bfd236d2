package io.carillon.engine.runtime;

import io.carillon.engine.DueClock;
import io.carillon.engine.RealTime;
import io.carillon.engine.database.Databases;
import io.carillon.engine.database.Transactions;
import io.carillon.engine.delivery.Action;
import io.carillon.engine.delivery.Operate;
import io.carillon.engine.delivery.Operation;
import io.carillon.engine.delivery.Selection;
import io.carillon.engine.schedule.TzInUse;

/// What people do to a tenant's deliveries: have them sent anew, take them back, say what became of
/// those in doubt. Each with a reason and an actor, which stay in the delivery's history.
public final class DeliveryEdits {
    private final Databases databases;
    private final int tenant;
    private final TzInUse tz;
    private final DueClock clock;
    private final RealTime time;
    private final Wakeup wakeup;

    DeliveryEdits(
            Databases databases,
            int tenant,
            TzInUse tz,
            DueClock clock,
            RealTime time,
            Wakeup wakeup) {
        this.databases = databases;
        this.tenant = tenant;
        this.tz = tz;
        this.clock = clock;
        this.time = time;
        this.wakeup = wakeup;
    }

    /// Does it to each of the selected, where that can be done, all in one transaction; which may
    /// be in a deadlock with a settlement, for that locks in any order.
    public Operate.Done operate(Selection wanted, Operation operation, Action.Cause cause) {
        Operate.Done done =
                Transactions.retried(
                        databases.reference(),
                        handle ->
                                new Operate(handle, tenant, tz.snapshot(), clock.instant())
                                        .on(wanted, operation, cause, time.wall().instant()));
        wakeup.wake();
        return done;
    }
}
