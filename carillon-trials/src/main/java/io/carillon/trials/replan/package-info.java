/// How fast schedules follow a new tz database, beside the least that PostgreSQL would have to do.
@NullMarked
package io.carillon.trials.replan;

import org.jspecify.annotations.NullMarked;
