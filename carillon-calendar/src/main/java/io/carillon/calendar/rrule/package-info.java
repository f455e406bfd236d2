/// Recurrence rules of RFC 5545 §3.3.10 and RFC 7529, expanded to nominal local times: what a wall
/// calendar would show, before any zone is asked.
///
/// [RecurrenceRule] is the parsed text, [RecurrenceSet] a rule with its DTSTART, RDATE and EXDATE.
/// Inside, a rule becomes [Runs] (one interval, such as a month, at a time) of days or moments, and
/// the times of day within each; [RuleTimes] walks both. Every interval is computed from DTSTART
/// and a multiple of INTERVAL, never from the interval before.
///
/// Where the RFCs admit several readings, these hold:
///
/// - WKST defaults to Monday.
/// - YEARLY;BYMONTHDAY without BYMONTH means every month.
/// - BYWEEKNO without BYDAY, BYMONTHDAY and BYYEARDAY takes the weekday of DTSTART. With BYWEEKNO
///   an interval is the year of the weeks: the Monday of week 1 of 2025 is 30 December 2024, and
///   INTERVAL and BYSETPOS count such years.
/// - BYSETPOS counts from the start of the interval, not from DTSTART.
/// - A number before a weekday counts within the month, or within the year in a YEARLY rule without
///   BYMONTH, also where BYDAY only limits.
/// - DTSTART is a lower bound for the rule, and an instance only if the rule produces it. An RDATE
///   is an instance wherever it lies.
/// - COUNT counts what the rule produces, before EXDATE and before any zone's gaps. UNTIL includes
///   its own moment; as a date, all of that day.
/// - BYSECOND=60 is second 59, as for all who do not keep leap seconds.
/// - SKIP moves what YEARLY and MONTHLY rules expand: first a leap month that a year lacks, then a
///   day that its month (BYYEARDAY: its year) lacks. A day before the first, as BYMONTHDAY=-31 in
///   April, moves to that first or to the day before it. Rules of other frequencies only filter
///   days that exist, so there is nothing to move. Two that meet on one moment are one.
@NullMarked
package io.carillon.calendar.rrule;

import org.jspecify.annotations.NullMarked;
